"""Windows have the right points, phases the right places; no window straddles a split."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_tutor.data.functions import FUNCTIONS, function
from lstm_tutor.data.windows import (
    evaluation_phases,
    sliding_windows,
    split_by_time,
    training_phases,
    windows,
)

seeds = st.integers(0, 2**32)
SERIES = np.arange(20.0)


@given(
    phases=st.lists(st.floats(0, 7), min_size=1, max_size=5),
    length=st.integers(1, 40),
    step=st.floats(0.01, 2),
)
def test_each_point_is_the_function_so_many_steps_on(
    phases: list[float], length: int, step: float
) -> None:
    sampled = windows(function("sine"), phases, length, step)
    assert sampled.shape == (len(phases), length)
    assert sampled.dtype == np.float64
    for row, phase in zip(sampled, phases, strict=True):
        for time, value in enumerate(row):
            assert value == pytest.approx(math.sin(phase + time * step), abs=1e-12)


@given(seed=seeds, step=st.floats(0.05, 1))
def test_a_clean_sine_obeys_its_two_term_recurrence(seed: int, step: float) -> None:
    phases = evaluation_phases(np.random.default_rng(seed), 4, 2 * math.pi)
    x = windows(function("sine"), phases, 12, step)
    predicted = 2 * math.cos(step) * x[:, 1:-1] - x[:, :-2]
    np.testing.assert_allclose(x[:, 2:], predicted, rtol=0, atol=1e-12)


def test_one_window_of_one_point() -> None:
    np.testing.assert_array_equal(windows(function("square"), [1.0], 1, 0.2), [[1.0]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_dtype_is_the_one_asked_for(dtype: type) -> None:
    sampled = windows(function("sine"), [0.3, 0.4], 30, 0.2, dtype)
    assert sampled.dtype == dtype
    exact = windows(function("sine"), [0.3, 0.4], 30, 0.2)
    np.testing.assert_array_equal(sampled, exact.astype(dtype))  # rounded once, at the end


@given(seed=seeds, count=st.integers(1, 500), name=st.sampled_from(sorted(FUNCTIONS)))
def test_training_phases_are_evenly_spaced_over_one_period(
    seed: int, count: int, name: str
) -> None:
    period = function(name).period
    phases = training_phases(np.random.default_rng(seed), count, period)
    assert phases.shape == (count,)
    assert 0 <= phases[0] < period / count
    assert phases[-1] <= period
    np.testing.assert_allclose(np.diff(phases), period / count, rtol=1e-9)


def test_training_phases_of_seeds_differ_and_draw_one_number() -> None:
    offsets = [training_phases(np.random.default_rng(seed), 4, 4.0)[0] for seed in range(200)]
    assert len(set(offsets)) == 200
    assert np.mean(offsets) == pytest.approx(0.5, abs=0.1)  # uniform over one spacing of 1
    assert np.std(offsets) == pytest.approx(1 / math.sqrt(12), abs=0.05)
    used, expected = np.random.default_rng(1), np.random.default_rng(1)
    training_phases(used, 400, 4.0)
    expected.random()
    assert used.random() == expected.random()


def test_evaluation_phases_are_uniform_and_independent() -> None:
    phases = evaluation_phases(np.random.default_rng(0), 20_000, 4.0)
    assert phases.min() >= 0
    assert phases.max() < 4
    counts, _ = np.histogram(phases, bins=10, range=(0, 4))
    assert np.abs(counts - 2000).max() < 5 * math.sqrt(2000)
    assert abs(np.corrcoef(phases[:-1], phases[1:])[0, 1]) < 5 / math.sqrt(20_000)


@given(size=st.integers(2, 60), length=st.integers(1, 59), horizon=st.integers(1, 59), seed=seeds)
def test_sliding_windows_are_all_the_pieces_there_are(
    size: int, length: int, horizon: int, seed: int
) -> None:
    series = np.random.default_rng(seed).random(size)
    if length + horizon > size:
        with pytest.raises(ValueError, match=r"(length|horizon) is \d+; legal is .* from 1 to"):
            sliding_windows(series, length, horizon)
        return
    whole = length + horizon
    expected = [series[start : start + whole] for start in range(size - whole + 1)]
    np.testing.assert_array_equal(sliding_windows(series, length, horizon), expected)


def test_sliding_windows_are_a_copy() -> None:
    series = SERIES.copy()
    pieces = sliding_windows(series, 3, 2)
    pieces[:] = -1
    np.testing.assert_array_equal(series, SERIES)


@given(size=st.integers(3, 80), length=st.integers(1, 26), until=st.integers(1, 79))
def test_a_split_shares_no_point_and_leaves_a_gap(size: int, length: int, until: int) -> None:
    series = np.arange(float(size))
    if not length <= until <= size - 2 * length:
        with pytest.raises(ValueError, match="legal is a whole number"):
            split_by_time(series, length, until)
        return
    past, future = split_by_time(series, length, until)
    assert past.tolist() == list(range(until))
    assert future.tolist() == list(range(until + length, size))
    assert len(past) >= length
    assert len(future) >= length
    assert future[0] - past[-1] == length + 1  # so many points belong to neither


BAD: list[tuple[str, dict[str, Any]]] = [
    ("phases is nan", {"phases": [0.0, math.nan]}),
    ("phases has shape", {"phases": [[0.0]]}),
    ("length is 0", {"length": 0}),
    ("length is 2.0", {"length": 2.0}),
    ("length is True", {"length": True}),
    ("step is 0", {"step": 0.0}),
    ("step is -0.2", {"step": -0.2}),
    ("step is nan", {"step": math.nan}),
    ("step is inf", {"step": math.inf}),
    ("step is '1'", {"step": "1"}),
    ("dtype is <class 'int'>", {"dtype": int}),
    ("dtype is 'complex64'", {"dtype": "complex64"}),
    ("dtype is 'nonsense'", {"dtype": "nonsense"}),
]


@pytest.mark.parametrize(("message", "bad"), BAD)
def test_bad_windows_are_refused_by_name(message: str, bad: dict[str, Any]) -> None:
    good: dict[str, Any] = {"phases": [0.0], "length": 3, "step": 0.2}
    windows(function("sine"), **good)
    with pytest.raises(ValueError, match=f"{message}.*; legal "):
        windows(function("sine"), **{**good, **bad})


@pytest.mark.parametrize("draw", [training_phases, evaluation_phases])
@pytest.mark.parametrize(
    ("count", "period", "message"),
    [
        (0, 1.0, "count is 0"),
        (1.5, 1.0, "count is 1.5"),
        (3, 0.0, "period is 0"),
        (3, -1.0, "period is -1"),
        (3, math.nan, "period is nan"),
    ],
)
def test_bad_phases_are_refused_by_name(draw: Any, count: Any, period: float, message: str) -> None:
    with pytest.raises(ValueError, match=f"{message}.*; legal "):
        draw(np.random.default_rng(0), count, period)


@pytest.mark.parametrize("cut", [sliding_windows, split_by_time])
@pytest.mark.parametrize(
    ("series", "message"),
    [
        (np.where(SERIES == 7, np.nan, SERIES), r"series is nan at index \(7,\)"),
        (SERIES.reshape(4, 5), "series has shape"),
        (SERIES.astype(int), "dtype of series is"),
        (SERIES.astype(complex), "series has dtype complex128"),
        (SERIES[:1], "series has 1 points"),
    ],
)
def test_a_bad_series_is_refused_by_name(cut: Any, series: Any, message: str) -> None:
    cut(SERIES, 3, 5)
    with pytest.raises(ValueError, match=f"{message}.*; legal "):
        cut(series, 3, 5)


@pytest.mark.parametrize("bad", [0, -1, 20, 2.0])
def test_bad_lengths_of_a_series_are_refused(bad: Any) -> None:
    with pytest.raises(ValueError, match=f"length is {bad};"):
        sliding_windows(SERIES, bad, 1)
    with pytest.raises(ValueError, match=f"horizon is {bad};"):
        sliding_windows(SERIES, 1, bad)
    with pytest.raises(ValueError, match=f"length is {bad};"):
        split_by_time(SERIES, bad, 5)
    with pytest.raises(ValueError, match=f"train_until is {bad};"):
        split_by_time(SERIES, 3, bad)
