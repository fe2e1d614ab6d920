"""One LSTM cell at one time step: three gates, the candidate and the road of the cell state."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.cell import LAYOUT, OUT, ROAD, G, draw_cell
from lstm_tutor.figure.drawing.diagram import new_canvas, write
from lstm_tutor.figure.figure import Caption

TITLE = "An LSTM cell"
SECTION = "LSTM Cells"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE, NARROW = LAYOUT, (420, 410)

NAMES = {
    "f": "Forget Gate (B)\nsigmoid",
    "i": "Input Gate (A)\nsigmoid",
    "candidate": "candidate\ntanh",
    "o": "Output Gate (C)\nsigmoid",
}
LABELS = {
    "x": "$x^t$",
    "a_prev": "$a^{t-1}$",
    "c_prev": "$c^{t-1}$",
    "f": "$f^t$",
    "i": "$i^t$",
    "o": "$o^t$",
    "filtered_state": "filtered state",
    "filtered_input": "filtered input",
    "c": "$c^t$",
    "a": "$a^t$",
}
NOTES = (
    (62, 272, "from the\nlast time\nstep", "center"),
    (1000, 185, "to the next\ntime step", "center"),
    (930, 26, "to the next layer, or the readout", "right"),
    (184, 522, "the input: data, or the layer below", "left"),
    (450, 459, "joined: read by all three gates and by the candidate", "center"),
)
# On a phone each box holds one word, and a list below explains it.
SHORT = {"f": "(B)", "i": "(A)", "candidate": "tanh", "o": "(C)"}
LIST = (
    ("q-i", "(A)", "input gate, a sigmoid"),
    ("q-f", "(B)", "forget gate, a sigmoid"),
    ("q-o", "(C)", "output gate, a sigmoid"),
    ("q-c", "(D)", "cell state, the thick line"),
    ("q-g", "tanh", "candidate, a tanh"),
)


def draw(runs: Mapping[str, None]) -> Drawing:
    """The cell with its symbols: inputs on the left and below, outputs on the right."""
    drawing, ax = new_canvas(SIZE)
    draw_cell(ax, NAMES, LABELS)
    write(ax, ((G + OUT) / 2, ROAD - 14), "Cell State (D)", "q-c", font=16, fontweight="bold")
    for x, y, words, align in NOTES:
        write(ax, (x, y), words, "muted", font=15, ha=align)
    return drawing


def draw_narrow(runs: Mapping[str, None]) -> Drawing:
    """A smaller cell, with a list of its symbols below."""
    drawing, ax = new_canvas(NARROW)
    labels = {**LABELS, "filtered_input": "filtered\ninput"}
    draw_cell(ax, SHORT, labels, corner=(-6, 14), scale=0.42, font=13)
    write(ax, (285, 46), "(D)", "q-c", font=13, fontweight="bold")
    for row, (colour, letter, words) in enumerate(LIST):
        y = 270 + 25 * row
        write(ax, (24, y), letter, colour, fontweight="bold", ha="left")
        write(ax, (74, y), words, colour, ha="left")
    return drawing


def caption(runs: Mapping[str, None]) -> Caption:
    """Caption and alternative text."""
    return Caption(
        claim="The cell state runs straight through the cell; the gates decide how much of it is "
        "kept, how much is added and how much is shown.",
        text="Follow the thick line: it is multiplied once and added to once. $x^t$ and $a^{t-1}$ "
        "are joined and read four times over, by all three gates and by the candidate, each with "
        "weights of its own. No arrow leads from the cell state back to a gate: gates act on it "
        "and do not look at it. × multiplies, + adds, unit by unit.",
        alt="Diagram of an LSTM cell at one time step. Below, the input x^t and the activation "
        "a^(t−1) are joined; the joined line leads to four boxes: Forget Gate (B), Input Gate (A) "
        "and Output Gate (C), each a sigmoid, and the candidate, a tanh. Above, the Cell State (D) "
        "runs from left to right. c^(t−1) is multiplied by the forget gate f^t, which gives the "
        "filtered state. The input gate i^t times the candidate gives the filtered input, which is "
        "added; the sum is c^t. A branch of c^t passes a tanh, is multiplied by the output gate "
        "o^t and becomes a^t, which leads to the next time step and to the next layer or the "
        "readout. c^t leads to the next time step only.",
    )
