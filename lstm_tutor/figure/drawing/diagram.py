"""Diagrams: boxes, nodes, wires and words on a canvas measured in CSS pixels, from the top left.

Everything is placed by its centre. `strength` fades a part that is not meant just now.
"""

from collections.abc import Callable, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Circle, FancyBboxPatch, Patch, PathPatch, Polygon
from matplotlib.path import Path
from numpy.typing import NDArray

from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing

Point = tuple[float, float]

STROKE = 1.6
HEAD = (10.0, 8.0)  # length and width of an arrow's head
CORNER = 10.0  # radius of a wire's bends
DASHED = (0, (3.5, 2.5))


def new_canvas(size: tuple[int, int]) -> tuple[Drawing, Axes]:
    """An empty drawing of width × height CSS pixels, and its axes; y grows downwards."""
    drawing = new_drawing(size)
    drawing.set_layout_engine("none")
    ax = drawing.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, size[0]), ylim=(size[1], 0))
    ax.set_axis_off()
    return drawing, ax


def write(
    ax: Axes, place: Point, words: str, colour: str = "ink", *, font: float = 14, **options: object
) -> None:
    """Words centred on a point, line by line; options are those of a matplotlib text."""
    settings: dict[str, object] = {"ha": "center", "va": "baseline", "fontsize": font}
    lines = words.split("\n")
    for number, line in enumerate(lines):
        # a baseline a third of the font's size below the middle centres letters and formulas alike
        y = place[1] + font * (0.34 + 1.25 * (number - (len(lines) - 1) / 2))
        ax.text(place[0], y, line, color=LIGHT[colour], **{**settings, **options})  # type: ignore[arg-type]


def box(
    ax: Axes,
    centre: Point,
    size: tuple[float, float],
    words: str = "",
    colour: str = "ink",
    *,
    below: str = "",
    font: float = 14,
    strength: float = 1,
) -> None:
    """A rounded box, lightly tinted, with bold words and perhaps a plain line below them."""
    corner = (centre[0] - size[0] / 2, centre[1] - size[1] / 2)
    rounded = "round,pad=0,rounding_size=7"
    _shape(ax, lambda: FancyBboxPatch(corner, *size, boxstyle=rounded), colour, strength)
    apart = 0.62 * font if below else 0
    for y, line, weight in ((-apart, words, "bold"), (apart, below, "normal")):
        place, style = (centre[0], centre[1] + y), {"fontweight": weight, "alpha": strength}
        if line:
            write(ax, place, line, colour, font=font, zorder=4, **style)


def frame(ax: Axes, centre: Point, size: tuple[float, float]) -> None:
    """A quiet area that holds several parts together."""
    corner = (centre[0] - size[0] / 2, centre[1] - size[1] / 2)
    area = FancyBboxPatch(corner, *size, boxstyle="round,pad=0,rounding_size=16")
    area.set(facecolor=LIGHT["grid"], linewidth=0, alpha=0.45, zorder=1)
    ax.add_patch(area)


def node(
    ax: Axes,
    centre: Point,
    operation: str,
    *,
    radius: float = 13,
    strength: float = 1,
) -> None:
    """A circle with an operation in it: "×" multiplies what arrives, "+" adds it."""
    _shape(ax, lambda: Circle(centre, radius), "ink", strength)
    arm = radius * (0.42 if operation == "×" else 0.55)
    turns = ((1, 1), (1, -1)) if operation == "×" else ((1, 0), (0, 1))
    for dx, dy in np.array(turns) * arm:
        ends = (centre[0] - dx, centre[0] + dx), (centre[1] - dy, centre[1] + dy)
        ax.plot(*ends, color=LIGHT["ink"], linewidth=STROKE, alpha=strength, zorder=4)


def dot(ax: Axes, centre: Point, colour: str = "ink", *, strength: float = 1) -> None:
    """A small filled dot, where a wire branches or two wires join."""
    ax.add_patch(Circle(centre, 3.6, color=LIGHT[colour], alpha=strength, linewidth=0, zorder=3))


def wire(
    ax: Axes,
    points: Sequence[Point],
    colour: str = "ink",
    *,
    arrow: bool = True,
    dashed: bool = False,
    bridge: bool = False,
    strength: float = 1,
    width: float = STROKE,
) -> None:
    """A line through the points with rounded bends, its arrow at the last one.

    bridge: it passes over the lines drawn before, which show a gap.
    """
    places = np.array(points, float)
    towards = (places[-1] - places[-2]) / np.hypot(*(places[-1] - places[-2]))
    tip = places[-1].copy()
    if arrow:
        places[-1] -= 0.8 * HEAD[0] * towards
    line = PathPatch(_rounded(places), fill=False, capstyle="butt", zorder=2, alpha=strength)
    line.set(edgecolor=LIGHT[colour], linewidth=width, linestyle=DASHED if dashed else "-")
    if bridge:
        gap = PathPatch(_rounded(places), fill=False, edgecolor=LIGHT["paper"], zorder=2)
        gap.set_linewidth(width + 8)
        ax.add_patch(gap)
    ax.add_patch(line)
    if arrow:
        aside = np.array((-towards[1], towards[0])) * HEAD[1] / 2
        base = tip - HEAD[0] * towards
        head = Polygon([tip, base + aside, base - aside], facecolor=LIGHT[colour], zorder=2)
        head.set(linewidth=0, alpha=strength)
        ax.add_patch(head)


def _shape(ax: Axes, make: Callable[[], Patch], colour: str, strength: float) -> None:
    """Paper that hides what lies below, a light tint over it, and an edge."""
    paper, tint, edge = make(), make(), make()
    paper.set(facecolor=LIGHT["paper"], linewidth=0)
    tint.set(facecolor=LIGHT[colour], linewidth=0, alpha=round(0.09 * strength, 3))
    edge.set(fill=False, edgecolor=LIGHT[colour], linewidth=STROKE, alpha=strength)
    for patch in (paper, tint, edge):
        patch.set_zorder(3)
        ax.add_patch(patch)


def _rounded(places: NDArray[np.float64]) -> Path:
    """The path through places (N, 2); each bend becomes an arc that fits between its neighbours."""
    path: list[NDArray[np.float64]] = [places[0]]
    codes = [Path.MOVETO]
    for before, corner, after in zip(places[:-2], places[1:-1], places[2:], strict=True):
        lengths = np.hypot(*(before - corner)), np.hypot(*(after - corner))
        radius = min(CORNER, *(length / 2 for length in lengths))
        path += [
            corner + (before - corner) * radius / lengths[0],
            corner,
            corner + (after - corner) * radius / lengths[1],
        ]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*path, places[-1]], [*codes, Path.LINETO])
