"""Each function has the values of its formula and the smallest period it states."""

import math
import pickle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_tutor.data.functions import FUNCTIONS, function

NAMES = ("sine", "composite", "sawtooth", "square")
numbers = st.floats(-50, 50)


def by_hand(name: str, x: float) -> float:
    """The same functions with the math module, case by case, without sign or mod."""
    if name == "sine":
        return math.sin(x)
    if name == "composite":  # sum of sines as twice a product
        return 2 * math.sin(3 * x) * math.cos(1.5 * x) / 1.5
    if name == "sawtooth":
        return 2 * (x / math.pi - math.floor(x / math.pi)) - 1
    return 1.0 if math.floor(x / 2) % 2 == 0 else -1.0


def distance_to_jump(name: str, x: float) -> float:
    """How far x lies from the nearest jump, where rounding decides the value."""
    spacing = {"sawtooth": math.pi, "square": 2.0}.get(name)
    return math.inf if spacing is None else abs(x - spacing * round(x / spacing))


def test_the_functions_are_these() -> None:
    assert tuple(FUNCTIONS) == NAMES
    for name in NAMES:
        assert function(name) is FUNCTIONS[name]
        assert function(name).name == name


@pytest.mark.parametrize("name", NAMES)
@given(x=numbers)
def test_values_are_those_computed_by_hand(name: str, x: float) -> None:
    if distance_to_jump(name, x) > 1e-9:
        assert float(function(name)(x)) == pytest.approx(by_hand(name, x), abs=1e-12)


@pytest.mark.parametrize("name", NAMES)
@given(x=numbers, periods=st.integers(-3, 3))
def test_a_function_repeats_after_its_period(name: str, x: float, periods: int) -> None:
    chosen = function(name)
    if distance_to_jump(name, x) > 1e-9:
        moved = x + periods * chosen.period
        assert float(chosen(moved)) == pytest.approx(float(chosen(x)), abs=1e-10)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", [2, 3, 4, 5, 6, 7])
def test_no_fraction_of_the_period_is_a_period(name: str, part: int) -> None:
    chosen = function(name)
    x = np.linspace(0.1, 0.1 + chosen.period, 101)
    assert np.abs(chosen(x + chosen.period / part) - chosen(x)).max() > 0.1


@pytest.mark.parametrize("name", NAMES)
def test_arrays_keep_their_shape_and_equal_their_elements(name: str) -> None:
    x = np.linspace(-3, 3, 12).reshape(3, 2, 2)
    values = function(name)(x)
    assert values.shape == x.shape
    assert values.dtype == np.float64
    one_by_one = [float(function(name)(float(element))) for element in x.ravel()]
    np.testing.assert_allclose(values.ravel(), one_by_one, rtol=0, atol=1e-15)


@pytest.mark.parametrize("name", NAMES)
def test_range_and_mean_over_one_period(name: str) -> None:
    chosen = function(name)
    values = chosen((np.arange(3000) + 0.5) * chosen.period / 3000)
    top = 16 / (9 * math.sqrt(3)) if name == "composite" else 1.0
    assert values.max() == pytest.approx(top, abs=1e-3)
    assert values.min() == pytest.approx(-top, abs=1e-3)
    assert values.mean() == pytest.approx(0, abs=1e-9)


def test_whole_numbers_become_real_ones() -> None:
    np.testing.assert_array_equal(function("square")([1, 3, 5]), [1.0, -1.0, 1.0])


def test_functions_can_be_pickled_for_worker_processes() -> None:
    for chosen in FUNCTIONS.values():
        assert pickle.loads(pickle.dumps(chosen)) == chosen


@pytest.mark.parametrize("x", [math.nan, math.inf, [0.0, -math.inf]])
def test_x_that_is_not_finite_is_refused(x: float) -> None:
    with pytest.raises(ValueError, match=r"x is -?(nan|inf) at index .*finite"):
        function("sine")(x)


@pytest.mark.parametrize("x", [1j, "0.5", True])
def test_x_that_is_no_real_number_is_refused(x: float) -> None:
    with pytest.raises(ValueError, match=r"x has dtype .*real numbers"):
        function("sine")(x)


@pytest.mark.parametrize(
    ("name", "nearest"), [("sinus", "sine"), ("sawtoth", "sawtooth"), ("Square", "square")]
)
def test_an_unknown_function_shows_the_nearest_match(name: str, nearest: str) -> None:
    with pytest.raises(ValueError, match=rf"function is '{name}' \(did you mean '{nearest}'\?\)"):
        function(name)
