"""Windows: the short pieces of a wave or of a measured series that a network reads.

Axes: N windows, T points in each, S points in a measured series.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lstm_tutor.base.arguments import (
    require_finite,
    require_floating,
    require_positive,
    require_whole,
)

Floats = NDArray[np.float64]
Float = TypeVar("Float", bound=np.floating[Any])


def windows(
    function: Callable[[Floats], Floats],
    phases: ArrayLike,
    length: int,
    step: float,
    dtype: DTypeLike = np.float64,
) -> NDArray[np.floating[Any]]:
    """Sample a function at `length` points, `step` radians apart, starting at each phase.

    phases: (N,), in radians. Returns (N, length), in `dtype`. Raises ValueError for length < 1, a
    step that is not above 0, phases that are not finite, or a dtype that is not floating-point.
    """
    require_finite("phases", phases, dimensions=1)
    require_whole("length", length, 1)
    require_positive("step", step)
    require_floating("dtype", dtype)
    starts = np.asarray(phases, np.float64)
    x = starts[:, np.newaxis] + step * np.arange(length)
    return function(x).astype(dtype)


def training_phases(rng: np.random.Generator, count: int, period: float) -> Floats:
    """Phases evenly spaced over one period, all shifted by one random offset; (count,), in radians.

    Even spacing shows the network every part of the wave, whatever the seed; the offset makes
    seeds differ. Raises ValueError for count < 1 or a period that is not above 0.
    """
    require_whole("count", count, 1)
    require_positive("period", period)
    spacing = period / count
    return np.asarray((np.arange(count) + rng.random()) * spacing, np.float64)


def evaluation_phases(rng: np.random.Generator, count: int, period: float) -> Floats:
    """Independent phases, uniformly distributed over one period; (count,), in radians.

    Raises ValueError for count < 1 or a period that is not above 0.
    """
    require_whole("count", count, 1)
    require_positive("period", period)
    return rng.random(count) * period


def sliding_windows(series: NDArray[Float], length: int, horizon: int) -> NDArray[Float]:
    """All windows of a measured series, each with the `horizon` points that follow it.

    series: (S,). Returns a copy, (S - length - horizon + 1, length + horizon): the network reads
    the first `length` columns, and the others are the true continuation. Raises ValueError for
    length or horizon < 1, a series too short for one window, or values that are not finite.
    """
    _require_series(series, 2)
    require_whole("length", length, 1, len(series) - 1)
    require_whole("horizon", horizon, 1, len(series) - length)
    return np.lib.stride_tricks.sliding_window_view(series, length + horizon).copy()


def split_by_time(
    series: NDArray[Float], length: int, train_until: int
) -> tuple[NDArray[Float], NDArray[Float]]:
    """Split a series into a past to train on and a future to test on, `length` points apart.

    series: (S,). Training ends before index `train_until`. The next `length` points belong to
    neither part, so that no window straddles the split and no test window starts right after the
    last training point. Returns views (train_until,) and (S - train_until - length,). Raises
    ValueError if a part would be shorter than one window.
    """
    _require_series(series, 3)
    require_whole("length", length, 1, len(series) // 3)
    require_whole("train_until", train_until, length, len(series) - 2 * length)
    return series[:train_until], series[train_until + length :]


def _require_series(series: NDArray[Float], least: int) -> None:
    """Raise ValueError unless the series is (S,), floating-point, finite, and S >= `least`."""
    require_finite("series", series, dimensions=1)
    require_floating("dtype of series", series.dtype)
    if len(series) < least:
        raise ValueError(f"series has {len(series)} points; legal are at least {least}")
