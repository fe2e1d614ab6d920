"""Reference predictors with a closed form, against which networks are judged.

The two-term recurrence continues a clean sine exactly. An autoregression is the linear rule that
fits the training windows best. The ideal predictor knows the wave and the noise, everything but
the phase: no predictor can do better on average, so its error is the floor.
"""

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import (
    require_choice,
    require_finite,
    require_positive,
    require_whole,
)
from lstm_tutor.data.functions import Function, function
from lstm_tutor.data.noise import KINDS
from lstm_tutor.data.windows import windows
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.samples import CONTINUATION_STEPS, held_out

Floats = NDArray[np.float64]
Samples = NDArray[np.floating[Any]]

PHASES = 2048  # the ideal predictor tries this many per period


def continue_by_recurrence(prompts: Samples, step: float, steps: int) -> Floats:
    """x(t+1) = 2 cos(step) x(t) - x(t-1), exact for a clean sine; (..., T) to (..., steps).

    step: in radians. Raises ValueError for prompts of fewer than two points.
    """
    require_whole("T of prompts", prompts.shape[-1], 2)
    points = [prompts[..., -2].astype(np.float64), prompts[..., -1].astype(np.float64)]
    for _ in range(steps):
        points.append(2 * np.cos(step) * points[-1] - points[-2])
    return np.stack(points[2:], axis=-1)


def recurrence_error(config: TrainingConfig, seeds: tuple[int, ...]) -> float:
    """Free-run NRMSE of the recurrence on the held-out windows, pooled over all seeds."""
    evaluation = held_out(config, seeds)
    steps = evaluation.targets.shape[-1]
    return _pooled_nrmse(
        continue_by_recurrence(evaluation.prompts, config.step, steps), evaluation.targets
    )


def fit_autoregression(samples: Samples) -> Floats:
    """Fit a linear rule with intercept that predicts the last column from the others.

    samples: (N, T+1). Returns T coefficients and the intercept, (T+1,), by least squares. Raises
    ValueError for samples that are not finite or not (N, T+1) with T of at least 1.
    """
    require_finite("samples", samples, dimensions=2)
    require_whole("columns of samples", samples.shape[1], 2)
    read = np.column_stack([samples[:, :-1], np.ones(len(samples))]).astype(np.float64)
    coefficients, *_ = np.linalg.lstsq(read, samples[:, -1].astype(np.float64), rcond=None)
    return np.asarray(coefficients)


def continue_linearly(coefficients: Floats, prompts: Samples, steps: int) -> Floats:
    """The free run of an autoregression: prompts (..., T) to continuations (..., steps).

    coefficients: (T+1,), from `fit_autoregression`. Raises ValueError for another T.
    """
    length = len(coefficients) - 1
    require_whole("T of prompts", prompts.shape[-1], length, length)
    series = np.empty((*prompts.shape[:-1], length + steps))
    series[..., :length] = prompts
    for step in range(steps):
        window = series[..., step : step + length]
        series[..., length + step] = window @ coefficients[:-1] + coefficients[-1]
    return series[..., length:]


def continue_ideally(
    wave: Function, prompts: Samples, step: float, noise_scale: float, noise_kind: str, steps: int
) -> Floats:
    """The posterior mean: all continuations, weighted by how likely they are given the prompt.

    prompts: (..., T), points of the wave at an unknown phase, `step` radians apart, with noise
    from `add_noise`. Returns (..., steps). The posterior mean has the smallest expected squared
    error of all predictions. Raises ValueError for a noise_scale not above 0 or an unknown kind.
    """
    require_positive("noise_scale", noise_scale)
    require_choice("noise_kind", noise_kind, KINDS)
    length = prompts.shape[-1]
    phases = np.arange(PHASES) * wave.period / PHASES
    waves = np.asarray(windows(wave, phases, length + steps, step), np.float64)
    read, continued = waves[:, :length], waves[:, length:]
    flat = prompts.reshape(-1, length).astype(np.float64)
    if noise_kind == "gaussian":
        squares = (flat**2).sum(1)[:, None] - 2 * flat @ read.T + (read**2).sum(1)
        likelihood = -squares / (2 * noise_scale**2)
        weight = np.exp(likelihood - likelihood.max(axis=1, keepdims=True))
    else:  # all phases whose wave is within the noise's half-width are equally likely
        gap = np.array([np.abs(prompt - read).max(axis=1) for prompt in flat])
        nearest = gap.min(axis=1, keepdims=True)  # in case none of the phases tried is
        weight = (gap <= np.maximum(noise_scale, nearest)).astype(np.float64)
    weight /= weight.sum(axis=1, keepdims=True)
    return np.asarray(weight @ continued).reshape(*prompts.shape[:-1], steps)


@lru_cache
def floor(config: TrainingConfig, seeds: tuple[int, ...], steps: int = CONTINUATION_STEPS) -> float:
    """NRMSE of the ideal predictor on the held-out windows, pooled over all seeds.

    steps: 31 for the free run, 1 for the next point only. Without noise the floor is 0: the prompt
    of a continuous wave then determines the phase.
    """
    if config.noise_scale == 0:
        return 0.0
    evaluation = held_out(config, seeds)
    wave = function(config.function)
    continued = continue_ideally(
        wave, evaluation.prompts, config.step, config.noise_scale, config.noise_kind, steps
    )
    return _pooled_nrmse(continued, evaluation.targets)


def goal_of(config: TrainingConfig, seeds: tuple[int, ...]) -> float:
    """The free-run NRMSE to reach: GOAL, or twice the floor where that is higher."""
    return max(GOAL, 2 * floor(config, seeds))


def _pooled_nrmse(continuation: Floats, targets: Samples) -> float:
    """NRMSE over all seeds and windows; continuations may be shorter than targets (R, B, S)."""
    error = continuation - targets[..., : continuation.shape[-1]]
    return float(np.sqrt(np.mean(error**2)) / np.std(targets, dtype=np.float64))
