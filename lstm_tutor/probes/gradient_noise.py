"""Gradient noise: how much the gradient of a small batch differs from that of all training windows.

At a few stages of training, with the weights fixed, the gradients of many random batches of each
size are compared with the full gradient, by angle and by distance.

Axes: R seeds, S stages, Z batch sizes, N random batches, P parameters, T points in a window.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_increasing, require_whole
from lstm_tutor.data.streams import stream
from lstm_tutor.nn import squared_error
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.train import Training

Gradients = NDArray[np.float64]


@dataclass(frozen=True)
class GradientNoiseConfig:
    """At which stages of which training to compare gradients, and of which batch sizes.

    stages: numbers of updates made so far, in increasing order; 0 is before training. Raises
    ValueError for a stage or size that the training does not have.
    """

    training: TrainingConfig
    stages: tuple[int, ...] = (0, 16, 160)
    sizes: tuple[int, ...] = (1, 5, 25, 100)
    batches: int = 32  # random batches of each size

    def __post_init__(self) -> None:
        last = self.training.epochs * self.training.updates_per_epoch
        for stage in self.stages:
            require_whole("stages", stage, 0, last)
        require_increasing("stages", self.stages)
        for size in self.sizes:
            require_whole("sizes", size, 1, self.training.windows)
        require_whole("batches", self.batches, 1)

    def cost(self, replicas: int) -> int:
        """Time steps of one layer: training up to the last stage, and the gradients at each."""
        config = self.training
        trained = max(self.stages) * config.batch_size
        measured = len(self.stages) * (config.windows + self.batches * sum(self.sizes))
        return replicas * (trained + measured) * config.window_length * config.num_layers


@dataclass(frozen=True)
class GradientNoise:
    """How the gradients of random batches compare with the full gradient.

    cosine: (R, S, Z, N), of the angle between the two; 1 is the same direction, 0 a right angle.
    distance: (R, S, Z), root mean square over the batches of |batch - full| / |full|.
    """

    config: GradientNoiseConfig
    seeds: tuple[int, ...]
    cosine: NDArray[np.float64]
    distance: NDArray[np.float64]

    def median_cosine(self, stage: int, size: int) -> NDArray[np.float64]:
        """Median cosine over the batches of one size at one stage, for each seed; (R,)."""
        place = self.config.stages.index(stage), self.config.sizes.index(size)
        median: NDArray[np.float64] = np.median(self.cosine[:, *place], axis=1)
        return median


def measure_gradient_noise(config: GradientNoiseConfig, seeds: tuple[int, ...]) -> GradientNoise:
    """Train up to each stage and compare gradients there, without any update from them."""
    training = Training(config.training, seeds)
    draws = [stream(seed, "batches") for seed in seeds]
    updates = training.without_end()
    cosines, distances = [], []
    for stage in config.stages:
        while training.updates < stage:
            next(updates)
        full = _gradients(training, training.samples)
        cosine = np.empty((len(config.sizes), config.batches, len(seeds)))
        distance = np.empty_like(cosine)
        for place, size in enumerate(config.sizes):
            for number in range(config.batches):
                batch = _gradients(training, _random_batch(training, draws, size))
                cosine[place, number] = _cosine(batch, full)
                distance[place, number] = _length(batch - full) / _length(full)
        cosines.append(cosine)
        distances.append(np.sqrt(np.mean(distance**2, axis=1)))
    return GradientNoise(
        config=config,
        seeds=seeds,
        cosine=np.moveaxis(np.array(cosines), -1, 0),
        distance=np.moveaxis(np.array(distances), -1, 0),
    )


def _random_batch(
    training: Training, draws: list[np.random.Generator], size: int
) -> NDArray[np.float32]:
    """Windows of each seed, drawn without replacement; (R, size, T+1)."""
    chosen = np.array([rng.permutation(training.config.windows)[:size] for rng in draws])
    windows: NDArray[np.float32] = training.samples[np.arange(len(draws))[:, np.newaxis], chosen]
    return windows


def _gradients(training: Training, batch: NDArray[np.float32]) -> Gradients:
    """Gradient of the loss on a batch (R, n, T+1), in float64; (R, P)."""
    prediction = training.network.forward(batch[..., :-1, np.newaxis])
    _, d_prediction = squared_error(prediction, batch[..., -1:])
    return np.asarray(training.network.backward(d_prediction), np.float64)


def _length(gradients: Gradients) -> Gradients:
    """Euclidean norm of each replica's gradient, (R, P) to (R,)."""
    length: Gradients = np.sqrt(np.sum(gradients**2, axis=1))
    return length


def _cosine(one: Gradients, other: Gradients) -> Gradients:
    """Cosine of the angle between two gradients (R, P); (R,)."""
    return np.asarray(np.sum(one * other, axis=1) / (_length(one) * _length(other)))
