"""Every fault of a drawing is found and named; a drawing without faults is let through as it is."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from lstm_tutor.base.project import ROOT
from lstm_tutor.figure.drawing.curves import label
from lstm_tutor.figure.drawing.diagram import box, new_canvas, wire
from lstm_tutor.figure.drawing.faults import faults
from lstm_tutor.figure.drawing.svg import new_drawing, render

SIZE = (300, 200)


def sound() -> tuple[Drawing, Axes]:
    """Errors over epochs with all that a figure may have, and nothing wrong."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    ax.plot([0, 10, 20], [1, 0.3, 0.1], label="median")
    ax.fill_between([0, 20], [0.8, 0.05], [1.2, 0.2], label="middle 80 %")
    ax.bar([2, 4], [0.5, 0], label="shares")
    ax.vlines([3, 5], 0.1, 0.5, label="_")
    ax.axhline(0.2, label="_")
    ax.add_patch(Rectangle((1, 0.1), 1, 0.1))
    label(ax, 12, 0.5, "the median", "ink")
    ax.set(xticks=range(0, 99, 5), yscale="log", xlabel="epoch")
    ax.set(xlim=(0, 25), ylim=(0.05, 2))
    ax.set_title("Errors")
    return drawing, ax


def test_a_drawing_without_faults_passes_and_stays_as_it_is() -> None:
    drawing, untouched = sound()[0], sound()[0]
    assert faults(drawing) == []
    assert render(drawing, "id", SIZE) == render(untouched, "id", SIZE)


def test_a_diagram_without_faults_passes() -> None:
    drawing, ax = new_canvas(SIZE)
    wire(ax, [(20, 20), (100, 20), (100, 90)])
    box(ax, (150, 120), (80, 40), "layer")
    assert faults(drawing) == []


def test_a_gap_that_is_masked_is_meant() -> None:
    drawing, ax = sound()
    ax.plot([0, 10, 20], np.ma.masked_invalid([1, np.nan, 0.1]), label="gap")
    assert faults(drawing) == []


def test_what_is_partly_outside_may_be() -> None:
    drawing, ax = sound()
    ax.plot([0, 10, 90], [1, 50, 100], label="leaves")
    ax.plot([26, 27], [1, 1], label="not clipped", clip_on=False)
    assert faults(drawing) == []


def test_a_drawing_without_axes_is_blank() -> None:
    assert faults(new_drawing(SIZE)) == ["the drawing is blank: it has no axes"]


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: None,
        lambda ax: ax.plot([], [], label="curve"),
        lambda ax: ax.plot([1, 2], [1, 2], label="curve", visible=False),
        lambda ax: ax.plot([1, 2], np.ma.masked_invalid([np.nan] * 2), label="curve"),
        lambda ax: ax.fill_between([], [], label="band"),
        lambda ax: ax.axhline(1, label="_"),
        lambda ax: ax.text(0.5, 0.5, " "),
    ],
)
def test_a_blank_panel_is_found(draw: Callable[[Axes], object]) -> None:
    drawing = new_drawing(SIZE)
    full, empty = drawing.subplots(1, 2)
    full.plot([1, 2], label="curve")
    empty.set_title("Errors")
    draw(empty)
    assert faults(drawing) == ["'Errors': nothing is drawn in it"]


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    ("draw", "which"),
    [
        (lambda ax, broken: ax.plot([1, 2], [1, broken], label="new"), "line 3 (new)"),
        (lambda ax, broken: ax.plot([1, broken], [1, 1], label="new"), "line 3 (new)"),
        (lambda ax, broken: ax.plot(np.full((2, 1), broken, np.float32)), "line 3"),
        (lambda ax, broken: ax.axhline(broken, label="goal"), "line 3 (goal)"),
        (lambda ax, broken: ax.vlines([1, broken], 0, 1, label="_"), "collection 3"),
        (lambda ax, broken: ax.bar([1], [broken], label="new"), "group of bars 2 (new)"),
        (lambda ax, broken: ax.add_patch(Rectangle((broken, 0), 1, 1)), "patch 2"),
        (lambda ax, broken: label(ax, 1, broken, "end", "ink"), "text 2"),
    ],
)
def test_what_is_no_number_is_found(
    draw: Callable[[Axes, float], object], which: str, broken: float
) -> None:
    drawing, ax = sound()
    with np.errstate(invalid="ignore"):  # matplotlib computes with it
        draw(ax, broken)
    assert faults(drawing) == [
        f"'Errors': {which} is drawn at values that are NaN or infinite; mask a gap that is meant"
    ]


@pytest.mark.parametrize(
    ("draw", "which"),
    [
        (lambda ax: ax.plot([1, 2], [30, 40], label="new"), "line 3 (new)"),
        (lambda ax: ax.plot([30, 40], [1, 1], "o", label="new"), "line 3 (new)"),
        (lambda ax: ax.plot([1, 2], [0, 0], label="zero on a log axis"), "line 3 (zero on a"),
        (lambda ax: ax.axhline(0.01, label="goal"), "line 3 (goal)"),
        (lambda ax: ax.axvline(26, label="_"), "line 3"),
        (lambda ax: ax.fill_between([1, 2], 3, 4, label="band"), "collection 3 (band)"),
        (lambda ax: ax.vlines([1], 3, 4, label="stems"), "collection 3 (stems)"),
        (lambda ax: ax.bar([40, 50], [1, 1], label="shares"), "group of bars 2 (shares)"),
        (lambda ax: ax.add_patch(Rectangle((26, 1), 1, 1, label="cell")), "patch 2 (cell)"),
    ],
)
def test_what_lies_outside_its_axes_is_found(draw: Callable[[Axes], object], which: str) -> None:
    drawing, ax = sound()
    draw(ax)
    ax.set(xlim=(0, 25), ylim=(0.05, 2))
    (fault,) = faults(drawing)
    assert fault.startswith(f"'Errors': {which}")
    assert fault.endswith(" lies wholly outside the limits of the axes")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda ax: label(ax, 20, 0.5, "a very long name of a curve", "ink"), "a very long name"),
        (
            lambda ax: ax.set_title("A title that goes on and on, far beyond its panel"),
            "A title that",
        ),
        (lambda ax: ax.text(0.5, 40, "above"), "above"),
    ],
)
def test_words_that_are_cut_off_are_found(draw: Callable[[Axes], object], words: str) -> None:
    drawing, ax = sound()
    draw(ax)
    drawing.set_layout_engine("none")  # which would make room for some of them
    found = [fault for fault in faults(drawing) if f"the text '{words}" in fault]
    (fault,) = found
    assert fault.endswith(" is cut off at the edge of the drawing")


def test_a_tick_label_that_is_cut_off_is_found_and_those_beyond_the_limits_do_not_count() -> None:
    drawing, ax = sound()
    drawing.set_layout_engine("none")
    ax.set_position((0.005, 0.3, 0.8, 0.5))
    found = faults(drawing)
    assert found
    assert all("is cut off" in fault for fault in found)
    assert not any("'95'" in fault for fault in found)


def test_words_of_the_whole_drawing_count_too() -> None:
    drawing, _ = sound()
    drawing.text(0.95, 0.5, "outside")
    assert faults(drawing) == ["the text 'outside' is cut off at the edge of the drawing"]


def test_a_pixel_more_or_less_is_let_through() -> None:
    for beyond, count in ((0.8, 0), (1.4, 1)):
        drawing, ax = new_canvas(SIZE)
        ax.add_patch(Rectangle((10, 10), 20, 20))
        place = ax.text(100, 100, "edge", va="baseline")
        renderer = RendererSVG(*SIZE, io.StringIO())  # type: ignore[no-untyped-call]
        width = place.get_window_extent(renderer).width
        place.set_x(SIZE[0] - width + beyond)
        assert len(faults(drawing)) == count


def test_no_figure_draws_a_band_that_would_drop_what_is_no_number() -> None:
    """Matplotlib leaves such points out; `band` refuses them."""
    root = ROOT
    files = [*(root / "figures").glob("*.py"), *(root / "lstm_tutor/figure/drawing").glob("*.py")]
    found = {file.name for file in files if "fill_between(" in file.read_text(encoding="utf-8")}
    assert found == {"curves.py"}
