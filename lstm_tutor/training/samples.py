"""What a network is shown: windows to train on, and windows held out to be continued."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.data.functions import function
from lstm_tutor.data.noise import add_noise
from lstm_tutor.data.streams import stream
from lstm_tutor.data.windows import evaluation_phases, windows
from lstm_tutor.training.config import TrainingConfig

HELD_OUT_WINDOWS = 32


CONTINUATION_STEPS = 31  # about one period of the sine at 0.2 radians a step


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
