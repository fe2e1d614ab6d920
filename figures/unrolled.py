"""A layer with a loop, the same layer unrolled over four steps, and a step of a free run."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.diagram import STROKE, box, new_canvas, wire, write
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.figure import Caption

TITLE = "A recurrent layer, unrolled over time"
SECTION = "Network"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE = (490, 440)

APART = 64  # from one time step to the next
STEPS = (206, 270, 334, 398)  # positions of the four copies
NEXT = STEPS[-1] + APART  # position of the predicted point
LAYER, COPY = (84, 64), (40, 64)
LEVEL, WAVE = 180, 322  # heights of the layer and of the wave's middle


def point(x: float) -> tuple[float, float]:
    """The wave's height at a horizontal position."""
    return x, WAVE - 26 * float(np.sin((x - 190) / 52))


def draw_loop(ax: Axes) -> None:
    """Left: one layer, whose activation returns to it one step later."""
    x, foot = 52, LEVEL + LAYER[1] / 2
    write(ax, (x, 24), "one layer\nwith a loop", fontweight="bold")
    wire(ax, [(x, foot + 62), (x, foot)], "q-x")
    write(ax, (x, foot + 74), "$x^t$", "q-x", font=16)
    right = x + LAYER[0] / 2
    loop = [(right, LEVEL - 20), (right + 26, LEVEL - 20), (right + 26, LEVEL + 20)]
    wire(ax, [*loop, (right, LEVEL + 20)], "q-a")
    write(ax, (right + 16, LEVEL - 36), "$a^t$", "q-a", font=16)
    box(ax, (x, LEVEL), LAYER, "layer", below="weights W")
    write(ax, (144, LEVEL), "=", font=22)


def draw_copies(ax: Axes) -> None:
    """Right: a copy of the layer for each step, then the readout and its prediction."""
    top, foot = LEVEL - COPY[1] / 2, LEVEL + COPY[1] / 2
    write(ax, (186, 24), "the same layer, unrolled\nover four steps", fontweight="bold", ha="left")
    write(ax, (186, LEVEL - 50), "the same weights W in every copy", "muted", ha="left")
    for t, x in enumerate(STEPS, 1):
        start = x - APART + COPY[0] / 2
        wire(ax, [(start, LEVEL), (x - COPY[0] / 2, LEVEL)], "q-a")
        write(ax, (x - APART / 2 - 2, LEVEL - 15), f"$a^{t - 1}$", "q-a", font=15)
        box(ax, (x, LEVEL), COPY, "W", font=16)
        wire(ax, [(x, point(x)[1] - 8), (x, foot)], "q-x")
        write(ax, (x + 15, foot + 30), f"$x^{t}$", "q-x", font=16)
    wire(ax, [(STEPS[-1], top), (STEPS[-1], 110)], "q-a")
    box(ax, (STEPS[-1], 95), (76, 30), "readout")


def draw_wave(ax: Axes) -> None:
    """Below: the points that are read, the predicted one, and the two windows."""
    curve = np.array([point(float(x)) for x in range(STEPS[0], STEPS[-1] + 1)])
    ax.plot(curve[:, 0], curve[:, 1], color=LIGHT["muted"], linewidth=1, alpha=0.5)
    for x in (*STEPS, NEXT):
        dot = ax.plot(*point(x), "o", color=LIGHT["q-x"], markersize=9)[0]
    dot.set(color=LIGHT["ink"], markerfacecolor=LIGHT["paper"], markeredgewidth=STROKE)
    back = [(STEPS[-1], 80), (STEPS[-1], 64), (NEXT, 64), (NEXT, point(NEXT)[1] - 8)]
    wire(ax, back, dashed=True)
    write(ax, (SIZE[0] - 8, 48), "prediction", fontweight="bold", ha="right")
    for y, x, words, style in (
        (378, STEPS[0], "this window", "-"),
        (408, STEPS[1], "the next", "--"),
    ):
        ends = x - 12, x + STEPS[-1] - STEPS[0] + 12
        ax.plot(ends, (y, y), color=LIGHT["muted"], linewidth=STROKE, linestyle=style)
        write(ax, (ends[0] - 10, y), words, "muted", ha="right")


def draw(runs: Mapping[str, None]) -> Drawing:
    """The loop, its copies, and below them the points they read."""
    drawing, ax = new_canvas(SIZE)
    draw_loop(ax)
    draw_copies(ax)
    draw_wave(ax)
    return drawing


def caption(runs: Mapping[str, None]) -> Caption:
    """Caption and alternative text."""
    steps = len(STEPS)
    return Caption(
        claim="A recurrent layer is one layer used again at every step; unrolled over time it "
        "becomes a chain of copies with the same weights.",
        text="From step to step the chain hands on the activation $a^t$, starting from $a^0 = 0$. "
        "After the last point the readout turns the last activation into a prediction. This "
        f"window has {steps} points to keep the picture small. Dashed: in a free run the "
        "predicted point is read as if it were data. The window slides on by one, and the chain "
        "begins anew.",
        alt="Left: one box, a layer with weights W. The input x^t enters from below; an arrow "
        "labelled a^t leaves the box and loops back into it. An equals sign. Right: the same box "
        f"{steps} times in a row, each marked W. Each reads one point of a wave, x^1 to x^{steps}, "
        "from below; arrows a^0 to "
        f"a^{steps - 1} lead from the left into each box. From the last box an arrow leads up to "
        "the readout. Its prediction, a dashed arrow, leads to the next place of the wave. Below, "
        f"a solid line marks this window, points 1 to {steps}, and a dashed one the next, points "
        f"2 to {steps + 1}, which ends with the predicted point.",
    )
