"""A figure file is refused, with its name and what to do, before it can spoil a page."""

from pathlib import Path

import pytest

from lstm_tutor.figure import FigureError, load, load_all

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


@pytest.mark.parametrize("end", ["raise SystemExit(0)", "1 / 0"])
def test_a_file_that_ends_the_program_is_named(folder: Path, end: str) -> None:
    path = write(folder, "part.py", f"{GOOD}\n{end}\n")
    with pytest.raises(FigureError, match=r"part\.py: (SystemExit|ZeroDivisionError)"):
        load(path)


@pytest.mark.parametrize("name", ["TITLE", "EXPERIMENTS", "SETTINGS", "SIZE", "draw", "caption"])
def test_a_missing_part_is_named(folder: Path, name: str) -> None:
    path = write(folder, "part.py", GOOD + f"\ndel {name}\n")
    with pytest.raises(FigureError, match=rf"part\.py: {name} is missing"):
        load(path)
