"""The gradient of every weight, against finite differences, in every kind of network."""

from itertools import product
from typing import Any

import numpy as np
import pytest

from lstm_tutor.nn import (
    check_gradients,
    numerical_gradient,
    relative_error,
    softmax_cross_entropy,
    squared_error,
    workspace,
)
from tests.nn.networks import SIZES, Sizes, build, draw

TOLERANCE = 1e-7

OPTIONS = [
    {"num_layers": layers, "gate": gate, "output_activation": activation, "every_step": every_step}
    for layers, gate, activation, every_step in product(
        (1, 2, 3), ("sigmoid", "hard_sigmoid"), ("linear", "tanh"), (False, True)
    )
]


def name(options: dict[str, Any]) -> str:
    return "-".join(str(value) for value in options.values())


def largest(errors: dict[str, float]) -> float:
    return max(errors.values())


@pytest.mark.parametrize("options", OPTIONS, ids=name)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_every_gradient_agrees_with_finite_differences(
    sizes: Sizes, options: dict[str, Any]
) -> None:
    network = build(sizes, **options)
    x, target = draw(sizes, every_step=options["every_step"])
    errors = check_gradients(network, x, target, squared_error)
    assert errors.keys() == network.named_parameters().keys()
    assert largest(errors) < TOLERANCE, errors


@pytest.mark.parametrize("every_step", [False, True])
def test_gradients_of_a_classifier(every_step: bool) -> None:
    sizes = Sizes(outputs=4)
    network = build(sizes, num_layers=2, every_step=every_step)
    x, target = draw(sizes, every_step=every_step)
    labels = target.argmax(axis=-1)
    assert largest(check_gradients(network, x, labels, softmax_cross_entropy)) < TOLERANCE


@pytest.mark.parametrize("block", [1, 2, 3, 5])
@pytest.mark.parametrize("every_step", [False, True])
def test_gradients_are_summed_over_blocks_of_time_steps(
    block: int, every_step: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five steps in blocks of 2 or 3 leave a shorter block at the end."""
    sizes = Sizes(inputs=3)
    products = sizes.batch * (sizes.hidden + sizes.inputs + 1) * 4 * sizes.hidden
    monkeypatch.setattr(workspace, "SMALL_PRODUCT", block * products)
    network = build(sizes, num_layers=2, every_step=every_step)
    x, target = draw(sizes, every_step=every_step)
    errors = check_gradients(network, x, target, squared_error)
    assert largest(errors) < TOLERANCE, errors


def test_a_hard_sigmoid_at_rest_has_no_slope() -> None:
    """Finite differences cannot check a gate that stays at 0 or 1; its weights have no effect."""
    sizes = Sizes()
    network = build(sizes, gate="hard_sigmoid")
    named, gradients = network.named_parameters(), network.named_gradients()
    named["layer0.b_i"][:] = 50.0
    named["layer0.b_o"][:] = -50.0
    x, target = draw(sizes)
    network.backward(squared_error(network.forward(x), target)[1])
    (gates,) = network.gates()
    assert (gates.i == 1).all()
    assert (gates.o == 0).all()
    for weights in ("W_ix", "W_ia", "b_i", "W_ox", "W_oa", "b_o"):
        assert not gradients[f"layer0.{weights}"].any()


def test_the_gradient_is_linear_in_what_it_starts_from() -> None:
    network = build(Sizes(), num_layers=2)
    x, target = draw(Sizes())
    network.forward(x)
    once = network.backward(target).copy()
    assert relative_error(network.backward(-3 * target), -3 * once) < 1e-13


def test_numerical_gradient_of_a_known_function() -> None:
    theta = np.array([[0.3, -1.2], [2.0, 0.0]])
    before = theta.tobytes()
    gradient = numerical_gradient(lambda: float(np.sin(theta).sum() + theta[0, 0] ** 3), theta)
    expected = np.cos(theta)
    expected[0, 0] += 3 * 0.3**2
    assert np.allclose(gradient, expected, rtol=0, atol=1e-9)
    assert theta.tobytes() == before


def test_relative_error_sees_the_largest_difference() -> None:
    a = np.array([1.0, -4.0])
    assert relative_error(a, a) == 0
    assert relative_error(np.zeros(2), np.zeros(2)) == 0
    assert relative_error(a, np.array([1.0, -3.0])) == 0.25
    assert relative_error(np.array([1.0, -3.0]), a) == 0.25
    assert relative_error(a, np.zeros(2)) == 1
    assert not relative_error(a, np.array([1.0, np.nan])) < TOLERANCE
