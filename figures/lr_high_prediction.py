"""How the network continues a wave after 20 epochs at the high rate."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import error_after, goal
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.learning_rate import LEARNING_RATES
from lstm_tutor.figure.drawing import free_run
from lstm_tutor.figure.drawing.free_run import draw_continuation
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import median_network
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History

TITLE = "What a network at the high rate predicts"
EXPERIMENTS = {role: LEARNING_RATES["baseline"][role] for role in ("high", "medium")}
SETTINGS = words.settings(EXPERIMENTS["high"], len(SEEDS))
SIZE = free_run.SIZE
EPOCHS = 20

CLAIM = Claim(
    sentence="After 20 epochs at the high rate the continuation misses the goal.",
    check=f"Free-run error (NRMSE) after 20 epochs at the high rate, against the goal of {GOAL}: "
    "larger by more than a factor of 2, seed by seed.",
    treatment=error_after("high", EPOCHS),
    control=goal,
    panel=LEARNING_RATES,
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """The median seed's continuation, and all seeds' errors next to the suitable rate's."""
    return draw_continuation(runs["high"], EPOCHS, "high", {"medium": (runs["medium"], EPOCHS)})


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    errors = runs["high"].nrmse_at(EPOCHS)
    medium = runs["medium"].nrmse_at(EPOCHS)
    reached = words.count(errors <= GOAL)
    return Caption(
        claim="After 20 epochs at the high rate the continuation soon leaves the wave.",
        text=f"{words.count(~(errors <= 1))} seeds do worse than always predicting the mean. "
        f"{reached} are at or below the goal of {GOAL} (dashed, second panel); at the suitable "
        f"rate {words.count(medium <= GOAL)} are.",
        alt="First panel: a sine wave of 30 points, its true continuation, and the continuation "
        "by the network with the median error, which does not follow it. Second panel: free-run "
        f"errors of all seeds, at the high rate {words.spread(errors)}, at the suitable rate "
        f"{words.spread(medium)}, logarithmic.",
    )


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose free run is drawn."""
    return median_network(runs["high"], EPOCHS)
