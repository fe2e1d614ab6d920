"""Numbers and settings in words, for captions and alternative texts: results, never typed."""

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.data.functions import function
from lstm_tutor.evidence import ranks
from lstm_tutor.training.config import TrainingConfig


def median(values: NDArray[np.float64]) -> float:
    """The median over seeds (R,) as one number; NaN ranks worst, as infinity."""
    return float(ranks.median(values))


def middle(values: NDArray[np.float64]) -> tuple[float, float]:
    """The range of the middle 80 % of the seeds (R,) as two numbers; NaN ranks worst."""
    low, high = ranks.middle(values)
    return float(low), float(high)


def spread(values: NDArray[np.float64]) -> str:
    """Median and middle 80 % in words, for example 0.93 (middle 80 %: 0.74 to 0.98)."""
    low, high = middle(values)
    return f"{number(median(values))} (middle 80 %: {number(low)} to {number(high)})"


def count(mask: NDArray[np.bool_]) -> str:
    """So many of so many seeds: 3 of 32."""
    return f"{int(mask.sum())} of {mask.size}"


def settings(config: TrainingConfig, seeds: int) -> str:
    """One line that says how a network was trained."""
    layers = "one LSTM layer" if config.num_layers == 1 else f"{config.num_layers} LSTM layers"
    noise = f", noise {plain(config.noise_scale)}" if config.noise_scale else ", no noise"
    return (
        f"{layers} of {config.hidden_size} units; {config.windows} windows of "
        f"{config.window_length} points of {function(config.function).formula}{noise}; "
        f"{config.optimiser.capitalize()}, learning rate {plain(config.learning_rate)}, "
        f"batch size {config.batch_size}; {seeds} seeds"
    )
