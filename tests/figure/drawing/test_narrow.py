"""A drawing for a phone: the same panels and data, below one another, with readable words."""

import numpy as np
import pytest
from matplotlib.figure import Figure as Drawing
from matplotlib.text import Text

from lstm_tutor.figure.drawing.diagram import new_canvas
from lstm_tutor.figure.drawing.faults import faults
from lstm_tutor.figure.drawing.narrow import WIDTH, narrowed, too_small
from lstm_tutor.figure.drawing.svg import new_drawing, read_size, render, size_of
from lstm_tutor.figure.drawing.tables import read

LONG = "An error of the free run that takes more words than one line has room for"


def panels(rows: int, columns: int, title: str = "Error") -> Drawing:
    drawing = new_drawing((1040, 500))
    for number, ax in enumerate(np.ravel(drawing.subplots(rows, columns, sharex=True))):
        ax.plot([0, 1], [0, number], label="line")
        ax.set(xlabel="epoch")
        ax.set_title(f"{title} {number}")
    return drawing


def narrow(drawing: Drawing) -> Drawing:
    found = narrowed(drawing)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("rows", "columns", "beside"), [(1, 1, 1), (1, 2, 1), (2, 3, 1), (2, 4, 2)]
)
def test_panels_stand_below_one_another(rows: int, columns: int, beside: int) -> None:
    drawing = narrow(panels(rows, columns))
    assert size_of(drawing)[0] == WIDTH
    lefts = {round(ax.bbox.x0) for ax in drawing.axes}
    assert len(lefts) == beside
    tops = [ax.bbox.y1 for ax in drawing.axes]
    assert tops == sorted(tops, reverse=True)  # in the order of reading
    assert not faults(drawing)


def test_data_and_sizes_of_words_stay() -> None:
    before, sizes = read(panels(2, 2)), _sizes(panels(2, 2))
    drawing = narrow(panels(2, 2))
    assert [(one.panel, one.columns) for one in read(drawing)] == [
        (one.panel, one.columns) for one in before
    ]
    assert _sizes(drawing) == sizes


def test_long_titles_are_broken_and_formulas_are_not() -> None:
    drawing = panels(1, 2, title=LONG + " $a^t = o^t$")
    lines = narrow(drawing).axes[0].get_title(loc="left").split("\n")
    assert len(lines) > 1
    assert " ".join(lines) == LONG + " $a^t = o^t$ 0"
    assert not faults(drawing)
    assert any("$a^t = o^t$" in line for line in lines)


def test_a_panel_says_what_its_neighbours_said_for_it() -> None:
    drawing = panels(2, 2)
    drawing.axes[0].set_xlabel("")
    narrow(drawing)
    assert drawing.axes[0].get_xlabel() == "epoch"


def test_titles_keep_their_colours() -> None:
    drawing = panels(1, 2)
    drawing.axes[1].set_title("A rate", color="#c44a00")
    narrow(drawing)
    assert (
        next(t for t in drawing.findobj(Text) if t.get_text() == "A rate").get_color() == "#c44a00"
    )


def test_words_too_small_for_a_phone_are_found() -> None:
    drawing = narrow(panels(1, 2))
    assert not too_small(drawing)
    drawing.axes[1].text(0.5, 0.5, "tiny words", fontsize=11)
    assert too_small(drawing) == ["the text 'tiny words' is smaller than 11 px"]


def test_a_diagram_has_to_be_drawn_anew() -> None:
    drawing, _ = new_canvas((640, 300))
    assert narrowed(drawing) is None


def test_the_file_says_how_large_it_is() -> None:
    drawing = narrow(panels(1, 2))
    size = size_of(drawing)
    assert read_size(render(drawing, "x", size).encode()) == size


def _sizes(drawing: Drawing) -> set[float | str]:
    return {text.get_fontsize() for text in drawing.findobj(Text)}
