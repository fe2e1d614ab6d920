"""Training loss of tiny networks at a low and at a suitable rate, in two settings."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim, Measure, Runs
from lstm_tutor.experiments import SEEDS
from lstm_tutor.figure.drawing.curves import all_seeds, seed_names
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.history import History

TINY = TrainingConfig(windows=8, batch_size=1, window_length=6, hidden_size=4, epochs=8)
PANEL = {
    setting: {"low": replace(medium, learning_rate=0.0001), "medium": medium}
    for setting, medium in {
        "baseline": TINY,
        "longer windows": replace(TINY, window_length=10),
    }.items()
}

TITLE = "A learning rate that is too low"
EXPERIMENTS = PANEL["baseline"]
SETTINGS = words.settings(TINY, len(SEEDS))
SIZE = (480, 300)


def last_loss(role: str) -> Measure:
    """Training loss of the last epoch."""

    def measure(runs: Runs) -> NDArray[np.float64]:
        history: History = runs[role]
        return history.training_loss[:, -1]

    return measure


CLAIM = Claim(
    sentence="After 8 epochs the low rate leaves a larger training loss than the suitable one.",
    check="Training loss of the last epoch, low rate against suitable rate: larger, by any factor.",
    treatment=last_loss("low"),
    control=last_loss("medium"),
    panel=PANEL,
    margin=1.0,
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Curves of all seeds at both rates."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    for role, run in runs.items():
        loss = run.training_loss
        epochs = np.arange(1, loss.shape[1] + 1)
        all_seeds(ax, epochs, loss, f"s-{role}", rows=seed_names(run.seeds), of=f"{role} rate")
    ax.set(xlabel="epoch", ylim=(0, None))
    ax.set_title("Training loss")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """The caption and the alternative text, from the runs."""
    low, medium = (number(words.median(run.training_loss[:, -1])) for run in runs.values())
    return Caption(
        claim="At the low rate the training loss is still larger.",
        text=f"Its median is {low} at the low rate and {medium} at the suitable one.",
        alt=f"Line chart of the training loss by epoch. It ends at {low} at the low rate, at "
        f"{medium} at the suitable one.",
    )
