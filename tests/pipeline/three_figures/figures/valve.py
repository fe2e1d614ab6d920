"""A valve: a diagram, for which nothing is run."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.diagram import box, new_canvas
from lstm_tutor.figure.figure import Caption

TITLE = "A valve"
SECTION = "LSTM Cells"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE = (320, 120)


def draw(runs: Mapping[str, None]) -> Drawing:
    """One box with a word."""
    drawing, ax = new_canvas(SIZE)
    box(ax, (160, 60), (120, 60), "gate $i^t$", "q-i")
    return drawing


def caption(runs: Mapping[str, None]) -> Caption:
    """The caption and the alternative text."""
    return Caption(
        claim="A gate is a valve.",
        text="It lets through between nothing and all.",
        alt="Diagram: a box that says gate.",
    )
