"""Errors in exploRNN's own recipe: its rates, batch sizes and noise, with 40 seeds."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import words
from lstm_tutor.evidence.measures import squared_errors
from lstm_tutor.experiments.replication import EQUAL_UPDATES, LEVELS, RATES, SEEDS, SIZES
from lstm_tutor.figure.drawing.curves import label, plain_ticks
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.history import History

TITLE = "exploRNN's recipe, repeated"
SECTION = "Training"
EXPERIMENTS = {
    **{("rate", role): config for role, config in RATES.items()},
    **{("batch", role): config for role, config in SIZES.items()},
    **{("noise", role): config for role, config in LEVELS.items()},
    ("updates", "high"): EQUAL_UPDATES["high"],
}
SETTINGS = words.settings(RATES["medium"], len(SEEDS)) + ", where nothing else is said"
SIZE = (640, 560)
EPOCHS = 20
UPDATES = EPOCHS * SIZES["medium"].updates_per_epoch
OF_ZERO = 0.5  # the mean square of a sine, which is the error of always predicting zero

KINDS = {"one step": ("o", "s-low"), "free run": ("s", "s-high")}


class Row(NamedTuple):
    """One setting at one epoch."""

    name: str
    words: str
    run: tuple[str, str]
    epoch: int


def rows() -> list[Row]:
    """All settings in the order of the chapter, then batch sizes at equal updates."""
    found = [
        Row(f"rate-{role}", f"rate {plain(config.learning_rate)}", ("rate", role), EPOCHS)
        for role, config in RATES.items()
    ]
    found += [
        Row(f"batch-{role}", f"batch {config.batch_size}", ("batch", role), EPOCHS)
        for role, config in SIZES.items()
    ]
    found += [
        Row(f"noise-{role}", f"noise ±{plain(config.noise_scale)}", ("noise", role), EPOCHS)
        for role, config in LEVELS.items()
    ]
    for role, run in (("low", "batch"), ("medium", "batch"), ("high", "updates")):
        config = SIZES[role]
        epoch = UPDATES // config.updates_per_epoch
        text = f"batch {config.batch_size}, {UPDATES} updates"
        found.append(Row(f"updates-{role}", text, (run, role), epoch))
    return found


def errors(runs: Mapping[tuple[str, str], History], row: Row) -> dict[str, NDArray[np.float64]]:
    """Mean squared errors of all seeds, of one step and of the free run."""
    one_step, free_run = squared_errors(runs[row.run], row.epoch)
    return {"one step": one_step, "free run": free_run}


def draw(runs: Mapping[tuple[str, str], History]) -> Drawing:
    """Two marks for each setting on a logarithmic axis: medians, with the middle 80 % of seeds."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    shown = rows()
    for y, row in enumerate(shown):
        for shift, (kind, values) in zip((-0.17, 0.17), errors(runs, row).items(), strict=True):
            marker, colour = KINDS[kind]
            low, high = words.middle(values)
            name = f"{row.words}, {kind}"
            ax.plot([low, high], [y + shift] * 2, color=LIGHT[colour], label=f"{name}, middle 80 %")
            ax.plot(
                [words.median(values)],
                [y + shift],
                marker,
                color=LIGHT[colour],
                markersize=9,
                label=f"{name}, median",
            )
    for kind, shift in (("one step", -0.5), ("free run", 0.5)):
        marker, colour = KINDS[kind]
        end = words.middle(errors(runs, shown[0])[kind])[1]
        label(ax, end * 1.35, shift * 0.45, kind, colour)
    ax.axvline(OF_ZERO, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)), label="_")
    ax.text(OF_ZERO, -0.95, "predicting zero ", color=LIGHT["muted"], ha="right", fontsize=12)
    for between in (2.5, 5.5, 7.5):
        ax.axhline(between, color=LIGHT["grid"], linewidth=0.8, label="_")
    ax.set_xscale("log")
    ax.set(ylim=(len(shown) - 0.4, -1.3), yticks=range(len(shown)))
    ax.set_yticklabels([row.words for row in shown])
    plain_ticks(ax.xaxis, (0.001, 0.01, 0.1, 1))
    ax.grid(visible=False, axis="y")
    ax.grid(visible=True, axis="x")
    ax.set_title(f"Mean squared error, {len(SEEDS)} seeds")
    return drawing


def caption(runs: Mapping[tuple[str, str], History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    found = {row.name: errors(runs, row) for row in rows()}
    medians = {
        f"{name}-{kind.replace(' ', '-')}": number(words.median(values))
        for name, kinds in found.items()
        for kind, values in kinds.items()
    }
    best = {
        kind: min(SIZES, key=lambda role: words.median(found[f"batch-{role}"][kind]))
        for kind in KINDS
    }
    sizes = {kind: SIZES[role].batch_size for kind, role in best.items()}
    verb = "the same as" if len(set(sizes.values())) == 1 else "another than"
    return Caption(
        claim="Which setting of exploRNN's recipe is best depends on what is measured."
        if verb == "another than"
        else "In exploRNN's recipe both errors name the same batch size as best.",
        text=f"The batch size with the smallest error of one step is {sizes['one step']}, {verb} "
        f"the one with the smallest error of the free run, {sizes['free run']}. Marks are medians "
        f"of {len(SEEDS)} seeds after {EPOCHS} epochs, bars the middle 80 %. The last three rows "
        f"compare the batch sizes after {UPDATES} updates each.",
        alt="Chart of mean squared errors, one step and free run, for each setting: "
        + "; ".join(
            f"{row.words}: {medians[row.name + '-one-step']} and {medians[row.name + '-free-run']}"
            for row in rows()
        )
        + ".",
        values=medians,
    )
