"""The best sine of a measured series: the clean wave closest to it, and what it leaves unexplained.

Mean, amplitude and phase are fitted by least squares. The sea's period is known, one year; the
sun's is searched. The unexplained share of the variance is computed again on resampled blocks,
with a separate fit for each resample.

Axes: S samples, N resamples.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice, require_finite, require_whole
from lstm_tutor.data import measured
from lstm_tutor.tasks.series.resampling import draw_blocks

Floats = NDArray[np.float64]

PERIODS = {  # in samples
    "nino12": (12.0,),
    "sunspots": tuple(np.linspace(9, 14, 501).tolist()),
}
BLOCKS = {"nino12": 12, "sunspots": 11}  # samples per block: one year, one cycle


@dataclass(frozen=True)
class Sine:
    """mean + cosine · cos(2πt / period) + sine · sin(2πt / period), t in samples."""

    mean: float
    cosine: float
    sine: float
    period: float

    @property
    def amplitude(self) -> float:
        """Half the difference between crest and trough."""
        return float(np.hypot(self.cosine, self.sine))

    def at(self, t: NDArray[np.int64]) -> Floats:
        """Values at sample numbers t, in the shape of t."""
        return np.asarray(_waves(t, self.period) @ (self.mean, self.cosine, self.sine))


@dataclass(frozen=True)
class SineFitConfig:
    """Which measured series, "nino12" or "sunspots". Raises ValueError for another name."""

    series: str

    def __post_init__(self) -> None:
        require_choice("series", self.series, PERIODS)

    def cost(self, replicas: int) -> int:
        """Periods tried, not time steps: no network is trained.

        A period takes longer than a time step, but even the longest fit is done in seconds.
        """
        return len(PERIODS[self.series])


@dataclass(frozen=True)
class SineFit:
    """The best sine of the whole series.

    unexplained: the share of the variance that it does not explain. resampled: (RESAMPLES,), that
    share in each resample.
    """

    config: SineFitConfig
    sine: Sine
    unexplained: float
    resampled: Floats


def fit_series(config: SineFitConfig, seeds: tuple[int, ...]) -> SineFit:
    """Fit the best sine to the series and to its resamples. The seeds play no part."""
    values = measured.load(config.series).values
    periods = PERIODS[config.series]
    block = np.arange(len(values)) // BLOCKS[config.series]  # the last one may be shorter
    sine = best_sine(values, periods)
    left = values - sine.at(np.arange(len(values)))
    return SineFit(
        config=config,
        sine=sine,
        unexplained=float(np.var(left) / np.var(values)),
        resampled=unexplained_shares(values, periods, draw_blocks(block[-1] + 1)[:, block]),
    )


def best_sine(values: Floats, periods: Sequence[float]) -> Sine:
    """The sine with one of these periods, in samples, that fits values (S,) best.

    Least squares. Raises ValueError for values that are not finite or not (S,).
    """
    require_finite("values", values, dimensions=1)
    t = np.arange(len(values))
    fits = []
    for period in periods:
        coefficients, *_ = np.linalg.lstsq(_waves(t, period), values, rcond=None)
        mean, cosine, sine = coefficients.tolist()
        fits.append(Sine(mean, cosine, sine, period))
    return min(fits, key=lambda fit: float(np.sum((values - fit.at(t)) ** 2)))


def unexplained_shares(values: Floats, periods: Sequence[float], drawn: Floats) -> Floats:
    """The share of the variance, 0 to 1, that the best sine leaves in each resample; (N,).

    drawn: (N, S), how often each of the values (S,) was drawn. Values keep their place in time.
    Solves the normal equations of all resamples at once, for speed.
    """
    y = values - values.mean()
    total = drawn @ y**2
    left = np.full(len(drawn), np.inf)
    for period in periods:
        waves = _waves(np.arange(len(y)), period)
        products = waves[:, :, np.newaxis] * waves[:, np.newaxis]  # (S, 3, 3)
        normal = (drawn @ products.reshape(len(y), 9)).reshape(-1, 3, 3)
        right = drawn @ (waves * y[:, np.newaxis])
        coefficients = np.linalg.solve(normal, right[..., np.newaxis])[..., 0]
        left = np.minimum(left, total - np.sum(right * coefficients, axis=1))
    variance = total - (drawn @ y) ** 2 / drawn.sum(axis=1)
    return np.asarray(left / variance)


def autocorrelation(values: Floats, lags: int) -> Floats:
    """Correlation of a series (S,) with itself 0, 1, ..., `lags` samples later; (lags + 1,).

    Raises ValueError for values that are not finite or lags outside 0 to S - 1.
    """
    require_finite("values", values, dimensions=1)
    require_whole("lags", lags, 0, len(values) - 1)
    y = values - values.mean()
    products = np.array([y[lag:] @ y[: len(y) - lag] for lag in range(lags + 1)])
    return np.asarray(products / products[0])


def _waves(t: NDArray[np.int64], period: float) -> Floats:
    """1, cosine and sine at sample numbers t (...), the columns of the fit; (..., 3)."""
    angle = 2 * np.pi * t / period
    return np.stack([np.ones_like(angle), np.cos(angle), np.sin(angle)], axis=-1)
