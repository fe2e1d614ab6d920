"""How many seeds have reached the goal by each epoch, for several noise levels and two rates."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import plain
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import epochs_needed
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.experiments.noise import CONVERGENCE, LEVELS, NOISE, SOME_NOISE
from lstm_tutor.figure.drawing.curves import DASHES, label, spread_apart
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History
from lstm_tutor.training.predictors import goal_of

TITLE = "How noise delays the goal"
EXPERIMENTS: dict[tuple[object, object], TrainingConfig] = {
    **{(rate, level): config for (rate, level), config in CONVERGENCE.items()},
    **{("exploRNN", role): NOISE["exploRNN's recipe"][role] for role in ("none", "some")},
}
SETTINGS = words.settings(CONVERGENCE[BASELINE.learning_rate, SOME_NOISE], len(SEEDS))
SIZE = (1040, 400)
RATES = tuple(dict.fromkeys(rate for rate, _ in CONVERGENCE))
LOOKS_IN_ORDER = (("s-low", "-"), ("s-medium", "--"), ("q-a", "-."), ("s-high", ":"))
LOOKS = dict(zip(LEVELS, LOOKS_IN_ORDER, strict=True))

CLAIM = Claim(
    sentence="With some noise it takes more epochs to reach the goal than without.",
    check=f"Epochs until the free-run error is first at most the goal ({GOAL}, or twice the floor "
    "where that is higher), some noise (carried on to 40 epochs) against none: more than twice "
    "as many. Seeds that never reach it rank last.",
    treatment=epochs_needed("some"),
    control=epochs_needed("none"),
    panel={
        setting: {role: roles[role] for role in ("none", "some")}
        for setting, roles in NOISE.items()
    },
)


def draw(runs: Mapping[tuple[object, object], History]) -> Drawing:
    """A chart for each rate, with staircases that rise with every seed that reaches the goal."""
    drawing = new_drawing(SIZE)
    for ax, rate in zip(drawing.subplots(1, 2, sharey=True), RATES, strict=True):
        _draw_rate(ax, {level: runs[rate, level] for level in LEVELS})
        ax.set_title(f"Learning rate {plain(rate)}: seeds that have reached the goal, in %")
    return drawing


def _draw_rate(ax: Axes, by_level: Mapping[float, History]) -> None:
    last = max(history.config.epochs for history in by_level.values())
    ends = {}
    for level, history in by_level.items():
        colour, style = LOOKS[level]
        epochs = np.arange(last + 1)  # a seed that has reached the goal stays counted
        share = np.array([100 * np.mean(needed(history) <= epoch) for epoch in epochs])
        (steps,) = ax.step(epochs, share, where="post", color=LIGHT[colour], linestyle=style)
        steps.set_label(f"noise {plain(level)}" if level else "no noise")
        ends[level] = float(share[-1])
    places = spread_apart([ends[level] for level in reversed(LEVELS)], gap=8)
    for level, place in zip(reversed(LEVELS), places, strict=True):
        colour, style = LOOKS[level]
        name = f"noise {plain(level)}" if level else "no noise"
        label(ax, last + 0.8, place, f"{DASHES[style]} {name}", colour)
    ax.set(xlim=(0, last), ylim=(0, 130), xlabel="epoch", yticks=range(0, 101, 25))
    ax.set_xticks(range(0, last + 1, 10))


def needed(history: History) -> NDArray[np.float64]:
    """Epochs until each seed first reached its setting's goal; infinite if it never did."""
    return history.epochs_to_reach(goal_of(history.config, history.seeds))


def stays(history: History) -> NDArray[np.bool_]:
    """Which seeds stay at the goal once they have reached it."""
    goal = goal_of(history.config, history.seeds)
    inside = history.nrmse <= goal
    left_again = (np.cumsum(inside, axis=1) > 0) & ~inside
    return np.asarray(inside.any(axis=1) & ~left_again.any(axis=1))


def caption(runs: Mapping[tuple[object, object], History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    last = max(history.config.epochs for history in runs.values())
    reached = {key: words.count(needed(history) <= last) for key, history in runs.items()}
    middle = {key: _epoch(words.median(needed(history))) for key, history in runs.items()}
    usual, lower = RATES
    weak = LEVELS[1]
    by_level = {
        rate: ", ".join(
            f"{middle[rate, level]} "
            + (f"at noise {plain(level)}" if level else "without noise")
            + ("" if np.all(needed(runs[rate, level]) <= last) else f" ({reached[rate, level]})")
            for level in LEVELS
        )
        for rate in RATES
    }
    left = {
        key: int(np.sum(np.isfinite(needed(history)) & ~stays(history)))
        for key, history in runs.items()
    }
    clean, noisy = (runs["exploRNN", role] for role in ("none", "some"))
    return Caption(
        claim=f"At the rate {plain(usual)}, the more noise, the later the goal is reached. "
        "At the smaller rate noise costs less time.",
        text="Epochs until half of the seeds had reached the goal (in brackets: how many seeds "
        f"did, where not all), at the rate {plain(usual)}: {by_level[usual]}; at "
        f"{plain(lower)}: {by_level[lower]}. Noise is given as a standard deviation; the "
        f"wave's amplitude is 1. “Reached” is less than converged: with noise {plain(weak)}, "
        f"{left[usual, weak]} of {len(SEEDS)} seeds leave the goal again at the higher rate, "
        f"{left[lower, weak]} at the lower one; without noise, followed for "
        f"{runs[usual, 0.0].config.epochs} epochs instead of {last}, {left[usual, 0.0]} and "
        f"{left[lower, 0.0]}. In exploRNN's recipe {words.count(np.isfinite(needed(clean)))} seeds "
        f"reach the goal within {clean.config.epochs} epochs without noise, "
        f"{words.count(needed(noisy) <= clean.config.epochs)} with noise.",
        alt=f"Two step charts of the share of seeds that have reached the goal by each of {last} "
        f"epochs. Half have reached it by epoch: at learning rate {plain(usual)}, "
        f"{by_level[usual]}; at {plain(lower)}, {by_level[lower]}.",
        values={
            "half-none": middle[usual, LEVELS[0]],
            "half-most": middle[usual, LEVELS[-1]],
            "half-none-lower": middle[lower, LEVELS[0]],
            "half-most-lower": middle[lower, LEVELS[-1]],
        },
    )


def _epoch(value: float) -> str:
    return f"{value:.0f}" if np.isfinite(value) else "not yet"
