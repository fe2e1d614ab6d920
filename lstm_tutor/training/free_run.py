"""The free run: a trained network continues a window by reading its own predictions.

The network sees a window of T points and predicts the next. The window then slides by one: the
oldest point leaves, the prediction enters, and so on. Small one-step errors can add up, which is
why the free run is the harder test and the one most of the chapter's figures show.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.training.samples import CONTINUATION_STEPS

Values = NDArray[np.floating[Any]]


GOAL = 0.2  # "reached the goal": this NRMSE, or twice the floor where the floor is higher


def free_run(
    network: LSTMNetwork, prompts: NDArray[np.float32], steps: int = CONTINUATION_STEPS
) -> NDArray[np.float32]:
    """Continue prompts (R, B, T) by `steps` points; returns the continuations (R, B, steps)."""
    replicas, batch, length = prompts.shape
    series = np.empty((replicas, batch, length + steps), prompts.dtype)
    series[..., :length] = prompts
    for step in range(steps):
        window = series[..., step : step + length, np.newaxis]
        series[..., length + step] = network.forward(window)[..., 0]
    return series[..., length:].copy()


def nrmse(continuation: Values, targets: Values, steps: int | None = None) -> NDArray[np.float64]:
    """Root mean squared error of each replica, divided by the targets' standard deviation.

    Both (R, B, S); returns (R,). An NRMSE of 1 is as good as always predicting the mean; 1.41 is
    what the right wave at a random phase gives. NaN where the network's output is not finite.
    steps: only the error of so many first points, on the same scale; of one, the one-step error.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        error = continuation[..., :steps].astype(np.float64) - targets[..., :steps]
        root = np.sqrt(np.mean(error**2, axis=(1, 2)))
    root[~np.isfinite(root)] = np.nan
    spread: NDArray[np.float64] = np.std(targets, axis=(1, 2), dtype=np.float64)
    return np.asarray(root / spread)
