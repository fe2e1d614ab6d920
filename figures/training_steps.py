"""The training loop of forward pass, backward pass and update, and validation outside it."""

import itertools
from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.diagram import Point, box, frame, new_canvas, wire, write
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.figure import Caption

TITLE = "How a network is trained"
SECTION = "Training"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE = (490, 520)

DATA, NETWORK, LOSS = 60, 224, 430  # columns
FORWARD, BACKWARD, VALIDATION = 122, 304, 456  # rows
AREA, BOX = (164, 116), (104, 52)
STEPS, LAYERS = (-54, 0, 54), (34, -10)  # the small network's boxes, from its centre


def draw_network(ax: Axes, centre: Point, title: str, backward: bool = False) -> None:
    """Two layers over three steps; `backward` reverses the arrows."""
    x, y = centre
    frame(ax, centre, AREA)
    write(ax, (x, y - 42), title, fontweight="bold", font=15)
    across = [
        ((left + 12, row), (right - 12, row))
        for left, right in itertools.pairwise(STEPS)
        for row in LAYERS
    ]
    upward = [((column, LAYERS[0] - 9), (column, LAYERS[1] + 9)) for column in STEPS]
    for start, end in across + upward:
        points = [(x + start[0], y + start[1]), (x + end[0], y + end[1])]
        wire(ax, points[::-1] if backward else points, dashed=backward)
    for column, row in itertools.product(STEPS, LAYERS):
        box(ax, (x + column, y + row), (24, 18))


def draw_loop(ax: Axes) -> None:
    """Forward along the top, backward below, and the update that closes the loop."""
    top, left, right = FORWARD - BOX[1] / 2, NETWORK - AREA[0] / 2, NETWORK + AREA[0] / 2
    wire(ax, [(DATA + BOX[0] / 2, FORWARD), (left, FORWARD)])
    wire(ax, [(right, FORWARD), (LOSS - BOX[0] / 2, FORWARD)])
    write(ax, ((right + LOSS - BOX[0] / 2) / 2, FORWARD - 16), "prediction")
    wire(ax, [(DATA, top), (DATA, 34), (LOSS, 34), (LOSS, top)])
    write(ax, (NETWORK, 18), "the right answers")
    wire(ax, [(LOSS, FORWARD + BOX[1] / 2), (LOSS, BACKWARD), (right, BACKWARD)], dashed=True)
    write(ax, ((right + LOSS) / 2, BACKWARD - 16), "gradient")
    wire(ax, [(NETWORK, BACKWARD - AREA[1] / 2), (NETWORK, FORWARD + AREA[1] / 2)], width=3)
    write(
        ax,
        (NETWORK + 16, (FORWARD + BACKWARD) / 2),
        "3 Update",
        fontweight="bold",
        font=15,
        ha="left",
    )
    write(ax, (NETWORK - 16, (FORWARD + BACKWARD) / 2), "new weights", "muted", ha="right")
    write(ax, ((right + LOSS) / 2, BACKWARD + 27), "back through\nlayers and time", "muted")
    box(ax, (DATA, FORWARD), BOX, "windows", below="the next batch")
    box(ax, (LOSS, FORWARD), BOX, "loss", below="how wrong?")
    draw_network(ax, (NETWORK, FORWARD), "1 Forward")
    draw_network(ax, (NETWORK, BACKWARD), "2 Backward", backward=True)


def draw_validation(ax: Axes) -> None:
    """Outside the loop: the same network is tested without being changed."""
    ax.plot((16, SIZE[0] - 16), (382, 382), color=LIGHT["muted"], linewidth=0.8)
    write(ax, (16, 404), "Validation, after each epoch", fontweight="bold", font=15, ha="left")
    wire(ax, [(DATA + BOX[0] / 2, VALIDATION), (NETWORK - BOX[0] / 2, VALIDATION)])
    wire(ax, [(NETWORK + BOX[0] / 2, VALIDATION), (LOSS - BOX[0] / 2, VALIDATION)])
    write(ax, ((NETWORK + LOSS) / 2, VALIDATION - 16), "free run")
    box(ax, (DATA, VALIDATION), BOX, "windows", below="never learned")
    box(ax, (NETWORK, VALIDATION), BOX, "network", below="as it is")
    box(ax, (LOSS, VALIDATION), BOX, "error", below="recorded")
    write(ax, (NETWORK, 504), "forward only: no gradient, no update", "muted")


def draw(runs: Mapping[str, None]) -> Drawing:
    """The loop above, validation below."""
    drawing, ax = new_canvas(SIZE)
    draw_loop(ax)
    draw_validation(ax)
    return drawing


def caption(runs: Mapping[str, None]) -> Caption:
    """Caption and alternative text."""
    return Caption(
        claim="Training is a loop: predict, send the error back, change the weights a little, and "
        "begin again with the next batch.",
        text="Solid arrows run forward, dashed ones backward. Forward, the way leads up "
        "through the layers and to the right through time; backward, down and to the left. "
        "Validation only runs forward, on windows that the network never learns from. It changes "
        "nothing.",
        alt="Diagram of a loop. 1 Forward: a batch of windows goes into a network of two layers "
        "over three time steps, whose arrows lead to the right and upwards; its prediction and the "
        "right answers lead to the loss. 2 Backward: dashed arrows lead from the loss back into "
        "the same network, where they run to the left and downwards: the gradient. 3 Update: a "
        "thick arrow carries new weights back up to the network. Below, apart from the loop, "
        "validation after each epoch: windows never learned from, the network as it is, a free "
        "run, an error that is recorded; forward only, no gradient, no update.",
    )
