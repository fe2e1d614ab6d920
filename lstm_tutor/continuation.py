"""The free run: a trained network continues a window by reading its own predictions.

The network sees a window of T points and predicts the next. The window then slides by one: the
oldest point leaves, the prediction enters, and so on. Small one-step errors can add up, which is
why the free run is the harder test and the one most of the chapter's figures show.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.configuration import TrainingConfig
from lstm_tutor.data.functions import function
from lstm_tutor.data.noise import add_noise
from lstm_tutor.data.windows import evaluation_phases, windows
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.streams import stream

Values = NDArray[np.floating[Any]]

HELD_OUT_WINDOWS = 32
CONTINUATION_STEPS = 31  # about one period of the sine at 0.2 radians a step

GOAL = 0.2  # "reached the goal": this NRMSE, or twice the floor where the floor is higher


@dataclass(frozen=True)
class HeldOut:
    """Windows the network never trained on, and how they really go on (without noise).

    prompts: (R, B, T); targets: (R, B, steps).
    """

    prompts: NDArray[np.float32]
    targets: NDArray[np.float32]


def held_out(config: TrainingConfig, seeds: tuple[int, ...]) -> HeldOut:
    """The evaluation windows of each seed, the same for every setting of that seed."""
    length = config.window_length
    chosen = function(config.function)
    prompts, targets = [], []
    for seed in seeds:
        phases = evaluation_phases(stream(seed, "evaluation"), HELD_OUT_WINDOWS, chosen.period)
        clean = windows(chosen, phases, length + CONTINUATION_STEPS, config.step)
        noisy = add_noise(
            clean[:, : length + 1],
            stream(seed, "evaluation-noise"),
            config.noise_scale,
            kind=config.noise_kind,
            on=config.noise_on,
        )
        prompts.append(noisy[:, :length])
        targets.append(clean[:, length:])
    return HeldOut(np.array(prompts, np.float32), np.array(targets, np.float32))


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
