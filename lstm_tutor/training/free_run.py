"""The free run: a trained network continues a window by reading its own predictions.

Elsewhere it is called closed-loop or autoregressive forecasting. The network reads a window of T
points and predicts the next one. The window then slides by one point: the oldest value drops out
and the prediction comes in. Small one-step errors can add up, which makes the free run the harder
test. It is the one that most of the chapter's figures show.

Axes: R replicas (one for each seed), B windows, T points in a window, S continued points.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.training.samples import CONTINUATION_STEPS

Values = NDArray[np.floating[Any]]

GOAL = 0.2  # the NRMSE to reach, or twice the floor where that is higher (see predictors.goal_of)


def free_run(
    network: LSTMNetwork, prompts: NDArray[np.float32], steps: int = CONTINUATION_STEPS
) -> NDArray[np.float32]:
    """Continue prompts (R, B, T) by `steps` points; returns the continuations (R, B, steps).

    Raises ValueError if the network has another number of replicas or another dtype than the
    prompts.
    """
    replicas, batch, length = prompts.shape
    series = np.empty((replicas, batch, length + steps), prompts.dtype)
    series[..., :length] = prompts
    for step in range(steps):
        window = series[..., step : step + length, np.newaxis]
        series[..., length + step] = network.forward(window)[..., 0]
    return series[..., length:].copy()


def nrmse(continuation: Values, targets: Values, steps: int | None = None) -> NDArray[np.float64]:
    """Root mean squared error of each replica, divided by the targets' standard deviation; (R,).

    continuation, targets: (R, B, S). Always predicting the targets' mean gives 1; the right sine
    at a random phase gives 1.41 on average. NaN where the network's output is not finite.
    steps: count the error of the first `steps` points only; 1 gives the one-step error. The
    standard deviation is that of all S points in any case, so the errors stay comparable.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        error = continuation[..., :steps].astype(np.float64) - targets[..., :steps]
        root = np.sqrt(np.mean(error**2, axis=(1, 2)))
    root[~np.isfinite(root)] = np.nan
    spread: NDArray[np.float64] = np.std(targets, axis=(1, 2), dtype=np.float64)
    return np.asarray(root / spread)
