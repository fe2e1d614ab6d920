"""A figure's files are written whole, repeat to the byte, and are drawn again only when needed."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy

from lstm_tutor.experiments import BASELINE
from lstm_tutor.experiments.kinds import Experiment, in_python
from lstm_tutor.figure import publication
from lstm_tutor.figure.drawing import type_faces
from lstm_tutor.figure.figure import Figure, FigureError, load
from lstm_tutor.figure.publication import is_current, publish
from lstm_tutor.training.train import build_network

WORDS = {"claim": "It rises.", "text": "From 0 to 1.", "alt": "A line from 0 to 1."}
GOOD = '''"""A straight line."""
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.figure.figure import Caption
from lstm_tutor.figure.drawing.svg import new_drawing

TITLE = "A line"
SECTION = "Training"
EXPERIMENTS = {"low": TrainingConfig(epochs=3)}
SETTINGS = "none"
SIZE = (300, 200)

def draw(runs):
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    ax.plot([0, 1], [0, runs["low"]], label="the line")
    ax.set_title("Error")
    return drawing

def caption(runs):
    values = {"end": "1"}
    return Caption(claim="It rises.", text="From 0 to 1.", alt="A line from 0 to 1.", values=values)
'''
RESULTS: dict[Experiment, float] = {replace(BASELINE, epochs=3, snapshot_epochs=()): 1.0}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path


def figure(folder: Path, name: str = "line.py", code: str = GOOD) -> Figure:
    path = folder / name
    path.write_text(code)
    return load(path)


def names(folder: Path) -> set[str]:
    return {path.name for path in (folder / "out").iterdir()}


@pytest.mark.parametrize("field", WORDS)
def test_a_figure_without_words_is_refused(folder: Path, field: str) -> None:
    mute = figure(folder, "mute.py", GOOD.replace(f'{field}="{WORDS[field]}"', f'{field}=" "'))
    with pytest.raises(FigureError, match=rf"mute\.py: the caption's {field} is empty"):
        publish(mute, RESULTS, None, folder / "out")
    assert not names(folder)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("[0, runs", "[runs", "ValueError"),
        ('runs["low"]', "float('nan')", "the line"),
        (', label="the line"', "", "Error"),
        ("ax.plot", "ax.set(xlim=(5, 6)); ax.plot", "the line"),
    ],
)
def test_a_drawing_that_fails_or_hides_its_data_is_refused(
    folder: Path, old: str, new: str, complaint: str
) -> None:
    broken = figure(folder, "broken.py", GOOD.replace(old, new, 1))
    with pytest.raises(FigureError, match=rf"broken\.py: .*{complaint}"):
        publish(broken, RESULTS, None, folder / "out")
    assert not names(folder)


@pytest.mark.parametrize("size", ["(300, 200)", "(420, 200)"])
def test_words_too_small_for_a_phone_are_refused_where_there_is_no_drawing_for_one(
    folder: Path, size: str
) -> None:
    code = GOOD.replace("(300, 200)", size).replace('"Error")', '"Error", fontsize=7)')
    with pytest.raises(FigureError, match=r"small\.py: .*on a phone: the text 'Error' is smaller"):
        publish(figure(folder, "small.py", code), RESULTS, None, folder / "out")
    assert not names(folder)


def test_a_diagram_that_is_not_drawn_for_a_phone_is_held_to_one(folder: Path) -> None:
    wide = GOOD.replace("(300, 200)", "(640, 200)")
    code = wide.replace("new_drawing(SIZE)", 'new_drawing(SIZE); drawing.set_layout_engine("none")')
    code = code.replace("drawing.subplots()", "drawing.add_axes((0.2, 0.2, 0.6, 0.6))")
    with pytest.raises(
        FigureError, match=r"diagram\.py: .*on a phone: the text 'Error' is smaller"
    ):
        publish(figure(folder, "diagram.py", code), RESULTS, None, folder / "out")
    publish(figure(folder, "wide.py", wide), RESULTS, None, folder / "out")
    assert "wide.narrow.svg" in names(folder)


def test_an_unchanged_figure_is_up_to_date_until_a_file_is_damaged(folder: Path) -> None:
    line, out = figure(folder), folder / "out"
    assert not is_current(line, None, out)
    publish(line, RESULTS, None, out)
    assert is_current(line, None, out)
    assert not is_current(line, {"verdict": "undecided"}, out)
    for kind in ("svg", "png", "pdf", "csv", "json", "passport.json"):
        file = out / f"line.{kind}"
        content = file.read_bytes()
        file.write_text("{")
        assert not is_current(line, None, out)
        file.unlink()
        assert not is_current(line, None, out)
        file.write_bytes(content)
        assert is_current(line, None, out)


def test_an_edited_figure_another_version_or_other_seconds_are_drawn_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = folder / "out"
    publish(figure(folder), RESULTS, None, out)
    assert not is_current(figure(folder, code=GOOD.replace("[0, 1]", "[0, 2]")), None, out)
    line = figure(folder)
    assert is_current(line, None, out)
    monkeypatch.setattr(publication, "version", lambda _: "0.1")
    assert not is_current(line, None, out)


def test_another_type_face_is_drawn_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, line, face = folder / "out", figure(folder), folder / "face.ttf"
    publish(line, RESULTS, None, out)
    face.write_bytes(type_faces.FILES[0].read_bytes() + b"altered")
    monkeypatch.setattr(type_faces, "FILES", (face, *type_faces.FILES[1:]))
    assert not is_current(line, None, out)


def test_files_repeat_to_the_byte(folder: Path) -> None:
    line, out = figure(folder), folder / "out"
    publish(line, RESULTS, None, out)
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    kinds = ("svg", "png", "pdf", "csv", "json", "passport.json")
    assert set(first) == {f"line.{kind}" for kind in kinds}
    for path in out.iterdir():
        path.unlink()
    publish(line, RESULTS, None, out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first


def test_what_a_figure_no_longer_has_goes(folder: Path) -> None:
    out = folder / "out"
    (out / "line.safetensors").write_bytes(b"old")
    (out / "line-two.svg").write_text("another figure's")
    publish(figure(folder), RESULTS, None, out)
    assert "line.safetensors" not in names(folder)
    assert "line-two.svg" in names(folder)


def test_the_passport_says_what_the_figure_rests_on(folder: Path) -> None:
    publish(figure(folder), RESULTS, None, folder / "out")
    passport = json.loads((folder / "out" / "line.passport.json").read_text())
    assert passport["alt"] == "A line from 0 to 1."
    assert passport["values"] == {"end": "1"}
    assert passport["rebuild"] == "make figure ID=line"
    assert passport["experiments"] == [{"role": "low", "configuration": "TrainingConfig(epochs=3)"}]
    assert passport["seeds"] == 32
    assert passport["timesteps"] == 32 * 3 * 400 * 30
    assert "the line" in (folder / "out" / "line.csv").read_text()
    assert passport["files"]["svg"]["bytes"] == (folder / "out" / "line.svg").stat().st_size


def test_the_svg_follows_both_schemes(folder: Path) -> None:
    publish(figure(folder), RESULTS, None, folder / "out")
    svg = (folder / "out" / "line.svg").read_text()
    assert "prefers-color-scheme:dark" in svg
    assert 'width="300" height="200"' in svg
    assert "var(--ink)" in svg
    assert "#1f2328" not in svg.split("</style>", 1)[1]  # the light ink, outside the definitions


def test_a_shown_network_leaves_its_weights(folder: Path) -> None:
    network = build_network(BASELINE, 1)
    network.parameters[:] = np.linspace(-1, 1, network.parameters.size)
    publish(replace(figure(folder), network=lambda _: network), RESULTS, None, folder / "out")
    found = safetensors.numpy.load_file(folder / "out" / "line.safetensors")
    assert found["lstm.weight_ih_l0"].shape == (64, 1)
    assert np.ptp(found["lstm.weight_hh_l0"]) > 1


def test_a_configuration_in_words_says_what_differs() -> None:
    assert in_python(BASELINE) == "TrainingConfig(snapshot_epochs=(10, 20))"
