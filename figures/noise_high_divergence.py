"""High noise on fixed and on fresh data, at two rates: losses and the continuation's error."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import ranks, words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import error_at_the_end, goal, mean_squared_error
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.noise import FIXED_AND_FRESH, HIGH_NOISE_PANEL
from lstm_tutor.figure.drawing.curves import DASHES, all_seeds, label, reference, seed_names
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.history import History
from lstm_tutor.training.predictors import floor, goal_of
from lstm_tutor.training.samples import held_out

TITLE = "Too much noise, or too little data?"
EXPERIMENTS = FIXED_AND_FRESH
SETTINGS = words.settings(HIGH_NOISE_PANEL["baseline"]["high"], len(SEEDS))
SIZE = (1040, 640)
TITLES = ("Training loss", "Validation loss", "Error of the free run (NRMSE)")
RATES = tuple(dict.fromkeys(rate for rate, _ in EXPERIMENTS))
LOOKS = {"fixed": ("s-high", "-"), "fresh": ("s-low", "--")}

CLAIM = Claim(
    sentence="At high noise the free run is above its goal after 60 epochs.",
    check="Free-run error (NRMSE) after the last of 60 epochs at high noise, against the goal, "
    "which is twice the floor: larger, seed by seed. No further margin: the goal has one.",
    treatment=error_at_the_end("high"),
    control=goal,
    panel=HIGH_NOISE_PANEL,
    margin=1.0,
)


def validation_loss(history: History) -> NDArray[np.float64]:
    """Mean squared error of the next point on windows not trained on, (R, E).

    Measured against the clean point; the noise of a noisy one adds its variance.
    """
    clean = mean_squared_error(history, history.one_step)
    return np.asarray(clean + history.config.noise_scale**2)


def lowest_loss(history: History) -> float:
    """The loss of the ideal predictor on the same windows."""
    spread = np.std(held_out(history.config, history.seeds).targets, dtype=np.float64)
    clean = floor(history.config, history.seeds, steps=1) * spread
    return float(clean**2 + history.config.noise_scale**2)


Runs = Mapping[tuple[float, str], History]


def draw(runs: Runs) -> Drawing:
    """A row for each rate: training loss, validation loss and free run, on fixed and fresh data."""
    drawing = new_drawing(SIZE)
    for row, rate in zip(drawing.subplots(len(RATES), 3, sharex=True), RATES, strict=True):
        _draw_rate(row, {role: runs[rate, role] for role in LOOKS})
        row[0].set_ylabel(f"learning rate {plain(rate)}")
        for ax, title in zip(row, TITLES, strict=True):
            ax.set_label(f"{title}, learning rate {plain(rate)}")
    for ax, title in zip(drawing.axes, TITLES, strict=False):  # those of the first row
        ax.set_title(title)
    for ax in row:
        ax.set(xlim=(0, runs[rate, "fixed"].config.epochs), xlabel="epoch")
    return drawing


def _draw_rate(row: Sequence[Axes], by_role: Mapping[str, History]) -> None:
    training, validation, error = row
    for role, history in by_role.items():
        colour, style = LOOKS[role]
        epochs = np.arange(1, history.config.epochs + 1)
        for ax, x, values in (
            (training, epochs, history.training_loss),
            (validation, history.epochs, validation_loss(history)),
            (error, history.epochs, history.nrmse),
        ):
            rows = seed_names(history.seeds)
            all_seeds(ax, x, values, colour, style, rows=rows, of=f"{role} data")
    last = len(epochs) - 1
    for role, height in (("fixed", 1.75), ("fresh", 0.75)):
        colour, style = LOOKS[role]
        label(validation, last, height, f"{DASHES[style]} {role} data", colour, ha="right")
    reference(training, lowest_loss(history), "")
    reference(validation, lowest_loss(history), "ideal predictor", x=0.99, va="top")
    reference(error, floor(history.config, history.seeds), "the floor")
    paper = {"facecolor": LIGHT["paper"], "edgecolor": "none", "pad": 0.6}
    reference(error, goal_of(history.config, history.seeds), "goal", x=0.99, bbox=paper)
    for ax in row:
        ax.set(ylim=(0, 2.2), yticks=(0, 0.5, 1, 1.5, 2))


def caption(runs: Runs) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    any_run = next(iter(runs.values()))
    last = any_run.config.epochs
    goal_value = goal_of(any_run.config, any_run.seeds)
    told = {rate: {role: _told(runs[rate, role]) for role in LOOKS} for rate in RATES}
    usual, lower = RATES
    reached = {
        key: words.count(history.nrmse_at(last) <= goal_value) for key, history in runs.items()
    }
    fixed, fresh = ({rate: told[rate][role] for rate in RATES} for role in LOOKS)
    return Caption(
        claim="On a fixed data set the network learns the noise by heart. With fresh data in every "
        "epoch it cannot.",
        text=f"Solid: the same {any_run.config.windows} windows in every epoch. Dashed: new ones. "
        f"On fixed windows the training loss falls, at its lowest, to {fixed[usual].lowest} at "
        f"the rate {plain(usual)} and to {fixed[lower].lowest} at {plain(lower)}. The "
        f"ideal predictor's is {number(lowest_loss(any_run))}: what lies below that is "
        f"memorised noise. The validation loss ends at {fixed[usual].validation} and "
        f"{fixed[lower].validation}, and the free run, once down to {fixed[usual].best} and "
        f"{fixed[lower].best}, at {fixed[usual].end} and {fixed[lower].end}. On fresh windows the "
        f"free run ends at {fresh[usual].end} and {fresh[lower].end}. The goal of "
        f"{number(goal_value)}, twice the floor, is then met by {reached[usual, 'fixed']} "
        f"and {reached[lower, 'fixed']} seeds with fixed data, by {reached[usual, 'fresh']} and "
        f"{reached[lower, 'fresh']} with fresh data. Values are medians.",
        alt=f"Six line charts over {last} epochs, fixed against fresh data, at two rates. "
        + " ".join(
            f"Rate {plain(rate)}: the lowest training loss is {fixed[rate].lowest} against "
            f"{fresh[rate].lowest}, the last validation loss {fixed[rate].validation} against "
            f"{fresh[rate].validation}, the last free-run error {fixed[rate].end} against "
            f"{fresh[rate].end}."
            for rate in RATES
        ),
        values={
            "training-lowest": fixed[lower].lowest,
            "validation-end": fixed[lower].validation,
            "free-run-best": fixed[lower].best,
            "free-run-end": fixed[lower].end,
            "fresh-end": fresh[lower].end,
            "fresh-reached": reached[lower, "fresh"],
            "fixed-reached": reached[lower, "fixed"],
        },
    )


class Told(NamedTuple):
    """Medians over seeds, in words: lowest training loss, last validation loss, free run."""

    lowest: str
    validation: str
    best: str
    end: str


def _told(history: History) -> Told:
    training = ranks.median(history.training_loss)
    validation = ranks.median(validation_loss(history))
    free_run = ranks.median(history.nrmse)
    told = (training.min(), validation[-1], free_run.min(), free_run[-1])
    return Told(*(number(float(value)) for value in told))
