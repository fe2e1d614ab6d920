"""The record of a training run: errors, losses and weights, epoch by epoch.

Axes: R seeds, E measured epochs, S snapshots, B held-out windows, P parameters.
"""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import GOAL


@dataclass(frozen=True)
class History:
    """The record of one configuration, for all its seeds. Epoch 0 is before training.

    epochs: (E,), the epochs at which errors were measured, in increasing order.
    nrmse, one_step: (R, E), NRMSE of the free run and of its first point.
    training_loss: (R, config.epochs), mean squared error of an epoch's batches, each taken just
    before the network was updated on it.
    diverged_epoch: (R,), the first epoch whose loss was not finite, 0 if there was none.
    weights: (S, R, P) and continuations: (S, R, B, steps), at config.snapshot_epochs.
    """

    config: TrainingConfig
    seeds: tuple[int, ...]
    epochs: NDArray[np.int64]
    nrmse: NDArray[np.float64]
    one_step: NDArray[np.float64]
    training_loss: NDArray[np.float64]
    diverged_epoch: NDArray[np.int64]
    weights: NDArray[np.float32]
    continuations: NDArray[np.float32]

    def nrmse_at(self, epoch: int) -> NDArray[np.float64]:
        """Free-run NRMSE of every seed at one epoch; (R,). ValueError if it was not measured."""
        return self.nrmse[:, self._index(self.epochs.tolist(), epoch)]

    def one_step_at(self, epoch: int) -> NDArray[np.float64]:
        """One-step NRMSE of every seed at one epoch; (R,). ValueError if it was not measured."""
        return self.one_step[:, self._index(self.epochs.tolist(), epoch)]

    def continuations_at(self, epoch: int) -> NDArray[np.float32]:
        """Continuations of every seed at one snapshot; (R, B, steps). ValueError if none is."""
        found: NDArray[np.float32] = self.continuations[
            self._index(self.config.snapshot_epochs, epoch)
        ]
        return found

    def weights_at(self, epoch: int) -> NDArray[np.float32]:
        """Weights of every seed at one snapshot; (R, P). ValueError if there is none."""
        found: NDArray[np.float32] = self.weights[self._index(self.config.snapshot_epochs, epoch)]
        return found

    def epochs_to_reach(self, goal: float = GOAL) -> NDArray[np.float64]:
        """The first measured epoch with a free-run NRMSE of at most `goal`, or infinity; (R,)."""
        reached = self.nrmse <= goal
        first = self.epochs[np.argmax(reached, axis=1)].astype(np.float64)
        return np.where(reached.any(axis=1), first, np.inf)

    def median_seed(self, epoch: int) -> int:
        """Index of the seed with the (lower) median free-run error at an epoch; NaN ranks worst."""
        return median_seed(self.nrmse_at(epoch))

    def _index(self, epochs: list[int] | tuple[int, ...], epoch: int) -> int:
        if epoch not in epochs:
            raise ValueError(f"epoch {epoch} was not recorded; recorded are {list(epochs)}")
        return epochs.index(epoch)


def median_seed(errors: NDArray[np.float64]) -> int:
    """Index of the seed with the (lower) median of the errors (R,); NaN ranks worst."""
    order = np.argsort(errors, kind="stable")  # puts NaN last
    return int(order[(len(order) - 1) // 2])


def joined(histories: list[History]) -> History:
    """One history from several of the same configuration, each of other seeds."""
    if len(histories) == 1:
        return histories[0]

    def join(name: str, axis: int = 0) -> NDArray[Any]:
        parts = [getattr(history, name) for history in histories]
        # Without snapshots, weights and continuations are empty and have no axis of seeds.
        return np.concatenate(parts, axis) if parts[0].ndim > axis else parts[0]

    return replace(
        histories[0],
        seeds=tuple(seed for history in histories for seed in history.seeds),
        nrmse=join("nrmse"),
        one_step=join("one_step"),
        training_loss=join("training_loss"),
        diverged_epoch=join("diverged_epoch"),
        weights=join("weights", axis=1),
        continuations=join("continuations", axis=1),
    )
