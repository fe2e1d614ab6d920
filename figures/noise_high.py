"""A continuation at high noise, with those of a linear rule and of the ideal predictor."""

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.data.functions import function
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import error_after, floor_of
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.noise import HIGH_NOISE_PANEL
from lstm_tutor.figure.drawing.curves import every_seed, label, reference
from lstm_tutor.figure.drawing.free_run import draw_series
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import WINDOW, median_network
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import nrmse
from lstm_tutor.training.history import History
from lstm_tutor.training.predictors import (
    continue_ideally,
    continue_linearly,
    fit_autoregression,
    floor,
    goal_of,
)
from lstm_tutor.training.samples import CONTINUATION_STEPS, held_out
from lstm_tutor.training.train import Training

TITLE = "What a network makes of high noise"
EXPERIMENTS = HIGH_NOISE_PANEL["baseline"]
SETTINGS = words.settings(EXPERIMENTS["high"], len(SEEDS))
SIZE = (1040, 400)
EPOCHS = 20

CLAIM = Claim(
    sentence="At high noise the network's error is more than twice the best possible one.",
    check=f"Free-run error (NRMSE) after {EPOCHS} epochs at high noise, against the floor, the "
    "error of the ideal predictor on the evaluation windows of all seeds together: larger by more "
    "than a factor of 2, seed by seed.",
    treatment=error_after("high", EPOCHS),
    control=floor_of("high"),
    panel=HIGH_NOISE_PANEL,
)


@lru_cache
def linear_continuations(config: TrainingConfig, seeds: tuple[int, ...]) -> NDArray[np.float64]:
    """Free runs of a linear rule, fitted to each seed's training windows; (R, B, steps)."""
    samples = Training(config, seeds).samples
    prompts = held_out(config, seeds).prompts
    rules = [fit_autoregression(of_seed) for of_seed in samples]
    return np.array(
        [
            continue_linearly(rule, prompt, CONTINUATION_STEPS)
            for rule, prompt in zip(rules, prompts, strict=True)
        ]
    )


def linear_errors(history: History) -> NDArray[np.float64]:
    """Free-run NRMSE of the linear rule, for each seed; (R,)."""
    targets = held_out(history.config, history.seeds).targets
    return nrmse(linear_continuations(history.config, history.seeds), targets)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Left: one noisy prompt and three continuations of it. Right: the errors of all seeds."""
    history = runs["high"]
    config, seed = history.config, history.median_seed(EPOCHS)
    drawing = new_drawing(SIZE)
    series, errors = drawing.subplots(1, 2, width_ratios=(2.4, 1))
    draw_series(series, history, EPOCHS, "high")
    after = np.arange(1, CONTINUATION_STEPS + 1)
    prompt = held_out(config, (history.seeds[seed],)).prompts[0, WINDOW]
    ideal = continue_ideally(
        function(config.function),
        prompt,
        config.step,
        config.noise_scale,
        config.noise_kind,
        CONTINUATION_STEPS,
    )
    linear = linear_continuations(config, history.seeds)[seed, WINDOW]
    series.plot(after, ideal, color=LIGHT["ink"], linewidth=1.8, label="the ideal predictor")
    (dotted,) = series.plot(after, linear, color=LIGHT["s-low"], linewidth=1.8, linestyle=":")
    dotted.set_label("a linear rule")
    low, _ = series.get_ylim()
    label(series, 1, low * 0.72, "— the ideal predictor", "ink", fontweight="normal")
    label(series, 1, low * 0.88, "··· a linear rule", "s-low")
    _draw_errors(errors, history)
    return drawing


def _draw_errors(ax: Axes, history: History) -> None:
    columns = {"linear rule": (linear_errors(history), "s-low")}
    columns["network"] = (history.nrmse_at(EPOCHS), "s-high")
    for place, (name, (values, colour)) in enumerate(columns.items()):
        every_seed(ax, place, values, colour, name)
    best = floor(history.config, history.seeds)
    ax.axhline(best, color=LIGHT["ink"], linewidth=1.8, label="the floor")
    label(ax, -0.55, best * 0.55, "ideal predictor: the floor", "ink")
    reference(ax, goal_of(history.config, history.seeds), "goal")
    reference(ax, 1, "the mean")
    ax.set(xlim=(-0.6, 1.6), ylim=(0, None), xticks=(0, 1))
    ax.set_xticklabels(columns)
    ax.set_title("NRMSE, all seeds")


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    history = runs["high"]
    errors, linear = history.nrmse_at(EPOCHS), linear_errors(history)
    best = floor(history.config, history.seeds)
    worse = words.count(errors > linear)
    level = plain(history.config.noise_scale)
    return Caption(
        claim=f"After {EPOCHS} epochs at high noise the network is far behind what could be done.",
        text=f"Noise with a standard deviation of {level} lies on a wave of amplitude 1, in "
        "training and in the window that is read. A predictor that knows the wave and the noise, "
        f"and lacks only the phase, scores {number(best)}: the floor. A linear rule of "
        f"{history.config.window_length} points, fitted to the same training windows, scores "
        f"{number(words.median(linear))}, the network "
        f"{number(words.median(errors))}. In {worse} seeds the network is behind "
        "the linear rule.",
        alt=f"First panel: {history.config.window_length} very noisy points, then the true wave, "
        "the ideal predictor's, a linear rule's and the network's continuation. Second panel: "
        f"errors of all seeds: linear rule {words.spread(linear)}, network "
        f"{words.spread(errors)}; a line at {number(best)} marks the floor.",
        values={
            "floor": number(best),
            "linear": number(words.median(linear)),
            "network": number(words.median(errors)),
            "worse": worse,
        },
    )


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose free run is drawn."""
    return median_network(runs["high"], EPOCHS)
