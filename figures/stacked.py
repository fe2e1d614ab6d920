"""Three stacked layers over four time steps: what reads what, and which weights are shared."""

import itertools
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.diagram import box, new_canvas, wire, write
from lstm_tutor.figure.figure import Caption

TITLE = "Stacked layers over time"
SECTION = "Network"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE = (480, 488)

STEPS = (156, 246, 336, 426)
LAYERS = (336, 226, 116)  # heights, from the first layer up
BOX = (60, 46)
APART = 8  # of the two horizontal arrows from the middle of a layer


def draw_connections(ax: Axes) -> None:
    """Upward arrows from layer to layer, horizontal ones from each step to the next."""
    half_width, half_height = BOX[0] / 2, BOX[1] / 2
    for t, x in enumerate(STEPS, 1):
        wire(ax, [(x, LAYERS[0] + 72), (x, LAYERS[0] + half_height)], "q-x")
        write(ax, (x, LAYERS[0] + 84), f"$x^{t}$", "q-x", font=16)
        for below, above in itertools.pairwise(LAYERS):
            wire(ax, [(x, below - half_height), (x, above + half_height)], "q-a")
    for y in LAYERS:
        for left, right in itertools.pairwise(STEPS):
            ends = left + half_width, right - half_width
            wire(ax, [(ends[0], y - APART), (ends[1], y - APART)], "q-c", width=2.6)
            wire(ax, [(ends[0], y + APART), (ends[1], y + APART)], "q-a")


def draw(runs: Mapping[str, None]) -> Drawing:
    """A grid of boxes: a row for each layer, a column for each time step."""
    drawing, ax = new_canvas(SIZE)
    draw_connections(ax)
    for number, y in enumerate(LAYERS, 1):
        write(ax, (104, y), f"layer {number}", fontweight="bold", ha="right")
        for x in STEPS:
            box(ax, (x, y), BOX, f"$W_{number}$", font=17)
    middle = (STEPS[0] + STEPS[1]) / 2
    write(ax, (middle, LAYERS[-1] - 22), "$c$", "q-c", font=16)
    write(ax, (middle, LAYERS[-1] + 23), "$a$", "q-a", font=16)
    write(ax, (STEPS[0] + 8, (LAYERS[0] + LAYERS[1]) / 2), "$a$", "q-a", font=16, ha="left")
    top = LAYERS[-1] - BOX[1] / 2
    wire(ax, [(STEPS[-1], top), (STEPS[-1], 66)], "q-a")
    box(ax, (STEPS[-1], 51), (76, 30), "readout")
    wire(ax, [(STEPS[-1], 36), (STEPS[-1], 14)])
    write(ax, (STEPS[-1] - 12, 18), "prediction", fontweight="bold", ha="right")
    wire(ax, [(STEPS[0] - 34, 454), (STEPS[-1] + 34, 454)], "muted")
    write(ax, ((STEPS[0] + STEPS[-1]) / 2, 470), "through time: the same weights", "muted")
    wire(ax, [(34, LAYERS[0] + 23), (34, LAYERS[-1] - 23)], "muted")
    write(ax, (18, 226), "through layers: other weights", "muted", rotation=90, va="center")
    return drawing


def caption(runs: Mapping[str, None]) -> Caption:
    """Caption and alternative text."""
    layers, steps = len(LAYERS), len(STEPS)
    return Caption(
        claim="What a layer says at a time step, its activation, is the input of the layer above "
        "at the same step.",
        text="Read along a row: each layer hands its activation $a$ to its own next step, and an "
        "LSTM layer its cell state $c$ too (thick line). The weights stay the same. Read upwards: "
        "only the activation goes from layer to layer, and each layer has weights of its own, "
        f"$W_1$ to $W_{layers}$. The readout reads the uppermost layer at the last step.",
        alt=f"Grid of boxes: {layers} layers, one above the other, over {steps} time steps, side "
        f"by side. All boxes of a row carry the same weights: W_1 in the lowest row to W_{layers} "
        f"in the uppermost. Inputs x^1 to x^{steps} enter the lowest row from below. Upward arrows "
        "carry the activation a from each layer to the one above. Between the boxes of a row two "
        "arrows lead to the right: a thick one for the cell state c and a thin one for the "
        "activation a. From the box of the uppermost layer at the last step an arrow leads to the "
        "readout and on to the prediction.",
    )
