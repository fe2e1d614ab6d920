"""The forget gate of a trained cell, and the free run with the gate held at 0 and at 1."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.gates import (
    Continuations,
    describe_held_gate,
    draw_held_gate,
    errors_of,
)
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import (
    continue_with_held_gate,
    median_network,
    name_network,
    read_by_median_seed,
)
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History

TITLE = "The forget gate of a trained cell"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (1040, 500)


def continuations(history: History) -> Continuations:
    """Free runs with the gate held at 0, as learned, and held at 1."""
    return {
        "held at 0": continue_with_held_gate(history, "f", 0),
        "as learned": history.continuations_at(history.config.epochs),
        "held at 1": continue_with_held_gate(history, "f", 1),
    }


def draw(runs: Mapping[str, History]) -> Drawing:
    """Left: the gate of every unit. Right: one network's free runs, and all seeds' errors."""
    history = runs["baseline"]
    reading = read_by_median_seed(history)
    return draw_held_gate(history, reading, "f", continuations(history), SIZE)


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    history = runs["baseline"]
    reading = read_by_median_seed(history)
    means = reading.values("f").mean(axis=0)
    errors = errors_of(history, continuations(history))
    reached = {held: words.count(values <= GOAL) for held, values in errors.items()}
    spread = {held: words.spread(values) for held, values in errors.items()}
    return Caption(
        claim=f"With the forget gate as learned, {reached['as learned']} networks reach the goal; "
        f"held at 0, {reached['held at 0']} do, and held at 1, {reached['held at 1']}.",
        text=f"The coloured rows: {name_network(reading)} reads one held-out window. On average "
        f"its {len(means)} units keep between {number(means.min())} and "
        f"{number(means.max())} of their state from one step to the next. The continuation "
        "is its free run, and below it are the errors of all seeds. As learned, the median NRMSE "
        f"is {spread['as learned']}. Held at 0, it is {spread['held at 0']}: the cell state is "
        "only what comes in now, and the past speaks through $a^{t-1}$ alone. Held at 1, it is "
        f"{spread['held at 1']}: the cell state adds up all that came in since the window began. "
        "No weight is trained again. So this shows how much these networks depend on the values "
        "their gates take, not that a gate has to move within a window, nor that none could do "
        "without.",
        alt=describe_held_gate(reading, "f", "forget gate", errors),
        values={
            "mean-lowest": number(means.min()),
            "mean-highest": number(means.max()),
            **{
                f"median-{held.replace(' ', '-')}": number(words.median(e))
                for held, e in errors.items()
            },
            **{f"reached-{held.replace(' ', '-')}": shares for held, shares in reached.items()},
        },
    )


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose forget gate and free runs are drawn."""
    return median_network(runs["baseline"], BASELINE.epochs)
