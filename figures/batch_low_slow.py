"""Error over epochs, updates and seconds, for three batch sizes at two choices of rate."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.base.project import TIMINGS
from lstm_tutor.evidence import ranks, words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import Values, error_at_the_end
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.experiments.batch_size import BATCH_SIZES
from lstm_tutor.figure import timings
from lstm_tutor.figure.drawing.curves import band, error_scale, label, plain_ticks, spread_apart
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History

TITLE = "Slow by which clock?"
ROWS = ("baseline", "retuned rate")
ROLES = {"low": "-", "medium": "--", "high": ":"}
EXPERIMENTS = {(row, role): BATCH_SIZES[row][role] for row in ROWS for role in ROLES}
SETTINGS = words.settings(BASELINE, len(SEEDS)) + "; rate and batch size varied"
SIZE = (1040, 560)
FILES = (TIMINGS,)

CLAIM = Claim(
    sentence="At the end of training the low batch size leaves a larger error than the suitable "
    "one.",
    check="Free-run error (NRMSE) after the last epoch, low batch size against suitable batch "
    "size, seed by seed: larger by more than a factor of 2. Retuned rate: each size at its own "
    "best rate. Equal updates: 400 updates for every size.",
    treatment=error_at_the_end("low"),
    control=error_at_the_end("medium"),
    panel=BATCH_SIZES,
)


def draw(runs: Mapping[tuple[str, str], History]) -> Drawing:
    """Rows: the baseline's rate, each size's own best rate. Columns: three clocks."""
    drawing = new_drawing(SIZE)
    axes = drawing.subplots(len(ROWS), 3, sharey=True)
    seconds = timings.read().epochs
    for row, axes_of_row in zip(ROWS, axes, strict=True):
        for role, style in ROLES.items():
            history = runs[row, role]
            epochs = history.epochs.astype(float)
            clocks = (
                epochs,
                epochs * history.config.updates_per_epoch,
                epochs * seconds[history.config.batch_size],
            )
            for ax, clock in zip(axes_of_row, clocks, strict=True):
                name = f"batch size {history.config.batch_size}"
                _draw_curve(ax, clock[1:], history.nrmse[:, 1:], f"s-{role}", style, name)
        _name(axes_of_row[0], {role: runs[row, role] for role in ROLES})
    for ax, clock_name in zip(
        axes[1], ("epoch", "updates", "seconds, one network alone"), strict=True
    ):
        ax.set_xlabel(clock_name)
    for column, ticks in ((1, (1, 10, 100, 1000, 10_000)), (2, (0.01, 0.1, 1))):
        for ax in axes[:, column]:
            ax.set_xscale("log")
            plain_ticks(ax.xaxis, ticks)
    for ax in axes[:, 0]:
        ax.set(xlim=(0, 29), xticks=(0, 5, 10, 15, 20))
    for axes_of_row, rate in zip(axes, ("baseline's rate", "best rates"), strict=True):
        for ax, clock_name in zip(axes_of_row, ("epochs", "updates", "seconds"), strict=True):
            ax.set_label(f"NRMSE over {clock_name}, {rate}")
    axes[0, 0].set_title("at the baseline's rate: NRMSE over epochs")
    axes[1, 0].set_title("at each size's own best rate")
    axes[0, 1].set_title("over updates")
    axes[0, 2].set_title("over seconds")
    return drawing


def _draw_curve(
    ax: Axes, clock: Values, errors: Values, colour: str, style: str, name: str
) -> None:
    band(ax, clock, *ranks.middle(errors), colour, f"middle 80 %, {name}", alpha=0.13)
    (median,) = ax.plot(
        clock, ranks.median(errors), color=LIGHT[colour], linewidth=2.4, linestyle=style
    )
    median.set_label(f"median, {name}")
    ax.axhline(GOAL, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)), label="_")
    error_scale(ax, ticks=(0.001, 0.01, 0.1, 1), top=3)


def _name(ax: Axes, histories: Mapping[str, History]) -> None:
    """Label the curves with their batch sizes at their ends, without overlaps."""
    ends = [np.log10(words.median(history.nrmse[:, -1])) for history in histories.values()]
    heights = spread_apart(ends, gap=0.3)
    for (role, history), height in zip(histories.items(), heights, strict=True):
        label(ax, 20.4, 10**height, f"batch {history.config.batch_size}", f"s-{role}")


def caption(runs: Mapping[tuple[str, str], History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    ends = {key: number(words.median(history.nrmse[:, -1])) for key, history in runs.items()}
    sizes = {role: runs["baseline", role].config.batch_size for role in ROLES}
    rates = {role: plain(runs["retuned rate", role].config.learning_rate) for role in ROLES}
    recorded = timings.read()
    seconds = {role: recorded.epochs[size] for role, size in sizes.items()}
    ratio = seconds["low"] / seconds["medium"]
    needed = {
        role: f"{words.median(runs['retuned rate', role].epochs_to_reach()):.0f}"
        for role in ("low", "medium")
    }
    return Caption(
        claim="A batch size of 1 learns badly at the baseline's rate, and as well as 25 at a rate "
        "of its own.",
        text=f"Medians over the seeds, bands the middle 80 %. Above: at the rate "
        f"{plain(BASELINE.learning_rate)} batch {sizes['low']} ends at "
        f"{ends['baseline', 'low']}, batch {sizes['medium']} at {ends['baseline', 'medium']}. "
        f"Below: at the best of six rates for each ({rates['low']} and {rates['medium']}) they end "
        f"at {ends['retuned rate', 'low']} and {ends['retuned rate', 'medium']}, and half of the "
        f"seeds reach the goal by epoch {needed['low']} and {needed['medium']}. The price is "
        f"time: an epoch of single windows takes {ratio:.0f} times as long as one of batches of "
        f"{sizes['medium']}. The best rates were chosen on these same seeds, a small advantage "
        f"for every size. Seconds measured once on: {recorded.machine}.",
        alt="Six line charts of the free-run error, for batch sizes "
        f"{', '.join(map(str, sizes.values()))}, over epochs, updates and seconds, at the "
        "baseline's rate and at each size's own best rate. At the end: "
        + "; ".join(f"{row}, {role}: {value}" for (row, role), value in ends.items())
        + ".",
        values={
            "low": ends["baseline", "low"],
            "medium": ends["baseline", "medium"],
            "low-retuned": ends["retuned rate", "low"],
            "medium-retuned": ends["retuned rate", "medium"],
            "low-rate": rates["low"],
            "times-as-long": f"{ratio:.0f}",
        },
    )
