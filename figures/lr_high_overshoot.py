"""The loss along the lines of actual updates, at three rates and with warm-up."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import ranks, words
from lstm_tutor.evidence.claims import Claim, Runs
from lstm_tutor.evidence.measures import Values
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.learning_rate import (
    FIRST_UPDATES,
    UPDATE_LINES,
    WARMED_UP,
    WARMED_UP_LINE,
    WARMUP_UPDATES,
)
from lstm_tutor.figure.drawing.curves import label, plain_ticks, seed_names, spread_apart
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.probes.update_line import ALPHAS, SATURATED, UpdateLine
from lstm_tutor.training.history import History

TITLE = "Where the step lands, and where the valley is"
EXPERIMENTS = {**UPDATE_LINES["baseline"], "warm-up": WARMED_UP_LINE, "warmed up": WARMED_UP}
SETTINGS = words.settings(WARMED_UP_LINE.training, len(SEEDS))
SIZE = (1040, 560)

ARMS = {"low": "s-low", "medium": "s-medium", "high": "s-high", "warm-up": "s-high"}


def _steps(runs: Runs) -> Values:
    return np.asarray(runs["high"].overshoot(FIRST_UPDATES))


def _no_overshoot(runs: Runs) -> Values:
    return np.ones(len(runs["high"].seeds))


CLAIM = Claim(
    sentence="At the high rate the first updates step far past the lowest point on their line.",
    check="Length of the step against the way to the lowest loss (on all training windows) along "
    "the same line, geometric mean of updates 1, 2 and 3 at the high rate: longer by more than a "
    "factor of 2, seed by seed. Factors are held between 0.1 and 100, the ends of the line; "
    "where every measured point on the line is higher than its start, the factor counts as 100.",
    treatment=_steps,
    control=_no_overshoot,
    panel={setting: {"high": roles["high"]} for setting, roles in UPDATE_LINES.items()},
)


def draw(runs: Mapping[str, Any]) -> Drawing:
    """Above: median loss along each update's line. Below: share of saturated gates."""
    drawing = new_drawing(SIZE)
    axes = drawing.subplots(2, len(ARMS), sharey="row", height_ratios=(2.3, 1))
    for column, (role, colour) in enumerate(ARMS.items()):
        line = runs[role]
        _draw_lines(axes[0, column], line, colour)
        _draw_saturation(axes[1, column], line, colour)
        rate = f"{role}: rate {plain(line.config.training.learning_rate)}"
        if role == "warm-up":
            rate = f"rate 1 after {WARMUP_UPDATES} updates of warm-up"
        axes[0, column].set_title(rate, color=LIGHT[colour])
        axes[1, column].set_label(f"saturated gates, {rate}")
    axes[0, 0].set_ylabel("loss on all training windows")
    axes[1, 0].set_ylabel("saturated gates, %")
    return drawing


def _draw_lines(ax: Axes, line: UpdateLine, colour: str) -> None:
    """One curve for each update, later ones thinner; dot: minimum; line at 1: where it ends."""
    alphas = np.array(ALPHAS)
    place = np.where(alphas == 0, ALPHAS[1] / 2, alphas)  # a logarithmic axis has no 0
    losses = ranks.median(line.losses)  # (U, A)
    ends = np.log10(losses[:, -1])
    flat = bool(np.ptp(ends) < 0.1)
    heights = spread_apart(ends.tolist(), gap=0.42)
    for order, update in enumerate(line.config.updates):
        strength = 1 - 0.15 * order
        curve = losses[order]
        (path,) = ax.plot(place, curve, color=LIGHT[colour], linewidth=2.4 * strength)
        path.set(alpha=strength, label=f"update {update}, median (α = 0 stands at {place[0]})")
        lowest = int(np.argmin(curve))
        ax.plot(place[lowest], curve[lowest], "o", color=LIGHT[colour], markersize=6, label="_")
        if not flat:
            label(ax, 11.5, 10 ** heights[order], f"{update}", colour, fontsize=12, clip_on=False)
    if flat:
        label(ax, 9, 2.2 * losses[0, -1], "all updates: flat", colour, fontsize=12, ha="right")
    label(ax, 0.85, 900, "lands\nhere", "muted", fontsize=12, fontweight="normal", ha="right")
    ax.axvline(1, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)), label="_")
    ax.set(xscale="log", yscale="log", xlim=(ALPHAS[1] / 2.4, 10))
    ax.set_xlabel("α (1: after the update)")
    plain_ticks(ax.xaxis, (0.01, 0.1, 1, 10))
    plain_ticks(ax.yaxis, (0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000))


def _draw_saturation(ax: Axes, line: UpdateLine, colour: str) -> None:
    """Draw every seed thin and the median as bars."""
    places = np.arange(len(line.config.updates))
    shares, names = 100 * line.saturated, seed_names(line.seeds)
    middle = 100 * ranks.median(line.saturated)
    ax.bar(places, middle, color=LIGHT[colour], alpha=0.55, label="median")
    ax.plot(places, shares.T, "o", color=LIGHT[colour], markersize=1.8, alpha=0.35, label=names)
    ax.set(ylim=(0, 103), xticks=places, xlabel="after update")
    ax.set_xticklabels([str(update) for update in line.config.updates])


def caption(runs: Mapping[str, Any]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    lines: dict[str, UpdateLine] = {role: runs[role] for role in ARMS}
    high = lines["high"]
    landing = ALPHAS.index(1.0)
    before = words.median(high.losses[:, 0, 0])
    after = words.median(high.losses[:, 0, landing])
    steps = [number(words.median(high.overshoot((update,)))) for update in FIRST_UPDATES]
    over_all = {
        role: number(words.median(line.overshoot(FIRST_UPDATES))) for role, line in lines.items()
    }
    saturated = [100 * words.median(high.saturated[:, place]) for place in (0, -1)]
    medium = lines["medium"].losses
    raised = [words.count(medium[:, k, landing] > medium[:, k, 0]) for k in (-2, -1)]
    warmed: History = runs["warmed up"]
    still_bad = words.count(~(warmed.nrmse_at(warmed.config.epochs) <= 1))
    return Caption(
        claim="At the high rate the very first step jumps over the valley and far up the other "
        "side.",
        text="Every seed's update has a line of its own, from its start (left end) to where it "
        "lands (α = 1, dashed) and beyond. A curve is the median loss over the seeds, and its dot "
        "the lowest point of that curve, which need not be the median of the seeds' own lowest "
        "points. At the high rate the first "
        f"update takes the loss from {number(before)} to {number(after)}. Updates 1, 2 "
        f"and 3 are {steps[0]}, {steps[1]} and {steps[2]} times too long in the median over seeds; "
        f"the geometric mean of a seed's three is {over_all['high']} in the median "
        f"(medium rate: {over_all['medium']}; with warm-up: "
        f"{over_all['warm-up']}; low rate: at most {over_all['low']}, the end of the measured "
        f"line). Below: the share of gates within {SATURATED} of 0 or 1; at the high rate "
        f"{saturated[0]:.0f} % after one update, {saturated[1]:.0f} % after 100. Do not "
        "conclude too much: at the medium rate, too, updates 10 and 100 raise the loss in "
        f"{raised[0]} and {raised[1]} seeds, and it learns. Bars are medians, the dots on them "
        "single seeds.",
        alt="Loss along the line of updates 1, 2, 3, 10 and 100, logarithmic, for four trainings. "
        f"At the high rate the first step takes the loss from {number(before)} to "
        f"{number(after)}. Step length over way to the lowest point, updates 1 to 3: "
        + ", ".join(f"{role} {value}" for role, value in over_all.items())
        + f". Saturated gates at the high rate: {saturated[0]:.0f} %, later {saturated[1]:.0f} %.",
        values={
            "before": number(before),
            "after": number(after),
            "raised-at-10": raised[0],
            "raised-at-100": raised[1],
            "worse-with-warm-up": still_bad,
        },
    )
