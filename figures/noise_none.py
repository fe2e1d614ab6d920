"""Without noise: the error over 20 epochs, a continuation, and the rule that solves it exactly."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import error_at_the_end, goal
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.noise import NOISE
from lstm_tutor.figure.drawing.curves import all_seeds, label, plain_ticks, reference, seed_names
from lstm_tutor.figure.drawing.free_run import draw_series
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import median_network
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History
from lstm_tutor.training.predictors import recurrence_error

TITLE = "A wave without noise"
EXPERIMENTS = {"none": NOISE["baseline"]["none"]}
SETTINGS = words.settings(EXPERIMENTS["none"], len(SEEDS))
SIZE = (1040, 360)

CLAIM = Claim(
    sentence="Without noise the free run is well within the goal at the end of training.",
    check=f"The goal of {GOAL} against the free-run error (NRMSE) after the last epoch, without "
    "noise: the goal is larger by more than a factor of 2, seed by seed.",
    treatment=goal,
    control=error_at_the_end("none"),
    panel={setting: {"none": roles["none"]} for setting, roles in NOISE.items()},
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Left: errors of all seeds over the epochs, and of the exact rule. Right: a continuation."""
    history = runs["none"]
    exact = recurrence_error(history.config, history.seeds)
    drawing = new_drawing(SIZE)
    errors, series = drawing.subplots(1, 2, width_ratios=(1, 1.25))
    rows = seed_names(history.seeds)
    all_seeds(errors, history.epochs, history.nrmse, "s-low", rows=rows)
    label(errors, 8.2, words.median(history.nrmse_at(10)) * 4, "the network", "s-low")
    reference(errors, GOAL, "goal")
    errors.axhline(exact, color=LIGHT["ink"], linewidth=1.6, label="a rule of two terms")
    label(errors, 0.3, exact * 2, "a rule of two terms", "ink", va="bottom")
    errors.set_yscale("log")
    plain_ticks(errors.yaxis, (0.01, 1))
    errors.set(ylim=(exact / 4, 6), xlabel="epoch", xticks=range(0, 21, 5))
    errors.set_title("Error of the free run (NRMSE)")
    draw_series(series, history, history.config.epochs, "low")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    history = runs["none"]
    end = history.nrmse_at(history.config.epochs)
    needed = words.median(history.epochs_to_reach())
    return Caption(
        claim="Without noise the network soon continues the wave. So does a rule with two terms.",
        text=f"Half of the seeds have reached the goal of {GOAL} by epoch {needed:.0f}; after "
        f"{history.config.epochs} epochs the median error is {number(words.median(end))}. "
        "The rule $x^{t+1} = 2\\cos(0.2)\\,x^t - x^{t-1}$ needs no training and is exact up to "
        "rounding (lower line). It reads two points and knows how far apart they lie. So this task "
        "does not show that a network has a long memory.",
        alt=f"First panel: free-run errors of all seeds over {history.config.epochs} epochs, "
        f"logarithmic; the median falls below the goal of {GOAL} by epoch {needed:.0f} and ends "
        f"at {words.spread(end)}. A line far below marks the exact rule. Second panel: a clean "
        f"sine of {history.config.window_length} points and its continuation by the median "
        "network, which lies on the true wave.",
        values={
            "half": f"{needed:.0f}",
        },
    )


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose free run is drawn."""
    return median_network(runs["none"], EXPERIMENTS["none"].epochs)
