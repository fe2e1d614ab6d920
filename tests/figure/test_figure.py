"""A figure file is refused, with its name and what to do, before it can spoil a page."""

import ast
import re
from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.figure.figure import FigureError, load, load_all

# A panel's side, not an arrow's direction, nor what is left.
SIDE = re.compile(
    r"\b(Left|Right)\b|(?i:on the (left|right)\b|(above|below|upper|lower) (left|right)\b"
    r"|, (left|right)\)|\b(left|right) (side|half|panel|chart)\b)"
)

GOOD = '''"""A straight line."""
from lstm_tutor.figure.figure import Caption
from lstm_tutor.figure.drawing.svg import new_drawing

TITLE = "A line"
SECTION = "Training"
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
    assert load(write(folder, "a_line.py")).id == "a-line"


@pytest.mark.parametrize("name", ["Low.py", "größe.py", "a b.py", "_low.py", "low!.py", "...x.py"])
def test_a_bad_id_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(FigureError, match="lower-case letters") as caught:
        load(write(folder, name))
    assert name in str(caught.value)


def test_an_id_twice_is_refused_and_both_files_named(folder: Path) -> None:
    write(folder, "a_line.py")
    write(folder, "a-line.py")
    with pytest.raises(FigureError, match="twice") as caught:
        load_all(folder)
    assert "a_line.py" in str(caught.value)
    assert "a-line.py" in str(caught.value)


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


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TITLE", "''"),
        ("SECTION", "3"),
        ("SIZE", "(1,)"),
        ("SIZE", "(640, 0)"),
        ("SIZE", "(640, 'wide')"),
        ("EXPERIMENTS", "{'low': 'oops'}"),
        ("SEEDS", "()"),
        ("SEEDS", "32"),
        ("CLAIM", "'oops'"),
        ("FILES", "'a'"),
        ("FILES", "(__import__('pathlib').Path('nowhere.csv'),)"),
        ("draw_narrow", "1"),
        ("network", "'one'"),
    ],
)
def test_a_part_of_the_wrong_kind_is_named(folder: Path, name: str, value: str) -> None:
    path = write(folder, "part.py", GOOD + f"\n{name} = {value}\n")
    with pytest.raises(FigureError, match=rf"part\.py: {name} is .*; it has to be "):
        load(path)


def test_a_section_is_named_in_the_contract_or_in_the_file(folder: Path) -> None:
    with pytest.raises(FigureError, match="name its SECTION"):
        load(write(folder, "part.py", GOOD.replace('SECTION = "Training"', "")))
    with pytest.raises(FigureError, match=r"under \[Low Learning Rate\]; remove its SECTION"):
        load(write(folder, "lr_low.py"))


def test_a_file_that_is_read_and_not_listed_is_refused(folder: Path) -> None:
    data = folder / "data.csv"
    data.write_text("1,2")
    reads = f"\nfrom pathlib import Path\nDATA = Path({str(data)!r})\nDATA.read_text()\n"
    with pytest.raises(
        FigureError, match=r"part\.py: opens .*data\.csv, which FILES does not list"
    ):
        load(write(folder, "part.py", GOOD + reads))
    assert load(write(folder, "part.py", GOOD + reads + "FILES = (DATA,)\n")).files == (data,)


@pytest.mark.parametrize(
    ("words", "on_a_side"),
    [
        ("Left: a sine wave. Right: its continuation.", True),
        ("at or below the goal (dashed, right)", True),
        ("On the right its error. Below left: the residual.", True),
        ("The right side counts all units.", True),
        ("one part in 370 is left 30 steps back, a right angle", False),
        ("Arrows lead to the right, or from left to right; its start (left end)", False),
    ],
)
def test_words_that_put_a_panel_on_a_side_are_found(words: str, on_a_side: bool) -> None:
    assert bool(SIDE.search(words)) == on_a_side


def test_captions_are_true_of_the_drawing_for_phones_as_well() -> None:
    """There the panels of the wide drawing stand below one another."""
    figures = load_all(ROOT / "figures").values()
    paths = [figure.path for figure in figures if figure.experiments or figure.draw_narrow]
    for path in (*paths, *(ROOT / "lstm_tutor" / "figure" / "drawing").glob("*.py")):
        texts = [
            str(node.value)
            for part in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(part, ast.FunctionDef) and part.name.startswith(("caption", "describe"))
            for node in ast.walk(part)
            if isinstance(node, ast.Constant)
        ]
        assert not [text for text in texts if SIDE.search(text)], path.name
