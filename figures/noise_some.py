"""Artificial noise and a real residual; networks trained on either continue measured years."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.data import measured
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim, Measure, Runs
from lstm_tutor.experiments import SEEDS
from lstm_tutor.figure.drawing.curves import label
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.series import beside_its_sine, span
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.tasks.series.networks import TRAINED_ON, SeriesConfig, SeriesResult, training_series
from lstm_tutor.tasks.series.resampling import resampled_nrmse
from lstm_tutor.tasks.series.rules import average_course, linear_continuations
from lstm_tutor.tasks.series.task import SeriesTask

TITLE = "Made-up noise and a real series"
TASK = SeriesTask("nino12")
EXPERIMENTS = {kind: SeriesConfig("nino12", kind) for kind in TRAINED_ON}
TRAINING = EXPERIMENTS["measured"].training
SETTINGS = (
    f"one LSTM layer of {TRAINING.hidden_size} units; {TRAINING.windows} windows of "
    f"{TRAINING.window_length} months, as long as {span(TASK.series.times[: len(TASK.past)])}; "
    f"{TRAINING.optimiser.capitalize()}, learning rate {plain(TRAINING.learning_rate)}, "
    f"batch size {TRAINING.batch_size}, {TRAINING.epochs} epochs; {len(SEEDS)} seeds; "
    "baseline: white noise, the temperature"
)
SIZE = (1040, 660)
FILES = (measured.FOLDER / "nino12.csv", measured.FOLDER / "measured.toml")
MONTHS_SHOWN = 72  # the last of the training years, two windows long

Floats = NDArray[np.float64]

NAMES = {
    "measured": "the measured years",
    "autoregressive noise": "sine + autoregressive noise",
    "white noise": "sine + white noise",
    "sine": "the clean sine",
}
COLOURS = {
    "measured": "q-x",
    "autoregressive noise": "s-medium",
    "white noise": "s-medium",
    "sine": "s-low",
}


def _error_of(role: str) -> Measure:
    def measure(runs: Runs) -> Floats:
        result: SeriesResult = runs[role]
        return result.nrmse

    return measure


def _arms(series: str, noise: str) -> dict[str, SeriesConfig]:
    return {"sine": SeriesConfig(series, "sine"), "noisy": SeriesConfig(series, noise)}


CLAIM = Claim(
    sentence="A network trained on a noisy sine continues the measured series better than one "
    "trained on the clean sine.",
    check="Error (NRMSE) of the continuation over held-out years, trained on the series' best sine "
    "against the same sine with noise, seed by seed: larger by more than a factor of 1.1. "
    "All seeds are tested on the same years; how much hangs on these is not part of the test.",
    treatment=_error_of("sine"),
    control=_error_of("noisy"),
    panel={
        "baseline": _arms("nino12", "white noise"),
        "autoregressive noise": _arms("nino12", "autoregressive noise"),
        "sunspots": _arms("sunspots", "white noise"),
    },
    margin=1.1,
)


def draw(runs: Mapping[str, SeriesResult]) -> Drawing:
    """Above: what the networks are trained on. Below: held-out years continued, and all errors."""
    drawing = new_drawing(SIZE)
    grid = drawing.add_gridspec(2, 1, height_ratios=(1, 1.45))
    above, below = (drawing.add_subfigure(part) for part in (grid[0], grid[1]))
    heading = f"What the networks are trained on (the last years), {TASK.series.unit}"
    above.suptitle(heading, x=0.022, ha="left", fontsize=14, fontweight="bold")
    panels = above.subplots(1, len(NAMES), sharey=True)
    for ax, kind in zip(panels, reversed(NAMES), strict=True):
        _draw_training(ax, runs[kind])
    years, errors = below.subplots(1, 2, width_ratios=(1.35, 1))
    _draw_years(years, runs["measured"])
    _draw_errors(errors, runs)
    return drawing


def _draw_training(ax: Axes, result: SeriesResult) -> None:
    kind = result.config.trained_on
    shown = slice(len(TASK.past) - MONTHS_SHOWN, len(TASK.past))
    values = training_series(result.config, result.seeds[result.median_seed])[shown]
    sine = TASK.sine.at(np.arange(len(TASK.past)))[shown]
    beside_its_sine(ax, TASK.series.times[shown], values, sine, COLOURS[kind])
    first = int(TASK.series.times[shown][0])
    ax.set(xlim=(first, first + MONTHS_SHOWN / 12), xticks=range(first + 1, first + 6, 2))
    ax.set_title(NAMES[kind], color=LIGHT[COLOURS[kind]])


def _draw_years(ax: Axes, result: SeriesResult) -> None:
    """The median seed's continuations from each January, over the measured years."""
    series, course = TASK.series, average_course(TASK)[0]
    tested = slice(int(TASK.target_places[0, 0]), None)
    times, values = series.times[tested], series.values[tested]
    ax.plot(times, values, color=LIGHT["muted"], linewidth=5, alpha=0.3, label="measured")
    (dotted,) = ax.plot(times, course[tested], color=LIGHT["muted"], linewidth=1)
    dotted.set(linestyle=(0, (1, 1.5)), label="climatology")
    for place, continued in zip(
        TASK.target_places, result.continuations[result.median_seed], strict=True
    ):
        if place[0] % 12 == 0:
            (line,) = ax.plot(series.times[place], continued, color=LIGHT["q-x"], linewidth=1.9)
            seed = result.seeds[result.median_seed]
            line.set_label(f"LSTM, seed {seed}, from January {int(series.times[place[0]])}")
    top = float(values.max())
    label(ax, times[0] + 0.2, top + 3.8, "measured, held out (broad)", "muted")
    label(ax, times[0] + 0.2, top + 2.6, "an LSTM, from each January", "q-x")
    label(ax, times[0] + 0.2, top + 1.4, "dotted: climatology", "muted", fontweight="normal")
    ax.set(xlim=(times[0], times[-1]), ylim=(values.min() - 0.5, top + 4.4))
    ax.set_yticks(range(20, round(top), 2))
    ax.set_title(f"Twelve months continued, {series.unit}")


def _draw_errors(ax: Axes, runs: Mapping[str, SeriesResult]) -> None:
    """A row for each training series, with a dot for each seed; a row for each linear rule."""
    for place, kind in enumerate(NAMES):
        result, colour = runs[kind], COLOURS[kind]
        spread = np.linspace(0.3, -0.3, len(SEEDS))  # in order of their errors, not random
        name = f"LSTM trained on {NAMES[kind]}"
        (dots,) = ax.plot(np.sort(result.nrmse), place + spread, "o", color=LIGHT[colour])
        dots.set(markersize=3, label=f"every seed, in order of value, {name}")
        middle = result.continuations[result.median_seed]
        _draw_row(ax, place, middle, colour, "|", f"the median seed, {name}")
    rules = linear_continuations(TASK.name)
    ranked = sorted(rules, key=lambda name: TASK.errors(rules[name]))
    for place, name in enumerate(ranked, len(NAMES) + 1):
        _draw_row(ax, place, rules[name], "muted", "D", name)
    places = [place for place in range(len(NAMES) + 1 + len(ranked)) if place != len(NAMES)]
    ax.set_yticks(places, [*NAMES.values(), *ranked])
    for tick, kind in zip(ax.get_yticklabels(), NAMES, strict=False):
        tick.set_color(LIGHT[COLOURS[kind]])
    for y, heading in ((-0.9, "LSTM trained on"), (len(NAMES), "no network")):
        label(ax, -0.02, y, heading, "ink", transform=ax.get_yaxis_transform(), ha="right")
    ax.axvline(1, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)), label="_")
    label(ax, 0.99, -0.9, "predicting the mean", "muted", ha="right", fontweight="normal")
    ax.set(ylim=(max(places) + 0.6, -1.4), xlabel="NRMSE")
    ax.grid(visible=True, axis="x")
    ax.set_title("Error of all continuations")


def _draw_row(ax: Axes, place: int, continued: Floats, colour: str, marker: str, name: str) -> None:
    """The error of one predictor, with its bootstrap interval over the test years as a bar."""
    resampled = resampled_nrmse(continued, TASK.targets, TASK.target_years)
    bar = np.quantile(resampled, [0.025, 0.975])
    (broad,) = ax.plot(bar, [place, place], color=LIGHT[colour], linewidth=9, alpha=0.2)
    broad.set(solid_capstyle="butt", label=f"95 % of resampled years, {name}")
    (sign,) = ax.plot(TASK.errors(continued), place, marker, color=LIGHT[colour])
    sign.set(markersize=20 if marker == "|" else 7, markeredgewidth=2, label=name)


def caption(runs: Mapping[str, SeriesResult]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    medians = {kind: words.median(runs[kind].nrmse) for kind in NAMES}
    ranked = sorted(NAMES, key=lambda kind: medians[kind])
    listed = ", ".join(f"{NAMES[kind]} {number(medians[kind])}" for kind in ranked)
    linear = {name: float(TASK.errors(c)) for name, c in linear_continuations(TASK.name).items()}
    rules = ", ".join(
        f"{name} {number(linear[name])}" for name in sorted(linear, key=lambda name: linear[name])
    )
    best = min(linear, key=lambda name: linear[name])
    errors = runs["measured"].nrmse
    years = span(TASK.series.times[TASK.target_places[0, 0] :])
    return Caption(
        claim=f"Networks continued the held-out years best after training on {NAMES[ranked[0]]}, "
        f"worst after training on {NAMES[ranked[-1]]}.",
        text="Above, the training series: the best sine of the training years, the same under two "
        "kinds of noise as strong as the real residual, and the measured years. Below, every "
        f"network reads measured months and continues the next twelve, {years}. Drawn is the "
        "median seed trained on the measured years, from each January; dotted the climatology, "
        "each calendar month's mean. The errors are from every month; dots are seeds, bars 95 % of "
        f"resamples of the tested years, for the median seed or the rule. Median NRMSE: {listed}. "
        f"Without a network: {rules}; AR(n) is a linear rule on the last n months. Of the "
        f"networks trained on the measured years, {words.count(errors < linear[best])} beat "
        f"{best} and {words.count(errors < linear['climatology'])} the climatology. Data: "
        f"{TASK.series.source}; {TASK.series.licence}.",
        alt="Four small charts of training series: a clean sine; the sine under jagged white "
        "noise; the sine under slowly wandering noise; the measured temperature. Below: "
        f"measured temperature {years} as a broad band and the network's continuation of each "
        f"year as a line. Last panel: errors. Networks trained on {listed} (medians). Without a "
        f"network: {rules}.",
    )
