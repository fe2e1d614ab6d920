"""The chapter: its phrases, equations and sections, and where readers find them.

The phrases stand on the pages word for word, each linked to its own figure. A section listed in
PUBLISHED has to be complete; `lstm_tutor/site/checks/contract.py` sees to it.
"""

from typing import NamedTuple


class Phrase(NamedTuple):
    """A linked phrase of the chapter. Two stand in two sections each, with a figure for each."""

    section: str
    text: str
    figure: str


PHRASES = (
    Phrase("Low Learning Rate", "the learning rate is too low", "lr-low"),
    Phrase("Low Learning Rate", "prediction is not good", "lr-low-prediction"),
    Phrase("Low Learning Rate", "too slow", "lr-low-slow"),
    Phrase("High Learning Rate", "the learning rate is too high", "lr-high"),
    Phrase("High Learning Rate", "prediction is also not good", "lr-high-prediction"),
    Phrase("High Learning Rate", "overshooting of optima", "lr-high-overshoot"),
    Phrase("Medium Learning Rate", "the learning rate is selected appropriately", "lr-medium"),
    Phrase("Medium Learning Rate", "finds an optimal solution", "lr-medium-prediction"),
    Phrase("Low Batch Size", "the batch size is low", "batch-low"),
    Phrase("Low Batch Size", "learning slowly", "batch-low-slow"),
    Phrase("High Batch Size", "the batch size is too high", "batch-high"),
    Phrase("High Batch Size", "too many samples", "batch-high-averaging"),
    Phrase("Medium Batch Size", "the batch size is selected appropriately", "batch-medium"),
    Phrase("Medium Batch Size", "finds an optimal solution", "batch-medium-prediction"),
    Phrase("No Noise", "easy for the model to learn", "noise-none"),
    Phrase("No Noise", "realistic scenario", "noise-none-realism"),
    Phrase("Some Noise", "realistic scenario", "noise-some"),
    Phrase(
        "Some Noise",
        "harder to learn, it takes longer for the model to converge",
        "noise-some-convergence",
    ),
    Phrase("High Noise", "too much for the model to handle", "noise-high"),
    Phrase("High Noise", "not converge at all", "noise-high-divergence"),
)
# Equations and the figures of the same id, by section.
EQUATIONS = {
    "cell-state": "Cell State",
    "input-gate": "Input Gate",
    "filtered-input": "Input Gate",
    "forget-gate": "Forget Gate",
    "filtered-state": "Forget Gate",
    "output-gate": "Output Gate",
    "activation": "Output Gate",
}
SECTIONS = {
    *("Recurrent Neural Networks", "Introduction", "Training"),
    *("Learning Rate", "Batch size", "Noise", "LSTM Cells"),
    *("Input", "Network", "Cell Steps", "Backpropagation through time"),
    *(phrase.section for phrase in PHRASES),
    *EQUATIONS.values(),
}
# What readers already have, and where. Addresses are permanent: an entry is never removed.
PUBLISHED = {
    "Recurrent Neural Networks": "recurrent-networks/introduction.md",
    "Introduction": "recurrent-networks/introduction.md",
    "Input": "recurrent-networks/input.md",
    "Network": "recurrent-networks/network.md",
    "Training": "training/training-steps.md",
    "Learning Rate": "training/learning-rate.md",
    "Low Learning Rate": "training/learning-rate.md",
    "High Learning Rate": "training/learning-rate.md",
    "Medium Learning Rate": "training/learning-rate.md",
    "Batch size": "training/batch-size.md",
    "Low Batch Size": "training/batch-size.md",
    "High Batch Size": "training/batch-size.md",
    "Medium Batch Size": "training/batch-size.md",
    "Noise": "training/noise.md",
    "No Noise": "training/noise.md",
    "Some Noise": "training/noise.md",
    "High Noise": "training/noise.md",
    "LSTM Cells": "lstm-cells/overview.md",
    "Cell Steps": "lstm-cells/cell-steps.md",
    "Cell State": "lstm-cells/cell-state.md",
    "Input Gate": "lstm-cells/input-gate.md",
    "Forget Gate": "lstm-cells/forget-gate.md",
    "Output Gate": "lstm-cells/output-gate.md",
    "Backpropagation through time": "lstm-cells/backpropagation-through-time.md",
}
PAGES = tuple(dict.fromkeys(PUBLISHED.values()))
EXERCISED = PAGES  # which have to have exercises
# The first section of a page names it: “Low Learning Rate” is found under “Learning Rate”.
CHAPTERS = {page: section for section, page in reversed(PUBLISHED.items())}
