"""Bad input is refused: by name, with its value, and with what is legal."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from lstm_tutor.nn import (
    SGD,
    Adam,
    LSTMNetwork,
    RMSprop,
    check_gradients,
    clip_by_global_norm,
    glorot_normal,
    glorot_uniform,
    initialise,
    numerical_gradient,
    orthogonal,
    squared_error,
)
from tests.nn.networks import Sizes, build, draw

SIZE_NAMES = ("input_size", "hidden_size", "output_size", "num_layers", "replicas")


def make(**changed: Any) -> LSTMNetwork:
    return LSTMNetwork(**{"input_size": 1, "hidden_size": 2, "output_size": 1} | changed)


@pytest.mark.parametrize("name", SIZE_NAMES)
@pytest.mark.parametrize("value", [0, -1, 2.0, True, "3", None])
def test_sizes(name: str, value: object) -> None:
    with pytest.raises(ValueError, match=f"{name} is {value!r}; legal is a whole number from 1 up"):
        make(**{name: value})


@pytest.mark.parametrize(
    ("name", "value", "legal"),
    [
        ("gate", "relu", "sigmoid, hard_sigmoid"),
        ("output_activation", "softmax", "linear, tanh"),
        ("dtype", np.float16, "float32, float64"),
        ("dtype", int, "float32, float64"),
    ],
)
def test_choices(name: str, value: Any, legal: str) -> None:
    with pytest.raises(ValueError, match=f"{name} is .*; legal is one of {legal}"):
        make(**{name: value})


@pytest.mark.parametrize(
    "shape", [(2, 3, 5), (1, 3, 5, 2), (2, 3, 5, 1), (2, 0, 5, 2), (2, 3, 0, 2), (2, 3, 5, 2, 1)]
)
def test_shapes_of_x(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"x has shape .*; legal is \(2, B, T, 2\)"):
        build(Sizes()).forward(np.zeros(shape))


@pytest.mark.parametrize("dtype", [np.float32, int, complex])
def test_dtypes_of_x(dtype: type) -> None:
    with pytest.raises(ValueError, match=r"x has dtype .*; legal is float64"):
        build(Sizes()).forward(np.zeros((2, 3, 5, 2), dtype))


@pytest.mark.parametrize("every_step", [False, True])
def test_shapes_and_dtypes_of_d_prediction(every_step: bool) -> None:
    network = build(Sizes(), every_step=every_step)
    network.forward(draw(Sizes())[0])
    legal = (2, 3, 5, 2) if every_step else (2, 3, 2)
    for shape in ((2, 3), (2, 3, 1), (2, 3, 5, 2) if not every_step else (2, 3, 2)):
        with pytest.raises(ValueError, match="d_prediction has shape"):
            network.backward(np.zeros(shape))
    with pytest.raises(ValueError, match="d_prediction has dtype float32; legal is float64"):
        network.backward(np.zeros(legal, np.float32))


@pytest.mark.parametrize("call", ["backward", "gates"])
def test_what_needs_a_forward_pass_says_so(call: str) -> None:
    network = build(Sizes())
    arguments = (np.zeros((2, 3, 2)),) if call == "backward" else ()
    with pytest.raises(RuntimeError, match=rf"{call}\(\) needs a forward pass"):
        getattr(network, call)(*arguments)


@pytest.mark.parametrize(
    ("layer", "replica", "problem"),
    [
        (-1, 0, "layer is -1"),
        (1, 0, "layer is 1"),
        (0, -1, "replica is -1"),
        (0, 2, "replica is 2"),
    ],
)
def test_cell_parameters(layer: int, replica: int, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        build(Sizes()).cell_parameters(layer, replica)


@pytest.mark.parametrize("rate", [0.0, -1.0, np.nan, np.inf, [0.1, -0.1], [[0.1]], []])
@pytest.mark.parametrize("optimiser", [SGD, RMSprop, Adam])
def test_learning_rates(optimiser: Callable[..., Any], rate: Any) -> None:
    with pytest.raises(ValueError, match=r"learning_rate is .*; legal is"):
        optimiser(rate if np.isscalar(rate) else np.array(rate))


@pytest.mark.parametrize(
    ("optimiser", "name"),
    [(SGD, "momentum"), (RMSprop, "decay"), (Adam, "beta1"), (Adam, "beta2")],
)
@pytest.mark.parametrize("value", [-0.1, 1.0, 2.0, np.nan, np.inf, "0.5", True])
def test_numbers_below_one(optimiser: Callable[..., Any], name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=f"{name} is .*; legal is .* from 0.0 to below 1.0"):
        optimiser(0.1, **{name: value})


@pytest.mark.parametrize("value", [-1e-9, np.nan, np.inf])
@pytest.mark.parametrize("optimiser", [RMSprop, Adam])
def test_epsilon(optimiser: Callable[..., Any], value: float) -> None:
    with pytest.raises(ValueError, match=r"epsilon is .*; legal is"):
        optimiser(0.1, epsilon=value)


def test_updates() -> None:
    weights = np.zeros((2, 3))
    with pytest.raises(ValueError, match=r"parameters has shape \(3,\)"):
        SGD(0.1).update(weights[0], weights[0])
    with pytest.raises(ValueError, match=r"gradients has shape \(2, 2\); legal is \(2, 3\)"):
        SGD(0.1).update(weights, weights[:, :2])
    with pytest.raises(ValueError, match="gradients has dtype float32; legal is float64"):
        SGD(0.1).update(weights, weights.astype(np.float32))
    with pytest.raises(ValueError, match=r"scale is -1\.0"):
        SGD(0.1).update(weights, weights, scale=-1.0)
    with pytest.raises(ValueError, match="learning_rate has 3 values for 2 replicas"):
        SGD(np.array([0.1, 0.2, 0.3])).update(weights, weights)
    optimiser = Adam(0.1)
    optimiser.update(weights, weights)
    with pytest.raises(ValueError, match=r"parameters has shape \(1, 3\); legal is \(2, 3\)"):
        optimiser.update(weights[:1], weights[:1])


@pytest.mark.parametrize("max_norm", [0.0, -1.0, np.nan, np.inf])
def test_max_norm(max_norm: float) -> None:
    with pytest.raises(ValueError, match=r"max_norm is .*; legal is"):
        clip_by_global_norm(np.zeros((1, 2)), max_norm)


def test_clipped_gradients_have_two_axes() -> None:
    with pytest.raises(ValueError, match=r"gradients has shape \(2,\); legal is \(R, P\)"):
        clip_by_global_norm(np.zeros(2), 1.0)


def test_initial_weights() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="rngs has 1 generators; legal is one for each of 2"):
        initialise(build(Sizes()), [rng])
    with pytest.raises(ValueError, match="forget_bias is nan"):
        initialise(build(Sizes()), [rng, rng], forget_bias=np.nan)
    for draw_weights in (glorot_normal, glorot_uniform):
        with pytest.raises(ValueError, match="fan_in is 0"):
            draw_weights(rng, 0, 1, (1,))
        with pytest.raises(ValueError, match="fan_out is 0"):
            draw_weights(rng, 1, 0, (1,))
    with pytest.raises(ValueError, match="rows is 0"):
        orthogonal(rng, 0, 1)
    with pytest.raises(ValueError, match="columns is 0"):
        orthogonal(rng, 1, 0)


def test_gradients_are_checked_in_float64_alone() -> None:
    theta = np.zeros(2, np.float32)
    with pytest.raises(ValueError, match="theta has dtype float32; legal is float64"):
        numerical_gradient(lambda: 0.0, theta)
    network = build(Sizes(), dtype=np.float32)
    x, target = (array.astype(np.float32) for array in draw(Sizes()))
    with pytest.raises(ValueError, match="legal is float64"):
        check_gradients(network, x, target, squared_error)
