"""How the network continues a wave after 10 epochs at the suitable rate, and the exact rule."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import error_after, goal
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.learning_rate import LEARNING_RATES
from lstm_tutor.figure.drawing import free_run
from lstm_tutor.figure.drawing.curves import label
from lstm_tutor.figure.drawing.free_run import draw_continuation
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import median_network
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History
from lstm_tutor.training.predictors import recurrence_error

TITLE = "What a network at the suitable rate predicts"
EXPERIMENTS = {"medium": LEARNING_RATES["baseline"]["medium"]}
SETTINGS = words.settings(EXPERIMENTS["medium"], len(SEEDS))
SIZE = free_run.SIZE
EPOCHS = 10

CLAIM = Claim(
    sentence="After 10 epochs at the suitable rate the continuation is well within the goal.",
    check=f"The goal of {GOAL} against the free-run error (NRMSE) after 10 epochs at the suitable "
    "rate: the goal is larger by more than a factor of 2, seed by seed. Whether a better solution "
    "exists is not tested here.",
    treatment=goal,
    control=error_after("medium", EPOCHS),
    panel=LEARNING_RATES,
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """The median seed's continuation, and all seeds' errors next to the recurrence's."""
    drawing = draw_continuation(runs["medium"], EPOCHS, "medium", {})
    errors = drawing.axes[1]
    exact = recurrence_error(runs["medium"].config, runs["medium"].seeds)
    errors.axhline(exact, color=LIGHT["muted"], linewidth=1.4, label="exact rule")
    errors.set_ylim(exact / 3, 1)
    label(errors, -0.5, exact * 1.6, "exact rule", "muted", fontweight="normal", va="bottom")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    errors = runs["medium"].nrmse_at(EPOCHS)
    exact = recurrence_error(runs["medium"].config, runs["medium"].seeds)
    ratio = float(f"{words.median(errors) / exact:.0e}")  # one digit: the others are rounding noise
    return Caption(
        claim="After 10 epochs at the suitable rate the continuation lies on the true wave. It is "
        "good, not optimal.",
        text=f"Its error is {number(words.median(errors))} in the median; "
        f"{words.count(errors <= GOAL)} seeds are at or below the goal of {GOAL}. The best "
        "solution is far better: the two-term rule $x^{t+1} = 2\\cos(0.2)\\,x^t - x^{t-1}$ "
        f"continues a clean sine with an error {ratio:,.0f} times smaller, up to the rounding of "
        "the input. Two points suffice for it, so a good continuation of a clean sine is no "
        "evidence of a long memory.",
        alt="First panel: a sine wave of 30 points; the continuation by the network with the "
        "median error lies on the true one. Second panel: free-run errors of all seeds, "
        f"{words.spread(errors)}, below the goal of {GOAL} and far above the exact rule's "
        f"{exact:.0e}; logarithmic.",
    )


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose free run is drawn."""
    return median_network(runs["medium"], EPOCHS)
