"""What training leaves behind: errors, losses and weights, epoch by epoch."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import GOAL


@dataclass(frozen=True)
class History:
    """What one setting did, for all its seeds. Errors are NRMSE; epoch 0 is before training.

    epochs (E,): the epochs at which the errors were measured. nrmse, one_step (R, E): error of
    the free run and of its first point. training_loss (R, epochs): mean squared error of the
    batches while they were learned from. diverged_epoch (R,): the first epoch whose loss was not
    finite, 0 if none. weights (S, R, P) and continuations (S, R, B, steps): at the S snapshots.
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
        """Free-run error of every seed at one epoch; (R,)."""
        return self.nrmse[:, self._index(self.epochs.tolist(), epoch)]

    def one_step_at(self, epoch: int) -> NDArray[np.float64]:
        """One-step error of every seed at one epoch; (R,)."""
        return self.one_step[:, self._index(self.epochs.tolist(), epoch)]

    def continuations_at(self, epoch: int) -> NDArray[np.float32]:
        """Continuations of every seed at one snapshot; (R, B, steps)."""
        found: NDArray[np.float32] = self.continuations[
            self._index(self.config.snapshot_epochs, epoch)
        ]
        return found

    def weights_at(self, epoch: int) -> NDArray[np.float32]:
        """Weights of every seed at one snapshot; (R, P)."""
        found: NDArray[np.float32] = self.weights[self._index(self.config.snapshot_epochs, epoch)]
        return found

    def epochs_to_reach(self, goal: float = GOAL) -> NDArray[np.float64]:
        """The first epoch whose free-run error is at most the goal; infinite if none is; (R,)."""
        reached = self.nrmse <= goal
        first = self.epochs[np.argmax(reached, axis=1)].astype(np.float64)
        return np.where(reached.any(axis=1), first, np.inf)

    def median_seed(self, epoch: int) -> int:
        """Index of the seed with the (lower) median error at this epoch; NaN ranks worst."""
        return median_seed(self.nrmse_at(epoch))

    def _index(self, epochs: list[int] | tuple[int, ...], epoch: int) -> int:
        if epoch not in epochs:
            raise ValueError(f"epoch {epoch} was not recorded; recorded are {list(epochs)}")
        return epochs.index(epoch)


def median_seed(errors: NDArray[np.float64]) -> int:
    """Index of the seed with the (lower) median of the errors (R,); NaN ranks worst."""
    order = np.argsort(errors, kind="stable")  # which puts NaN last
    return int(order[(len(order) - 1) // 2])


def joined(histories: list[History]) -> History:
    """The histories of several groups of seeds as one."""
    if len(histories) == 1:
        return histories[0]

    def join(name: str, axis: int = 0) -> NDArray[Any]:
        parts = [getattr(history, name) for history in histories]
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


def first_epoch_not_finite(losses: NDArray[np.float64]) -> NDArray[np.int64]:
    """First epoch (counted from 1) with a loss that is not finite, or 0; losses (epochs, R)."""
    broken = ~np.isfinite(losses)
    return np.where(broken.any(axis=0), np.argmax(broken, axis=0) + 1, 0)
