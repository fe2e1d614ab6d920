"""The drawing of one LSTM cell at one time step, wired as `nn/cell.py` computes.

It is laid out on 1040 × 540 and can be drawn smaller. Every part belongs to one of the four stages
of a step: 1 layer input, 2 gate activation, 3 cell update, 4 output. One stage can be shown in
colour while the others fade.
"""

from collections.abc import Mapping
from typing import NamedTuple

from matplotlib.axes import Axes

from lstm_tutor.figure.drawing.diagram import STROKE, Point, box, dot, frame, node, wire, write

LAYOUT = (1040, 540)
FADED, FADED_WORDS = 0.28, 0.62

# Heights: the road of the cell state, its tanh, writing to it, showing it, the gates, and what
# all gates read.
ROAD, SQUEEZE, WRITE, SHOW, GATES, JOINED = 110, 182, 205, 260, 350, 435
F, I, G, O, OUT = 222, 378, 534, 690, 800  # noqa: E741 - the columns, by the chapter's letters
BOX, TANH, RADIUS = (144, 64), (80, 44), 20
FOOT, TOP = GATES + BOX[1] / 2, GATES - BOX[1] / 2


class Wire(NamedTuple):
    """A line of the cell: the stage it belongs to, its colour and where it runs."""

    stage: int
    colour: str
    points: tuple[Point, ...]
    arrow: bool = True
    bridge: bool = False
    width: float = STROKE


WIRES = (
    Wire(1, "q-a", ((95, JOINED), (160, JOINED)), arrow=False),
    Wire(1, "q-x", ((160, 508), (160, JOINED)), arrow=False),
    *(Wire(1, "ink", ((column, JOINED), (column, FOOT))) for column in (F, I, G)),
    Wire(1, "ink", ((160, JOINED), (O, JOINED), (O, FOOT))),
    Wire(2, "q-f", ((F, TOP), (F, ROAD + RADIUS))),
    Wire(2, "q-i", ((I, TOP), (I, WRITE), (G - RADIUS, WRITE))),
    Wire(2, "q-g", ((G, TOP), (G, WRITE + RADIUS))),
    Wire(2, "q-o", ((O, TOP), (O, SHOW), (OUT - RADIUS, SHOW))),
    Wire(3, "q-c", ((95, ROAD), (F - RADIUS, ROAD)), width=3),
    Wire(3, "q-f", ((F + RADIUS, ROAD), (G - RADIUS, ROAD)), width=3),
    Wire(3, "q-i", ((G, WRITE - RADIUS), (G, ROAD + RADIUS))),
    Wire(3, "q-c", ((G + RADIUS, ROAD), (975, ROAD)), width=3),
    Wire(4, "q-c", ((OUT, ROAD), (OUT, SQUEEZE - TANH[1] / 2))),
    Wire(4, "q-c", ((OUT, SQUEEZE + TANH[1] / 2), (OUT, SHOW - RADIUS))),
    Wire(4, "q-a", ((945, SHOW), (945, 26)), bridge=True),
    Wire(4, "q-a", ((OUT + RADIUS, SHOW), (975, SHOW))),
)
DOTS: tuple[tuple[int, str, Point], ...] = (
    (1, "ink", (160, JOINED)),
    *((1, "ink", (column, JOINED)) for column in (F, I, G)),
    (4, "q-c", (OUT, ROAD)),
    (4, "q-a", (945, SHOW)),
)
NODES: tuple[tuple[int, Point, str], ...] = (
    (3, (F, ROAD), "×"),
    (3, (G, WRITE), "×"),
    (3, (G, ROAD), "+"),
    (4, (OUT, SHOW), "×"),
)
BOXES = {"f": (F, "q-f"), "i": (I, "q-i"), "candidate": (G, "q-g"), "o": (O, "q-o")}

# Where the quantities are written: stage, colour, point, and on which side of it the words stand.
LABELS: dict[str, tuple[int, str, Point, str]] = {
    "x": (1, "q-x", (160, 508), "below"),
    "a_prev": (1, "q-a", (95, JOINED), "left"),
    "c_prev": (3, "q-c", (95, ROAD), "left"),
    "f": (2, "q-f", (F, 225), "right"),
    "i": (2, "q-i", (I, 265), "right"),
    "candidate": (2, "q-g", (G, 265), "right"),
    "o": (2, "q-o", ((O + OUT - RADIUS) / 2, SHOW), "above"),
    "filtered_state": (3, "q-f", ((F + G) / 2, ROAD), "above"),
    "filtered_input": (3, "q-i", (G, (ROAD + WRITE) / 2), "right"),
    "c": (3, "q-c", (975, ROAD), "right"),
    "tanh_c": (4, "q-c", (OUT, 222), "right"),
    "a": (4, "q-a", (975, SHOW), "right"),
}
# How far from the point, as a share of the font's size, and how aligned.
SIDES: dict[str, tuple[float, float, str]] = {
    "left": (-0.5, 0, "right"),
    "right": (0.5, 0, "left"),
    "above": (0, -0.85, "center"),
    "below": (0, 0.85, "center"),
}


def draw_cell(
    ax: Axes,
    names: Mapping[str, str],
    labels: Mapping[str, str],
    *,
    corner: Point = (0, 0),
    scale: float = 1,
    stage: int | None = None,
    font: float = 16,
) -> None:
    """Draw the cell from its upper left corner.

    names: words in the boxes f, i, candidate and o. labels: words beside the quantities in LABELS;
    what is left out stays blank. stage: the only one in full colour, or None for all. font: CSS
    pixels.
    """

    def at(point: Point) -> Point:
        return corner[0] + scale * point[0], corner[1] + scale * point[1]

    def strength(of: int) -> float:
        return 1 if stage in {None, of} else FADED

    def large(size: Point) -> Point:
        return scale * size[0], scale * size[1]

    frame(ax, at((513, 262)), large((782, 434)))
    # what fades is drawn first, so that the stage shown lies on top
    for line in sorted(WIRES, key=lambda line: strength(line.stage)):
        wire(
            ax,
            [at(point) for point in line.points],
            line.colour,
            arrow=line.arrow,
            bridge=line.bridge,
            width=line.width,
            strength=strength(line.stage),
        )
    for of, colour, point in DOTS:
        dot(ax, at(point), colour, strength=strength(of))
    for of, point, operation in NODES:
        node(ax, at(point), operation, radius=scale * RADIUS, strength=strength(of))
    for key, (column, colour) in BOXES.items():
        words, _, below = names[key].partition("\n")
        place, shown = at((column, GATES)), max(strength(1), strength(2))
        box(ax, place, large(BOX), words, colour, below=below, font=font, strength=shown)
    middle = at((OUT, SQUEEZE))
    box(ax, middle, large(TANH), "tanh", "q-c", font=font, strength=strength(4))
    for key, words in labels.items():
        of, colour, point, side = LABELS[key]
        dx, dy, align = SIDES[side]
        place = at(point)[0] + font * dx, at(point)[1] + font * dy
        style = {"fontweight": "bold", "ha": align, "alpha": max(strength(of), FADED_WORDS)}
        write(ax, place, words, colour, font=font, **style)
