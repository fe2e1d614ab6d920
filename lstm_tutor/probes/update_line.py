"""The loss along one update: did the step stop short of the valley floor, or jump across it?

An update takes the weights from θ to θ + Δ. The loss on all training windows is measured along
that line, at θ + αΔ, to find its minimum. The update ends at α = 1; if the minimum is at α = 0.1,
the step was ten times too long for its direction.

Axes: R seeds, U updates.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_increasing
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.train import Training

# 0, and eight points per decade from 0.01 to 10, including 1, where the update ends.
ALPHAS = (0.0, *np.geomspace(0.01, 10.0, 25).round(6).tolist())
SATURATED = 0.05  # a gate closer than this to 0 or 1 passes hardly any gradient


@dataclass(frozen=True)
class UpdateLineConfig:
    """Which updates of which training to measure, counted from 1, in increasing order.

    Raises ValueError for an update that the training does not make.
    """

    training: TrainingConfig
    updates: tuple[int, ...] = (1, 2, 3, 10, 100)

    def __post_init__(self) -> None:
        last = self.training.epochs * self.training.updates_per_epoch
        if not self.updates or min(self.updates) < 1 or max(self.updates) > last:
            raise ValueError(f"updates is {self.updates}; legal are numbers from 1 to {last}")
        require_increasing("updates", self.updates)

    def cost(self, replicas: int) -> int:
        """Time steps of one layer: training up to the last update, and one pass for each α."""
        config = self.training
        trained = self.updates[-1] * config.batch_size
        measured = len(self.updates) * len(ALPHAS) * config.windows
        return replicas * (trained + measured) * config.window_length * config.num_layers


@dataclass(frozen=True)
class UpdateLine:
    """The line of each chosen update.

    losses: (R, U, len(ALPHAS)), mean squared error on all training windows. minimum: (R, U), the
    α with the lowest loss, 0 if every step along the line raises it. saturated: (R, U), share of
    gate values within SATURATED of 0 or 1 after the update.
    """

    config: UpdateLineConfig
    seeds: tuple[int, ...]
    losses: NDArray[np.float64]
    minimum: NDArray[np.float64]
    saturated: NDArray[np.float64]

    def overshoot(self, updates: tuple[int, ...]) -> NDArray[np.float64]:
        """How many times longer the step is than the distance to the line's minimum; (R,).

        Geometric mean over the given updates. The ends of the measured line limit each factor to
        between 1/10 and 100.
        """
        places = [self.config.updates.index(update) for update in updates]
        factors = 1.0 / np.maximum(self.minimum[:, places], ALPHAS[1])
        mean: NDArray[np.float64] = np.exp(np.mean(np.log(factors), axis=1))
        return mean


def look_along_updates(config: UpdateLineConfig, seeds: tuple[int, ...]) -> UpdateLine:
    """Train up to the last of the updates and measure the loss along each of them."""
    training = Training(config.training, seeds)
    parameters = training.network.parameters
    losses, saturated = [], []
    before = parameters.copy()
    for _ in training.without_end():
        if training.updates in config.updates:
            after = parameters.copy()
            losses.append(_losses_along(training, before, after))
            saturated.append(_saturated_share(training))
        if training.updates == config.updates[-1]:
            break
        before = parameters.copy()
    losses_by_seed = np.moveaxis(np.array(losses), -1, 0)
    return UpdateLine(
        config=config,
        seeds=seeds,
        losses=losses_by_seed,
        minimum=np.array(ALPHAS)[np.argmin(losses_by_seed, axis=-1)],
        saturated=np.array(saturated).T,
    )


def _losses_along(
    training: Training, before: NDArray[np.float32], after: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Loss on all windows at θ + αΔ, (len(ALPHAS), R), NaN as infinity; ends at α = 1."""
    parameters = training.network.parameters
    losses = []
    for alpha in ALPHAS:
        parameters[:] = before + np.float32(alpha) * (after - before)
        losses.append(training.loss_on_all_samples())
    parameters[:] = after
    return np.nan_to_num(np.array(losses), nan=np.inf)


def _saturated_share(training: Training) -> NDArray[np.float64]:
    """Share of gate values within SATURATED of 0 or 1 on the first windows, one batch; (R,)."""
    network = training.network
    network.forward(training.samples[:, : training.config.batch_size, :-1, np.newaxis])
    near = []
    for layer in network.gates():
        for gate in (layer.i, layer.f, layer.o):  # (T, R, B, H)
            near.append(np.mean(np.abs(gate - 0.5) > 0.5 - SATURATED, axis=(0, 2, 3)))
    share: NDArray[np.float64] = np.mean(near, axis=0)
    return share
