"""Free-run error over 20 epochs at the low rate, compared with the suitable rate."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import error_after
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.learning_rate import LEARNING_RATES
from lstm_tutor.figure.drawing.curves import error_curves, error_scale, reference
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History

TITLE = "A learning rate that is too low"
EXPERIMENTS = {role: LEARNING_RATES["baseline"][role] for role in ("low", "medium")}
SETTINGS = words.settings(EXPERIMENTS["low"], len(SEEDS))
SIZE = (640, 380)
EPOCHS = 20

CLAIM = Claim(
    sentence="After 20 epochs the low learning rate leaves a larger error than the suitable one.",
    check="Free-run error (NRMSE) after 20 epochs, low rate against suitable rate, seed by seed: "
    "larger by more than a factor of 2.",
    treatment=error_after("low", EPOCHS),
    control=error_after("medium", EPOCHS),
    panel=LEARNING_RATES,
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Curves of all seeds at both rates on one logarithmic axis."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    error_curves(ax, runs["low"], "low", EPOCHS, "-")
    error_curves(ax, runs["medium"], "medium", EPOCHS, "--")
    reference(ax, 1, "as good as predicting the mean", x=0.75)
    reference(ax, GOAL, "goal")
    error_scale(ax)
    ax.set(xlim=(0, EPOCHS + 3.4), xlabel="epoch", xticks=range(0, EPOCHS + 1, 5))
    ax.set_title("Error of the free run (NRMSE)")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    low, medium = runs["low"].nrmse_at(EPOCHS), runs["medium"].nrmse_at(EPOCHS)
    low_rate = plain(runs["low"].config.learning_rate)
    medium_rate = plain(runs["medium"].config.learning_rate)
    return Caption(
        claim=f"At a learning rate of {low_rate} the error of the free run has hardly moved after "
        f"{EPOCHS} epochs.",
        text=f"Its median is still {number(words.median(low))}, where 1 is as good as "
        f"predicting the mean. At {medium_rate}, from the same starting weights and on the same "
        f"data, it is {number(words.median(medium))}. Each thin line is one seed, the thick "
        "line their median, the band the middle 80 %.",
        alt=f"Line chart of the free-run error over 20 epochs, logarithmic. Learning rate "
        f"{low_rate}: the curves stay close to 1 and end at {words.spread(low)}. Learning rate "
        f"{medium_rate}: they fall below the goal of {GOAL} and end at {words.spread(medium)}.",
        values={
            "low": number(words.median(low)),
            "medium": number(words.median(medium)),
        },
    )
