"""What claims compare: one number for each seed, read from the results of a setting."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.evidence import ranks
from lstm_tutor.evidence.claims import Measure
from lstm_tutor.training.history import History
from lstm_tutor.training.predictors import floor, goal_of
from lstm_tutor.training.samples import held_out

Values = NDArray[np.float64]


def error_after(role: str, epoch: int) -> Measure:
    """Free-run NRMSE of the named run after so many epochs."""

    def measure(runs: Mapping[str, Any]) -> Values:
        history: History = runs[role]
        return history.nrmse_at(epoch)

    return measure


def error_at_the_end(role: str) -> Measure:
    """Free-run NRMSE of the named run after its last epoch."""

    def measure(runs: Mapping[str, Any]) -> Values:
        history: History = runs[role]
        return history.nrmse_at(history.config.epochs)

    return measure


def better_of(one: Measure, other: Measure) -> Measure:
    """The smaller of two errors, seed by seed; not a number counts as the worst."""

    def measure(runs: Mapping[str, Any]) -> Values:
        return np.minimum(*(ranks.nan_to_inf(arm(runs)) for arm in (one, other)))

    return measure


def epochs_needed(role: str) -> Measure:
    """Epochs until the named run first reaches the goal; infinite for seeds that never do."""

    def measure(runs: Mapping[str, Any]) -> Values:
        history: History = runs[role]
        return history.epochs_to_reach(goal_of(history.config, history.seeds))

    return measure


def goal(runs: Mapping[str, Any]) -> Values:
    """The goal itself, an NRMSE, once for each seed: for claims about a single run."""
    history: History = next(iter(runs.values()))
    return np.full(len(history.seeds), goal_of(history.config, history.seeds))


def floor_of(role: str) -> Measure:
    """The error of the ideal predictor on the named run's prompts, once for each seed."""

    def measure(runs: Mapping[str, Any]) -> Values:
        history: History = runs[role]
        return np.full(len(history.seeds), floor(history.config, history.seeds))

    return measure


def squared_errors(history: History, epoch: int) -> tuple[Values, Values]:
    """Mean squared errors of one step and of the free run after an epoch, (R,) each."""
    one_step = mean_squared_error(history, history.one_step_at(epoch))
    return one_step, mean_squared_error(history, history.nrmse_at(epoch))


def mean_squared_error(history: History, nrmse: Values) -> Values:
    """The mean squared error that an NRMSE of every seed was made from; (R, ...) each.

    It is the square of the NRMSE times the variance of the true continuation.
    """
    targets = held_out(history.config, history.seeds).targets
    variance = np.var(targets, axis=(1, 2), dtype=np.float64)
    return np.asarray((nrmse**2).T * variance).T
