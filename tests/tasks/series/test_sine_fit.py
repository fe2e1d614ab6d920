"""The best sine is found, and what it leaves equals what a plain fit on the same values leaves."""

import numpy as np
import pytest

from lstm_tutor.tasks.series.resampling import RESAMPLES
from lstm_tutor.tasks.series.sine_fit import (
    Sine,
    SineFitConfig,
    autocorrelation,
    best_sine,
    fit_series,
    unexplained_shares,
)

T = np.arange(120)


def test_a_sine_is_found_again_with_its_period() -> None:
    true = Sine(mean=3, cosine=0.6, sine=-0.8, period=11.5)
    found = best_sine(true.at(T), (10.5, 11, 11.5, 12))
    assert found.period == 11.5
    assert (found.mean, found.cosine, found.sine) == pytest.approx((3, 0.6, -0.8))
    assert found.amplitude == pytest.approx(1)


def test_a_clean_sine_leaves_nothing() -> None:
    once = np.ones((1, len(T)))
    clean = Sine(mean=3, cosine=0.6, sine=-0.8, period=12).at(T)
    assert unexplained_shares(clean, (12,), once)[0] == pytest.approx(0, abs=1e-12)


def test_shares_are_those_of_a_fit_on_the_drawn_values(rng: np.random.Generator) -> None:
    """Values drawn twice count twice: the same as fitting a longer list."""
    values = np.cos(2 * np.pi * T / 11) + rng.standard_normal(len(T))
    drawn = rng.integers(0, 3, (4, len(T))).astype(float)
    shares = unexplained_shares(values, (10, 11), drawn)
    for row, share in zip(drawn, shares, strict=True):
        t = np.repeat(T, row.astype(int))
        left = []
        for period in (10, 11):
            angle = 2 * np.pi * t / period
            waves = np.column_stack([np.ones(len(t)), np.cos(angle), np.sin(angle)])
            left.append(np.linalg.lstsq(waves, values[t])[1][0])
        assert share == pytest.approx(min(left) / (len(t) * np.var(values[t])))


def test_the_sine_of_the_sea_leaves_a_quarter_of_the_variance() -> None:
    """0.245: measured once, by hand, when the chapter was planned."""
    fit = fit_series(SineFitConfig("nino12"), ())
    assert fit.unexplained == pytest.approx(0.245, abs=0.001)
    assert fit.sine.period == 12
    assert fit.resampled.shape == (RESAMPLES,)
    assert fit.resampled.min() < fit.unexplained < fit.resampled.max()


def test_each_resample_has_a_period_of_its_own() -> None:
    fit = fit_series(SineFitConfig("sunspots"), ())
    assert 10 < fit.sine.period < 12
    assert np.median(fit.resampled) < fit.unexplained  # it may choose, so it leaves less


def test_autocorrelation_of_alternating_values() -> None:
    values = np.array([1.0, -1.0] * 50)
    assert autocorrelation(values, 2) == pytest.approx([1, -0.99, 0.98])


def test_an_unknown_series_is_refused() -> None:
    with pytest.raises(ValueError, match=r"series is 'nino'.*did you mean 'nino12'"):
        SineFitConfig("nino")


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)
