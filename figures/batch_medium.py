"""Final error over batch sizes, at equal epochs and at equal updates."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import better_of, error_at_the_end
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.experiments.batch_size import BATCH_SIZES, EQUAL_UPDATES, with_equal_updates
from lstm_tutor.experiments.learning_rate import MAPPED_BATCH_SIZES, at_rate
from lstm_tutor.figure.drawing.curves import band, error_scale, label, plain_ticks
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.history import History

TITLE = "Between a single window and all of them"
RATE = BASELINE.learning_rate
EXPERIMENTS = {
    **{("epochs", size): at_rate(RATE, size) for size in MAPPED_BATCH_SIZES},
    **{("updates", size): with_equal_updates(size) for size in MAPPED_BATCH_SIZES},
}
SETTINGS = words.settings(BASELINE, len(SEEDS)) + "; batch size varied"
SIZE = (1040, 380)
MARKED = {1: "low", 25: "medium", 400: "high"}

CLAIM = Claim(
    sentence="The suitable batch size ends with a smaller error than both the low and the high "
    "one.",
    check="Free-run error (NRMSE) after the last epoch: the better of the low and the high batch "
    "size against the suitable one, seed by seed: larger by more than a factor of 2. Retuned "
    "rate: each size at its own best rate. Equal updates: 400 updates for every size.",
    treatment=better_of(error_at_the_end("low"), error_at_the_end("high")),
    control=error_at_the_end("medium"),
    panel=BATCH_SIZES,
)


def draw(runs: Mapping[tuple[str, int], History]) -> Drawing:
    """Two sweeps on one scale: equal epochs, equal updates."""
    drawing = new_drawing(SIZE)
    epochs, updates = drawing.subplots(1, 2, sharey=True)
    _draw_sweep(epochs, {size: runs["epochs", size] for size in MAPPED_BATCH_SIZES})
    _draw_sweep(updates, {size: runs["updates", size] for size in MAPPED_BATCH_SIZES})
    epochs.set_title(f"NRMSE at equal epochs: {BASELINE.epochs} for every size")
    updates.set_title(f"NRMSE at equal updates: {EQUAL_UPDATES} for every size")
    return drawing


def _draw_sweep(ax: Axes, runs: Mapping[int, History]) -> None:
    errors = {size: history.nrmse[:, -1] for size, history in runs.items()}
    medians = [words.median(values) for values in errors.values()]
    low, high = zip(*(words.middle(values) for values in errors.values()), strict=True)
    sizes = list(errors)
    band(ax, sizes, low, high, "muted", "middle 80 %", alpha=0.18)
    for size, values in errors.items():
        (dots,) = ax.plot([size] * len(values), values, "o", color=LIGHT["muted"])
        dots.set(markersize=2, alpha=0.35, label=f"every seed, batch size {size}")
    ax.plot(sizes, medians, color=LIGHT["ink"], linewidth=2, label="median")
    for size, role in MARKED.items():
        value = words.median(errors[size])
        ax.plot(size, value, "o", color=LIGHT[f"s-{role}"], markersize=9, label="_")
        name = f" {role}: {number(value)} "
        below = role == "medium" or value == min(medians)
        side = {"low": "left", "medium": "center", "high": "right"}[role]
        label(ax, size, value * (0.45 if below else 2.3), name, f"s-{role}", ha=side)
    ax.set_xscale("log")
    plain_ticks(ax.xaxis, sizes)
    error_scale(ax, ticks=(0.001, 0.01, 0.1, 1), top=5)
    ax.set_xlabel(f"batch size (learning rate {plain(RATE)})")


def caption(runs: Mapping[tuple[str, int], History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    medians = {key: words.median(history.nrmse[:, -1]) for key, history in runs.items()}
    listed = {
        clock: ", ".join(f"{size}: {number(medians[clock, size])}" for size in MAPPED_BATCH_SIZES)
        for clock in ("epochs", "updates")
    }
    best = {
        clock: min(MAPPED_BATCH_SIZES, key=lambda size: medians[clock, size])
        for clock in ("epochs", "updates")
    }
    return Caption(
        claim=f"At equal epochs a batch size of {best['epochs']} is best, at equal updates one of "
        f"{best['updates']}.",
        text=f"Medians after {BASELINE.epochs} epochs, by batch size: {listed['epochs']}. After "
        f"{EQUAL_UPDATES} updates: {listed['updates']}. But {EQUAL_UPDATES} updates of all "
        f"{BASELINE.windows} windows read {EQUAL_UPDATES} times as much data as {EQUAL_UPDATES} "
        "updates of one. All at one learning rate, which is too high for the small sizes. Dots "
        "are seeds, the band the middle 80 %.",
        alt="Free-run error over batch sizes, both logarithmic. Equal epochs: "
        f"{listed['epochs']}. Equal updates: {listed['updates']}.",
    )
