"""A figure file is refused, with its name and what to do, before it can spoil a page."""

import json
from pathlib import Path

import pytest

from lstm_tutor.figure import FigureError, factor, load, load_all, publish

GOOD = '''"""A straight line."""
from lstm_tutor.figure import Caption
from lstm_tutor.style.svg import new_drawing

TITLE = "A line"
EXPERIMENTS = {}
SETTINGS = "none"
SIZE = (300, 200)

def draw(runs):
    drawing = new_drawing(SIZE)
    drawing.subplots().plot([0, 1], [0, 1])
    return drawing

def caption(runs):
    return Caption(claim="It rises.", text="From 0 to 1.", alt="A line from 0 to 1.")
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path


def write(folder: Path, name: str, code: str = GOOD) -> Path:
    path = folder / name
    path.write_text(code)
    return path


def test_the_id_is_the_file_name(folder: Path) -> None:
    assert load(write(folder, "lr_low_slow.py")).id == "lr-low-slow"


@pytest.mark.parametrize("name", ["Low.py", "größe.py", "a b.py", "_low.py", "low!.py", "...x.py"])
def test_a_bad_id_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(FigureError, match="lower-case letters") as caught:
        load(write(folder, name))
    assert name in str(caught.value)


def test_an_id_twice_is_refused_and_both_files_named(folder: Path) -> None:
    write(folder, "lr_low.py")
    write(folder, "lr-low.py")
    with pytest.raises(FigureError, match="twice") as caught:
        load_all(folder)
    assert "lr_low.py" in str(caught.value)
    assert "lr-low.py" in str(caught.value)


@pytest.mark.parametrize("name", ["TITLE", "EXPERIMENTS", "SETTINGS", "SIZE", "draw", "caption"])
def test_a_missing_part_is_named(folder: Path, name: str) -> None:
    path = write(folder, "part.py", GOOD + f"\ndel {name}\n")
    with pytest.raises(FigureError, match=rf"part\.py: {name} is missing"):
        load(path)


@pytest.mark.parametrize("field", ["claim", "text", "alt"])
def test_a_figure_without_words_is_refused(folder: Path, field: str) -> None:
    words = {"claim": "It rises.", "text": "From 0 to 1.", "alt": "A line from 0 to 1."}
    path = write(folder, "mute.py", GOOD.replace(f'{field}="{words[field]}"', f'{field}=" "'))
    with pytest.raises(FigureError, match=rf"mute\.py: the caption's {field} is empty"):
        publish(load(path), {}, None, folder / "out")
    assert list((folder / "out").iterdir()) == []


def test_an_error_while_drawing_names_the_file(folder: Path) -> None:
    path = write(folder, "broken.py", GOOD.replace("[0, 1])", "[0])"))
    with pytest.raises(FigureError, match=r"broken\.py: ValueError"):
        publish(load(path), {}, None, folder / "out")


def test_an_unchanged_figure_is_not_drawn_again(folder: Path) -> None:
    figure, out = load(write(folder, "line.py")), folder / "out"
    assert publish(figure, {}, None, out)
    assert not publish(figure, {}, None, out)
    (out / "line.svg").write_text("damaged")
    assert publish(figure, {}, None, out)
    (out / "line.passport.json").write_text("{")
    assert publish(figure, {}, None, out)


def test_the_svg_follows_both_schemes_and_repeats_to_the_byte(folder: Path) -> None:
    figure, out = load(write(folder, "line.py")), folder / "out"
    publish(figure, {}, None, out)
    first = (out / "line.svg").read_bytes()
    (out / "line.svg").unlink()
    publish(figure, {}, None, out)
    assert (out / "line.svg").read_bytes() == first
    svg = first.decode()
    assert "prefers-color-scheme:dark" in svg
    assert 'width="300" height="200"' in svg
    assert "var(--ink)" in svg
    assert "#1f2328" not in svg.split("</style>", 1)[1]  # the light ink, outside the definitions
    passport = json.loads((out / "line.passport.json").read_text())
    assert passport["alt"] == "A line from 0 to 1."
    assert passport["rebuild"] == "make figure ID=line"


@pytest.mark.parametrize(
    ("value", "shown"), [(83.4, "×83"), (0.954, "×0.95"), (2.04, "×2"), (float("inf"), "×∞")]
)
def test_a_factor_in_words(value: float, shown: str) -> None:
    assert factor(value) == shown
