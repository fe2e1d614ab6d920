"""Final error over a sweep of learning rates, and a map of learning rate by batch size."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import Values, better_of, error_after
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.experiments.learning_rate import (
    LEARNING_RATES,
    MAPPED_BATCH_SIZES,
    MAPPED_RATES,
    SWEPT_RATES,
    at_rate,
)
from lstm_tutor.figure.drawing.curves import band, error_scale, label, plain_ticks, reference
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.history import History

TITLE = "Between too low and too high"
Setting = tuple[float, int]  # learning rate, batch size
EXPERIMENTS = {(rate, BASELINE.batch_size): at_rate(rate) for rate in SWEPT_RATES} | {
    (rate, size): at_rate(rate, size) for rate in MAPPED_RATES for size in MAPPED_BATCH_SIZES
}
SETTINGS = words.settings(BASELINE, len(SEEDS)) + "; rate and batch size varied"
SIZE = (1040, 400)
EPOCHS = 20
MARKED = {"low": SWEPT_RATES[0], "medium": BASELINE.learning_rate, "high": SWEPT_RATES[-1]}


CLAIM = Claim(
    sentence="The suitable rate ends with a smaller error than both the low and the high rate.",
    check="Free-run error (NRMSE) after 20 epochs: the better of the low and the high rate "
    "against the suitable rate, seed by seed: larger by more than a factor of 2.",
    treatment=better_of(error_after("low", EPOCHS), error_after("high", EPOCHS)),
    control=error_after("medium", EPOCHS),
    panel=LEARNING_RATES,
)


def draw(runs: Mapping[Setting, History]) -> Drawing:
    """Left: the sweep, a dot for each seed. Right: the map, a median in each cell."""
    drawing = new_drawing(SIZE)
    sweep, chart = drawing.subplots(1, 2, width_ratios=(1.15, 1))
    _draw_sweep(sweep, runs)
    _draw_map(chart, runs)
    return drawing


def _draw_sweep(ax: Axes, runs: Mapping[Setting, History]) -> None:
    errors = {rate: runs[rate, BASELINE.batch_size].nrmse_at(EPOCHS) for rate in SWEPT_RATES}
    medians = [words.median(values) for values in errors.values()]
    low, high = zip(*(words.middle(values) for values in errors.values()), strict=True)
    band(ax, SWEPT_RATES, low, high, "muted", "middle 80 %", alpha=0.18)
    for rate, values in errors.items():
        (dots,) = ax.plot([rate] * len(values), values, "o", color=LIGHT["muted"])
        name = f"every seed, learning rate {plain(rate)}"
        dots.set(markersize=2, alpha=0.35, label=name)
    ax.plot(SWEPT_RATES, medians, color=LIGHT["ink"], linewidth=2, label="median")
    for (role, rate), (align, marker) in zip(
        MARKED.items(), (("left", "v"), ("center", "o"), ("right", "^")), strict=True
    ):
        value = words.median(errors[rate])
        ax.plot(rate, value, marker, color=LIGHT[f"s-{role}"], markersize=10, label="_")
        below = role == "medium"
        label(ax, rate, value * (0.5 if below else 2.1), role, f"s-{role}", ha=align)
    reference(ax, 1, "as good as predicting the mean", x=0.72)
    ax.set_xscale("log")
    plain_ticks(ax.xaxis, (0.0001, 0.001, 0.01, 0.1, 1))
    error_scale(ax, ticks=(0.001, 0.01, 0.1, 1, 10), top=15)
    ax.set(xlabel=f"learning rate (batch size {BASELINE.batch_size})")
    ax.set_title(f"Error of the free run (NRMSE) after {EPOCHS} epochs")


def _draw_map(ax: Axes, runs: Mapping[Setting, History]) -> None:
    medians = map_of_medians(runs)
    for row, column in np.ndindex(medians.shape):
        value = float(medians[row, column])
        best = bool(row == np.argmin(medians[:, column]))
        depth = float(np.clip(-np.log10(value) / 2.5, 0, 1))  # none from 1 up, full at 0.003
        _draw_cell(ax, column, row, depth, best=best)
        label = ax.text(
            column,
            row,
            number(value),
            color=LIGHT["paper" if depth > 0.5 else "ink"],
            ha="center",
            va="center",
            fontweight="bold" if best else "normal",
        )
        rate, size = plain(MAPPED_RATES[row]), MAPPED_BATCH_SIZES[column]
        label.set_label(f"median, learning rate {rate}, batch size {size}")
    ax.set(
        xlim=(-0.55, len(MAPPED_BATCH_SIZES) - 0.45),
        ylim=(-0.55, len(MAPPED_RATES) - 0.45),
        xticks=range(len(MAPPED_BATCH_SIZES)),
        yticks=range(len(MAPPED_RATES)),
        xlabel="batch size",
        ylabel="learning rate",
    )
    ax.set_xticklabels([str(size) for size in MAPPED_BATCH_SIZES])
    ax.set_yticklabels([plain(rate) for rate in MAPPED_RATES])
    ax.grid(visible=False)
    ax.set_title("Median error; framed: best rate of each batch size")


def _draw_cell(ax: Axes, column: int, row: int, depth: float, *, best: bool) -> None:
    corner = (column - 0.47, row - 0.47)
    ax.add_patch(Rectangle(corner, 0.94, 0.94, facecolor=LIGHT["s-medium"], alpha=depth))
    if best:
        ax.add_patch(
            Rectangle(
                corner, 0.94, 0.94, facecolor="none", edgecolor=LIGHT["s-high"], linewidth=2.4
            )
        )


def map_of_medians(runs: Mapping[Setting, History]) -> Values:
    """Median error of each learning rate (rows) at each batch size (columns)."""
    return np.array(
        [
            [words.median(runs[rate, size].nrmse_at(EPOCHS)) for size in MAPPED_BATCH_SIZES]
            for rate in MAPPED_RATES
        ]
    )


def caption(runs: Mapping[Setting, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    size = BASELINE.batch_size
    medians = {rate: words.median(runs[rate, size].nrmse_at(EPOCHS)) for rate in SWEPT_RATES}
    best = min(SWEPT_RATES, key=lambda rate: medians[rate])
    chart = map_of_medians(runs)
    bests = [plain(MAPPED_RATES[row]) for row in np.argmin(chart, axis=0)]
    moves = ", ".join(
        f"{rate} at batch size {size}" for rate, size in zip(bests, MAPPED_BATCH_SIZES, strict=True)
    )
    medium = BASELINE.learning_rate
    good = [plain(rate) for rate in SWEPT_RATES if medians[rate] <= 0.1]
    return Caption(
        claim="Between too low and too high lies a valley of rates that work. For the smallest "
        "batches it lies at smaller rates.",
        text=f"The curve: with batches of {size} windows, rates from {good[0]} to {good[-1]} end "
        f"below a median error of 0.1. Our medium rate, {plain(medium)}, ends at "
        f"{number(medians[medium])}; the lowest median of this sweep is "
        f"{number(medians[best])} at {plain(best)}. The table: the best of "
        f"{len(MAPPED_RATES)} rates for each batch size, at the same number of epochs: {moves}. A "
        "best rate at the edge of the table may not be the best of all. Where the same rate is "
        "best for several sizes the error still grows with the size: fewer updates fit into the "
        "same epochs.",
        alt=f"First panel: free-run error after {EPOCHS} epochs over learning rates, both "
        "logarithmic; a valley: "
        + ", ".join(f"{plain(r)}: {number(m)}" for r, m in medians.items())
        + ". Second panel: a table of median errors by learning rate and batch size; lowest: "
        f"{moves}.",
        values={
            f"best-rate-{size}": rate for size, rate in zip(MAPPED_BATCH_SIZES, bests, strict=True)
        },
    )
