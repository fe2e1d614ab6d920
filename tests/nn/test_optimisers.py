"""Optimisers against their formulas for a single weight; clipping by its properties."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from lstm_tutor.nn import SGD, Adam, Optimiser, RMSprop, clip_by_global_norm
from tests.nn.networks import Array

REPLICAS, WEIGHTS, UPDATES = 3, 4, 25

Path = Callable[[Any, list[float], list[float]], float]  # start, gradients, rates: the end


def sgd(momentum: float) -> Path:
    def path(weight: float, gradients: list[float], rates: list[float]) -> float:
        velocity = 0.0
        for gradient, rate in zip(gradients, rates, strict=True):
            velocity = momentum * velocity + gradient
            weight -= rate * velocity
        return weight

    return path


def rmsprop(decay: float, inside: float, outside: float) -> Path:
    def path(weight: float, gradients: list[float], rates: list[float]) -> float:
        mean = 0.0
        for gradient, rate in zip(gradients, rates, strict=True):
            mean = decay * mean + (1 - decay) * gradient**2
            weight -= rate * gradient / (math.sqrt(mean + inside) + outside)
        return weight

    return path


def adam(beta1: float, beta2: float, epsilon: float) -> Path:
    def path(weight: float, gradients: list[float], rates: list[float]) -> float:
        mean = mean_square = 0.0
        for n, (gradient, rate) in enumerate(zip(gradients, rates, strict=True), start=1):
            mean = beta1 * mean + (1 - beta1) * gradient
            mean_square = beta2 * mean_square + (1 - beta2) * gradient**2
            corrected, square = mean / (1 - beta1**n), mean_square / (1 - beta2**n)
            weight -= rate * corrected / (math.sqrt(square) + epsilon)
        return weight

    return path


KINDS: dict[str, tuple[Callable[[Any], Optimiser], Path]] = {
    "plain": (SGD, sgd(0)),
    "momentum": (lambda rate: SGD(rate, momentum=0.8), sgd(0.8)),
    "rmsprop": (RMSprop, rmsprop(0.9, 0, 1e-7)),
    "rmsprop-slow": (lambda rate: RMSprop(rate, 0.99, 0.1), rmsprop(0.99, 0, 0.1)),
    "rmsprop-inside": (
        lambda rate: RMSprop(rate, 0.9, 0.1, epsilon_inside_root=True),
        rmsprop(0.9, 0.1, 0),
    ),
    "adam": (Adam, adam(0.9, 0.999, 1e-8)),
    "adam-wide": (lambda rate: Adam(rate, 0.5, 0.9, 0.1), adam(0.5, 0.9, 0.1)),
}


def start_and_gradients() -> tuple[Array, Array]:
    rng = np.random.default_rng(3)
    start = rng.standard_normal((REPLICAS, WEIGHTS))
    gradients = rng.standard_normal((UPDATES, REPLICAS, WEIGHTS))
    return start, gradients * np.logspace(-3, 1, WEIGHTS)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("rates", [0.05, [0.05, 0.01, 0.3]], ids=["one rate", "a rate each"])
def test_every_weight_follows_the_formula(name: str, rates: float | list[float]) -> None:
    make, path = KINDS[name]
    start, gradients = start_and_gradients()
    warm_up = [min(1.0, (n + 1) / 10) for n in range(UPDATES)]
    optimiser = make(rates if isinstance(rates, float) else np.array(rates))
    weights, before = start.copy(), gradients.tobytes()
    for gradient, scale in zip(gradients, warm_up, strict=True):
        optimiser.update(weights, gradient, scale)
    assert gradients.tobytes() == before
    for (r, p), weight in np.ndenumerate(weights):
        rate = rates if isinstance(rates, float) else rates[r]
        expected = path(start[r, p], gradients[:, r, p].tolist(), [rate * s for s in warm_up])
        assert weight == pytest.approx(expected, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("name", KINDS)
def test_float32_weights_stay_float32_and_follow_the_formula(name: str) -> None:
    make, path = KINDS[name]
    start, gradients = start_and_gradients()
    optimiser, weights = make(0.05), start.astype(np.float32)
    for gradient in gradients.astype(np.float32):
        optimiser.update(weights, gradient)
    expected = path(start[0, 0], gradients[:, 0, 0].tolist(), [0.05] * UPDATES)
    assert weights.dtype == np.float32
    assert weights[0, 0] == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("name", KINDS)
def test_a_replica_that_is_not_finite_does_not_affect_the_others(name: str) -> None:
    make, _ = KINDS[name]
    start, gradients = start_and_gradients()
    clean, broken = start.copy(), start.copy()
    broken_gradients = gradients.copy()
    broken_gradients[2:, 1] = [np.inf, np.nan, 1e300, -np.inf]
    for weights, used in ((clean, gradients), (broken, broken_gradients)):
        optimiser = make(0.1)
        for gradient in used:
            optimiser.update(weights, gradient)
    assert broken[[0, 2]].tobytes() == clean[[0, 2]].tobytes()
    assert not np.isfinite(broken[1, :2]).any()


@pytest.mark.parametrize("name", KINDS)
def test_no_gradient_no_change(name: str) -> None:
    start, _ = start_and_gradients()
    weights = start.copy()
    for _ in range(3):
        KINDS[name][0](0.1).update(weights, np.zeros_like(weights))
    assert weights.tobytes() == start.tobytes()


@pytest.mark.parametrize("make", [Adam, lambda rate: RMSprop(rate, decay=0.0)])
def test_a_first_step_is_as_long_as_the_learning_rate(make: Callable[[float], Optimiser]) -> None:
    """Whatever the size of the gradient, thanks to Adam's correction for starting at zero."""
    weights = np.zeros((1, 3))
    make(0.25).update(weights, np.array([[1e-3, -5.0, 1e4]]))
    assert weights == pytest.approx(np.array([[-0.25, 0.25, -0.25]]), rel=2e-4)


rows = nps.arrays(np.float64, (3, 5), elements=st.floats(-1e6, 1e6, allow_subnormal=False))


@given(gradients=rows, max_norm=st.floats(1e-3, 1e6))
def test_clipping_shortens_and_never_turns(gradients: Array, max_norm: float) -> None:
    clipped = gradients.copy()
    norms = clip_by_global_norm(clipped, max_norm)
    for row, before, norm in zip(clipped, gradients, norms, strict=True):
        assert norm == pytest.approx(math.hypot(*before), rel=1e-12)
        if norm <= max_norm:
            assert row.tobytes() == before.tobytes()
        else:
            assert math.hypot(*row) == pytest.approx(max_norm, rel=1e-12)
            assert row == pytest.approx(before * (max_norm / norm), rel=1e-12, abs=0)


@given(gradients=rows, max_norm=st.floats(1e-3, 1e6))
def test_clipping_a_row_does_not_depend_on_the_others(gradients: Array, max_norm: float) -> None:
    together, alone = gradients.copy(), gradients[1:2].copy()
    norms = clip_by_global_norm(together, max_norm)
    assert norms[1:2].tobytes() == clip_by_global_norm(alone, max_norm).tobytes()
    assert together[1:2].tobytes() == alone.tobytes()


@pytest.mark.parametrize("size", [1e-30, 1.0, 1e30])
def test_clipping_float32_whose_squares_do_not_fit(size: float) -> None:
    gradients = np.array([[3.0, 4.0]], np.float32) * np.float32(size)
    norms = clip_by_global_norm(gradients, 2.5 * size)
    assert norms.dtype == np.float64
    assert norms[0] == pytest.approx(5 * size, rel=1e-6)
    assert gradients[0] / size == pytest.approx(np.array([1.5, 2.0]), rel=1e-6)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_clipping_leaves_a_row_that_is_not_finite(bad: float, dtype: type) -> None:
    gradients: Array = np.array([[3.0, 4.0], [bad, 1.0], [0.0, 0.0]], dtype)
    norms = clip_by_global_norm(gradients, 1.0)
    assert norms[1] == pytest.approx(bad, nan_ok=True)
    assert norms[[0, 2]] == pytest.approx(np.array([5.0, 0.0]))
    expected = np.array([[0.6, 0.8], [bad, 1.0], [0.0, 0.0]])
    assert gradients == pytest.approx(expected, nan_ok=True, rel=1e-6)
