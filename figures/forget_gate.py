"""The forget gate of a trained cell, and the free run with the gate held at 0 and at 1."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.gates import HeldGate
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import median_network, name_network
from lstm_tutor.training.history import History

TITLE = "The forget gate of a trained cell"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (1040, 500)


def held_gate(runs: Mapping[str, History]) -> HeldGate:
    """The gate as learned, and held at 0 and at 1."""
    return HeldGate.of(runs["baseline"], "f", "forget gate", held_at=(0, 1))


def draw(runs: Mapping[str, History]) -> Drawing:
    """Left: the gate of every unit. Right: one network's free runs, and all seeds' errors."""
    return held_gate(runs).draw(SIZE)


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    gate = held_gate(runs)
    means, reached, spread, shown = gate.means, gate.reached, gate.spread, gate.reading
    return Caption(
        claim=f"With the forget gate as learned, {reached['as learned']} networks reach the goal; "
        f"held at 0, {reached['held at 0']} do, and held at 1, {reached['held at 1']}.",
        text=f"The coloured rows: {name_network(shown)} reads one held-out window. On average "
        f"its {len(means)} units keep between {number(means.min())} and "
        f"{number(means.max())} of their state from one step to the next. The continuation "
        "is its free run, and below it are the errors of all seeds. As learned, the median NRMSE "
        f"is {spread['as learned']}. Held at 0, it is {spread['held at 0']}: the cell state is "
        "only what comes in now, and the past speaks through $a^{t-1}$ alone. Held at 1, it is "
        f"{spread['held at 1']}: the cell state adds up all that came in since the window began. "
        "No weight is trained again. So this shows how much these networks depend on the values "
        "their gates take, not that a gate has to move within a window, nor that none could do "
        "without.",
        alt=gate.alt,
        values={
            "mean-lowest": number(means.min()),
            "mean-highest": number(means.max()),
            **gate.values,
        },
    )


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose forget gate and free runs are drawn."""
    return median_network(runs["baseline"], BASELINE.epochs)
