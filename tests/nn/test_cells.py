"""The readable cells: their gradients and equations, and that the fast path agrees with them."""

from typing import Any

import numpy as np
import pytest

from lstm_tutor.nn import (
    CellParameters,
    RNNParameters,
    numerical_gradient,
    relative_error,
    rnn_step,
    rnn_step_backward,
    squared_error,
    step,
    step_backward,
    unroll,
)
from tests.nn.networks import SIZES, Array, Sizes, build, by_the_readable_cell, draw

BATCH, INPUTS, HIDDEN = 3, 2, 4
TOLERANCE = 1e-8


def normal(*shape: int, seed: int) -> Array:
    return np.random.default_rng(seed).standard_normal(shape)


def lstm_weights() -> CellParameters:
    shapes = [(HIDDEN, INPUTS), (HIDDEN, HIDDEN), (HIDDEN,)] * 4
    return CellParameters(*(normal(*shape, seed=k) for k, shape in enumerate(shapes)))


def state() -> tuple[Array, Array, Array]:
    """x, a_prev and c_prev."""
    return (
        normal(BATCH, INPUTS, seed=20),
        normal(BATCH, HIDDEN, seed=21),
        normal(BATCH, HIDDEN, seed=22),
    )


def test_every_gradient_of_an_lstm_step() -> None:
    weights, (x, a_prev, c_prev) = lstm_weights(), state()
    da, dc = normal(BATCH, HIDDEN, seed=23), normal(BATCH, HIDDEN, seed=24)

    def loss() -> float:
        record = step(x, a_prev, c_prev, weights)
        return float((da * record.a).sum() + (dc * record.c).sum())

    exact = step_backward(step(x, a_prev, c_prev, weights), da, dc, weights)
    read = weights._asdict() | {"x": x, "a_prev": a_prev, "c_prev": c_prev}
    gradients = exact.weights._asdict() | exact._asdict()
    for name, theta in read.items():
        numerical = numerical_gradient(loss, theta)
        assert relative_error(gradients[name], numerical) < TOLERANCE, name


def test_every_gradient_of_an_rnn_step() -> None:
    x, a_prev, _ = state()
    weights = RNNParameters(
        normal(HIDDEN, INPUTS, seed=0), normal(HIDDEN, HIDDEN, seed=1), normal(HIDDEN, seed=2)
    )
    da = normal(BATCH, HIDDEN, seed=23)
    exact = rnn_step_backward(rnn_step(x, a_prev, weights), da, weights)
    read = weights._asdict() | {"x": x, "a_prev": a_prev}
    gradients = exact.weights._asdict() | exact._asdict()
    for name, theta in read.items():
        numerical = numerical_gradient(
            lambda: float((da * rnn_step(x, a_prev, weights).a).sum()), theta
        )
        assert relative_error(gradients[name], numerical) < TOLERANCE, name


def test_an_lstm_step_is_the_seven_equations_unit_by_unit() -> None:
    """Written out as sums over single numbers, with the definition of the logistic function."""
    W, (x, a_prev, c_prev) = lstm_weights(), state()
    record = step(x, a_prev, c_prev, W)
    for b, h in np.ndindex(BATCH, HIDDEN):

        def z(W_x: Array, W_a: Array, bias: Array, b: int = b, h: int = h) -> float:
            from_input = sum(W_x[h, d] * x[b, d] for d in range(INPUTS))
            return float(
                from_input + sum(W_a[h, k] * a_prev[b, k] for k in range(HIDDEN)) + bias[h]
            )

        i = 1 / (1 + np.exp(-z(W.W_ix, W.W_ia, W.b_i)))
        f = 1 / (1 + np.exp(-z(W.W_fx, W.W_fa, W.b_f)))
        o = 1 / (1 + np.exp(-z(W.W_ox, W.W_oa, W.b_o)))
        candidate = np.tanh(z(W.W_cx, W.W_ca, W.b_c))
        c = i * candidate + f * c_prev[b, h]
        expected = {
            "i": i,
            "candidate": candidate,
            "filtered_input": i * candidate,
            "f": f,
            "filtered_state": f * c_prev[b, h],
            "o": o,
            "c": c,
            "a": o * np.tanh(c),
        }
        for name, value in expected.items():
            assert getattr(record, name)[b, h] == pytest.approx(value, rel=1e-12), name


def test_an_rnn_step_by_hand() -> None:
    weights = RNNParameters(np.array([[2.0]]), np.array([[-0.5]]), np.array([0.25]))
    record = rnn_step(np.array([[0.3]]), np.array([[0.8]]), weights)
    assert record.a[0, 0] == pytest.approx(np.tanh(0.6 - 0.4 + 0.25), rel=1e-15)


def test_an_open_forget_gate_and_a_closed_input_gate_keep_the_state() -> None:
    x, a_prev, c_prev = state()
    weights = lstm_weights()._replace(b_f=np.full(HIDDEN, 1e3), b_i=np.full(HIDDEN, -1e3))
    assert np.array_equal(step(x, a_prev, c_prev, weights).c, c_prev)


@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("sizes", [*SIZES, Sizes(4, 7, 30, 3, 8, 2)], ids=str)
@pytest.mark.parametrize("options", [{}, {"every_step": True}, {"output_activation": "tanh"}])
def test_the_fast_path_computes_the_readable_cell(
    sizes: Sizes, layers: int, options: dict[str, Any]
) -> None:
    network = build(sizes, num_layers=layers, **options)
    x, _ = draw(sizes)
    prediction, readout = network.forward(x), network.named_parameters()
    for replica in range(sizes.replicas):
        a = by_the_readable_cell(network, x, replica)
        if not network.every_step:
            a = a[:, -1]
        expected = a @ readout["readout.W"][replica].T + readout["readout.b"][replica]
        if network.output_activation == "tanh":
            expected = np.tanh(expected)
        assert np.abs(prediction[replica] - expected).max() < 1e-12


def test_the_fast_path_has_the_readable_cells_gradients() -> None:
    """Backpropagation through time, step by step with `step_backward`, for the last activation."""
    sizes = Sizes(replicas=3, batch=4, steps=9)
    network = build(sizes)
    x, target = draw(sizes)
    _, d_prediction = squared_error(network.forward(x), target)
    network.backward(d_prediction)
    named, gradients = network.named_parameters(), network.named_gradients()
    for replica in range(sizes.replicas):
        weights = network.cell_parameters(0, replica)
        records = unroll(x[replica], weights)
        da = d_prediction[replica] @ named["readout.W"][replica]
        dc = np.zeros_like(da)
        total = {name: np.zeros_like(value) for name, value in weights._asdict().items()}
        for record in reversed(records):
            back = step_backward(record, da, dc, weights)
            da, dc = back.a_prev, back.c_prev
            for name, value in back.weights._asdict().items():
                total[name] += value
        for name, value in total.items():
            assert relative_error(gradients[f"layer0.{name}"][replica], value) < 1e-12, name


def test_gates_are_those_of_the_readable_cell() -> None:
    sizes = Sizes()
    network = build(sizes, num_layers=2)
    x, _ = draw(sizes)
    network.forward(x)
    gates = network.gates()
    assert len(gates) == 2
    for replica in range(sizes.replicas):
        records = unroll(x[replica], network.cell_parameters(0, replica))
        for t, record in enumerate(records):
            for name in ("i", "f", "o", "candidate"):
                fast = getattr(gates[0], name)[t, replica]
                assert np.abs(fast - getattr(record, name)).max() < 1e-12, name


def test_a_hard_gate_is_the_clipped_line() -> None:
    sizes = Sizes(replicas=1, batch=200, steps=1, inputs=1, hidden=1)
    network = build(sizes, gate="hard_sigmoid")
    x, _ = draw(sizes)
    weights = network.cell_parameters(0, 0)
    weights.W_ix[:] = 1.5
    network.forward(x)
    expected = np.clip(0.2 * (1.5 * x[0, :, 0] + weights.b_i) + 0.5, 0, 1)
    assert (expected == 0).any()
    assert (expected == 1).any()
    assert np.abs(network.gates()[0].i[0, 0] - expected).max() < 1e-15
