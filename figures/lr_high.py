"""Free-run error over 20 epochs at the high rate, compared with the suitable rate."""

from collections.abc import Mapping

import numpy as np
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

TITLE = "A learning rate that is too high"
EXPERIMENTS = {role: LEARNING_RATES["baseline"][role] for role in ("high", "medium")}
SETTINGS = words.settings(EXPERIMENTS["high"], len(SEEDS))
SIZE = (640, 380)
EPOCHS = 20

CLAIM = Claim(
    sentence="After 20 epochs the high learning rate leaves a larger error than the suitable one.",
    check="Free-run error (NRMSE) after 20 epochs, high rate against suitable rate, seed by seed: "
    "larger by more than a factor of 2.",
    treatment=error_after("high", EPOCHS),
    control=error_after("medium", EPOCHS),
    panel=LEARNING_RATES,
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Curves of all seeds at both rates on one logarithmic axis."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    error_curves(ax, runs["high"], "high", EPOCHS, "-")
    error_curves(ax, runs["medium"], "medium", EPOCHS, "--")
    reference(ax, 1, "as good as predicting the mean", x=0.06, ha="left", va="top")
    reference(ax, GOAL, "goal")
    error_scale(ax, ticks=(0.01, 0.1, 1, 10), top=20)
    ax.set(xlim=(0, EPOCHS + 3.4), xlabel="epoch", xticks=range(0, EPOCHS + 1, 5))
    ax.set_title("Error of the free run (NRMSE)")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    high, medium = runs["high"].nrmse_at(EPOCHS), runs["medium"].nrmse_at(EPOCHS)
    high_rate = plain(runs["high"].config.learning_rate)
    medium_rate = plain(runs["medium"].config.learning_rate)
    worse_than_mean = words.count(~(high <= 1))
    diverged = words.count(np.asarray(runs["high"].diverged_epoch > 0))
    return Caption(
        claim=f"At a learning rate of {high_rate}, {worse_than_mean} networks continue the wave "
        "worse than a constant would.",
        text=f"After {EPOCHS} epochs the median error is {number(words.median(high))}; at "
        f"{medium_rate} it is {number(words.median(medium))}. The loss became infinite or "
        f"undefined in {diverged} seeds: overflow is one way to fail, wandering about is another.",
        alt=f"Line chart of the free-run error over 20 epochs, logarithmic. Learning rate "
        f"{high_rate}: the curves rise above 1, scatter widely and end at "
        f"{words.spread(high)}. Learning rate {medium_rate}: they fall below the goal of {GOAL} "
        f"and end at {words.spread(medium)}.",
        values={
            "worse-than-mean": worse_than_mean,
            "diverged": diverged,
        },
    )
