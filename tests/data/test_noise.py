"""Noise has the right distribution, scale and place, and is the same across settings."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_tutor.data.noise import KINDS, PLACES, add_noise

seeds = st.integers(0, 2**32)
scales = st.floats(1e-3, 10)
kinds = st.sampled_from(KINDS)
places = st.sampled_from(PLACES)

CLEAN = np.sin(np.linspace(0, 6, 40)).reshape(8, 5)
WIDE = np.zeros((2000, 21))


def noise(seed: int, scale: float, kind: str, on: str = "series") -> Any:
    return add_noise(WIDE, np.random.default_rng(seed), scale, kind, on)


def test_gaussian_noise_has_its_standard_deviation() -> None:
    drawn = noise(0, 0.3, "gaussian")
    n = drawn.size
    assert drawn.mean() == pytest.approx(0, abs=5 * 0.3 / math.sqrt(n))
    assert drawn.std() == pytest.approx(0.3, rel=5 / math.sqrt(2 * n))
    within_one = np.mean(np.abs(drawn) < 0.3)
    assert within_one == pytest.approx(math.erf(1 / math.sqrt(2)), abs=0.012)
    assert np.abs(drawn).max() > 0.3 * 3.5  # tails, which uniform noise has not


def test_uniform_noise_fills_plus_and_minus_its_scale() -> None:
    drawn = noise(0, 0.3, "uniform")
    assert np.abs(drawn).max() <= 0.3
    counts, _ = np.histogram(drawn, bins=10, range=(-0.3, 0.3))
    assert np.abs(counts - drawn.size / 10).max() < 5 * math.sqrt(drawn.size / 10)


@pytest.mark.parametrize("kind", KINDS)
def test_points_are_perturbed_independently(kind: str) -> None:
    drawn = noise(1, 1.0, kind)
    between_points = np.corrcoef(drawn.T) - np.eye(drawn.shape[1])
    assert np.abs(between_points).max() < 5 / math.sqrt(len(drawn))
    neighbours = np.corrcoef(drawn[:-1].ravel(), drawn[1:].ravel())[0, 1]
    assert abs(neighbours) < 5 / math.sqrt(drawn.size)


@given(seed=seeds, scale=scales, kind=kinds)
def test_series_perturbs_every_point_and_inputs_all_but_the_target(
    seed: int, scale: float, kind: str
) -> None:
    everywhere = add_noise(CLEAN, np.random.default_rng(seed), scale, kind, "series")
    inputs = add_noise(CLEAN, np.random.default_rng(seed), scale, kind, "inputs")
    assert (everywhere != CLEAN).all()
    np.testing.assert_array_equal(inputs[:, -1], CLEAN[:, -1])
    np.testing.assert_array_equal(inputs[:, :-1], everywhere[:, :-1])  # the same noise


@given(seed=seeds, scale=scales, factor=st.floats(0.1, 10), kind=kinds, on=places)
def test_another_scale_is_the_same_noise_only_larger(
    seed: int, scale: float, factor: float, kind: str, on: str
) -> None:
    small, large = np.random.default_rng(seed), np.random.default_rng(seed)
    weak = add_noise(CLEAN, small, scale, kind, on) - CLEAN
    strong = add_noise(CLEAN, large, scale * factor, kind, on) - CLEAN
    np.testing.assert_allclose(strong, weak * factor, rtol=1e-6, atol=1e-12)
    assert small.random() == large.random()  # and both streams stand at the same place


@given(seed=seeds, kind=kinds, on=places)
def test_no_noise_is_a_copy_and_draws_nothing(seed: int, kind: str, on: str) -> None:
    used, untouched = np.random.default_rng(seed), np.random.default_rng(seed)
    copied = add_noise(CLEAN, used, 0.0, kind, on)
    np.testing.assert_array_equal(copied, CLEAN)
    assert not np.shares_memory(copied, CLEAN)
    assert used.random() == untouched.random()


@given(seed=seeds, scale=scales, kind=kinds, on=places)
def test_the_clean_windows_stay_clean(seed: int, scale: float, kind: str, on: str) -> None:
    before = CLEAN.copy()
    add_noise(CLEAN, np.random.default_rng(seed), scale, kind, on)
    np.testing.assert_array_equal(CLEAN, before)


def test_gaussian_noise_on_the_series_is_the_default() -> None:
    default = add_noise(CLEAN, np.random.default_rng(4), 0.5)
    named = add_noise(CLEAN, np.random.default_rng(4), 0.5, kind="gaussian", on="series")
    np.testing.assert_array_equal(default, named)


@pytest.mark.parametrize("scale", [0.0, 0.5])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_stays(dtype: type, scale: float) -> None:
    assert add_noise(CLEAN.astype(dtype), np.random.default_rng(0), scale).dtype == dtype


def test_one_window_of_one_input() -> None:
    noisy = add_noise(np.zeros((1, 2)), np.random.default_rng(0), 1.0, on="inputs")
    assert noisy[0, 0] != 0
    assert noisy[0, 1] == 0


BAD: list[tuple[str, dict[str, Any]]] = [
    ("scale is -0.1", {"scale": -0.1}),
    ("scale is nan", {"scale": math.nan}),
    ("scale is inf", {"scale": math.inf}),
    ("scale is '1'", {"scale": "1"}),
    ("scale is True", {"scale": True}),
    (r"kind is 'gausian' \(did you mean 'gaussian'", {"kind": "gausian"}),
    (r"on is 'input' \(did you mean 'inputs'", {"on": "input"}),
    (r"clean is nan at index \(1, 2\)", {"clean": np.where(CLEAN[1, 2] == CLEAN, np.nan, CLEAN)}),
    ("clean has shape", {"clean": CLEAN[0]}),
    ("clean has shape", {"clean": CLEAN[:, :1]}),
    ("dtype of clean is", {"clean": np.zeros((2, 3), int)}),
]


@pytest.mark.parametrize("quiet", [True, False])
@pytest.mark.parametrize(("message", "bad"), BAD)
def test_bad_input_is_refused_by_name(message: str, bad: dict[str, Any], quiet: bool) -> None:
    good: dict[str, Any] = {
        "clean": CLEAN,
        "rng": np.random.default_rng(0),
        "scale": 0.0 if quiet else 1.0,  # bad input is refused even where nothing is drawn
    }
    with pytest.raises(ValueError, match=f"{message}.*; legal "):
        add_noise(**{**good, **bad})
