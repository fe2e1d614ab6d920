"""What a network is shown: windows to train on, and windows held out to test it.

Axes: R seeds, N training windows, B held-out windows, T points in a window.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.data.functions import function
from lstm_tutor.data.noise import add_noise
from lstm_tutor.data.streams import stream
from lstm_tutor.data.windows import evaluation_phases, training_phases, windows
from lstm_tutor.training.config import TrainingConfig

HELD_OUT_WINDOWS = 32  # B
CONTINUATION_STEPS = 31  # about one period of the sine at 0.2 radians a step


@dataclass(frozen=True)
class HeldOut:
    """Windows the network never trains on, and their true continuations, free of noise.

    prompts: (R, B, T), with the configuration's noise. targets: (R, B, CONTINUATION_STEPS).
    """

    prompts: NDArray[np.float32]
    targets: NDArray[np.float32]


def draw_training_windows(
    config: TrainingConfig,
    phases: Sequence[np.random.Generator],
    noise: Sequence[np.random.Generator],
) -> NDArray[np.float32]:
    """Windows of the configuration's function, each with the point that follows; (R, N, T+1).

    phases, noise: one generator for each seed. They advance, so that the next call with the same
    generators draws other windows.
    """
    wave = function(config.function)
    samples = []
    for phase_rng, noise_rng in zip(phases, noise, strict=True):
        starts = training_phases(phase_rng, config.windows, wave.period)
        clean = windows(wave, starts, config.window_length + 1, config.step)
        samples.append(
            add_noise(
                clean, noise_rng, config.noise_scale, kind=config.noise_kind, on=config.noise_on
            )
        )
    return np.array(samples, np.float32)


def held_out(config: TrainingConfig, seeds: tuple[int, ...]) -> HeldOut:
    """The held-out windows of each seed.

    A seed has the same phases in every configuration, and the same noise up to its scale.
    """
    length = config.window_length
    wave = function(config.function)
    prompts, targets = [], []
    for seed in seeds:
        phases = evaluation_phases(stream(seed, "evaluation"), HELD_OUT_WINDOWS, wave.period)
        clean = windows(wave, phases, length + CONTINUATION_STEPS, config.step)
        # The first continued point goes along, since add_noise takes the last column for a target.
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
