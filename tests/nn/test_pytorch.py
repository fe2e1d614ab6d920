"""Against PyTorch, in float64: outputs, losses, gradients, and the paths optimisers take.

The numbers come from fixtures/make_pytorch_fixtures.py, which says how to make them anew.
"""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_tutor.nn import (
    SGD,
    Adam,
    LSTMNetwork,
    Optimiser,
    RMSprop,
    softmax_cross_entropy,
    squared_error,
)

Array = NDArray[np.floating]

FILE = Path(__file__).parent / "fixtures" / "pytorch_lstm.npz"
TOLERANCE = 1e-10

with np.load(FILE) as file:
    PYTORCH = dict(file)

NETWORKS = sorted({key.rpartition("/")[0] for key in PYTORCH if key.startswith("lstm/")})
ROWS = "ifco"  # PyTorch's order of the gates; c is the candidate, there called g
HIDDEN, OUTPUTS = 3, 2


def close(found: Array, expected: Array) -> None:
    np.testing.assert_allclose(found, expected, rtol=TOLERANCE, atol=TOLERANCE)


def take(flat: Array, start: int, *shape: int) -> tuple[Array, int]:
    """The next weights of this shape for every replica, and where the ones after begin."""
    end = start + int(np.prod(shape))
    return flat[:, start:end].reshape(-1, *shape), end


def by_our_names(flat: Array, layers: int, inputs: int) -> dict[str, Array]:
    """PyTorch's flat weights or gradients, (R, n), cut up; its two biases as b_i and second/b_i."""
    named: dict[str, Array] = {}
    start = 0
    for layer in range(layers):
        columns = inputs if layer == 0 else HIDDEN
        from_input, start = take(flat, start, 4, HIDDEN, columns)
        recurrent, start = take(flat, start, 4, HIDDEN, HIDDEN)
        bias, start = take(flat, start, 4, HIDDEN)
        second, start = take(flat, start, 4, HIDDEN)
        for row, gate in enumerate(ROWS):
            named[f"layer{layer}.W_{gate}x"] = from_input[:, row]
            named[f"layer{layer}.W_{gate}a"] = recurrent[:, row]
            named[f"layer{layer}.b_{gate}"] = bias[:, row]
            named[f"second/layer{layer}.b_{gate}"] = second[:, row]
    named["readout.W"], start = take(flat, start, OUTPUTS, HIDDEN)
    named["readout.b"], start = take(flat, start, OUTPUTS)
    assert start == flat.shape[1]
    return named


def test_the_file_is_the_one_that_was_made() -> None:
    recorded, name = FILE.with_suffix(".sha256").read_text(encoding="utf-8").split()
    assert name == FILE.name
    assert hashlib.sha256(FILE.read_bytes()).hexdigest() == recorded


def test_the_networks_cover_what_they_should() -> None:
    """Layers 1 to 3, readout of the last and of every step, one step, one example."""
    assert len(NETWORKS) == 3 * 2 * 4
    lengths = {PYTORCH[f"{name}/x"].shape[1:3] for name in NETWORKS}
    assert {(4, 6), (3, 1), (1, 5), (1, 1)} == lengths


@pytest.mark.parametrize("name", NETWORKS)
def test_a_network_predicts_and_learns_as_pytorchs(name: str) -> None:
    x, target, weights, prediction, loss, gradients = (
        PYTORCH[f"{name}/{key}"]
        for key in ("x", "target", "weights", "prediction", "loss", "gradients")
    )
    layers, replicas, inputs = int(name.split("/")[1][0]), x.shape[0], x.shape[-1]
    network = LSTMNetwork(
        input_size=inputs,
        hidden_size=HIDDEN,
        output_size=OUTPUTS,
        num_layers=layers,
        replicas=replicas,
        every_step=target.ndim == 4,
        output_activation=name.rpartition("-")[2],
        dtype=np.float64,
    )
    given = by_our_names(weights, layers, inputs)
    for key, view in network.named_parameters().items():
        view[:] = given[key] + given.get(f"second/{key}", 0.0)

    found = network.forward(x)
    close(found, prediction)
    found_loss, d_prediction = squared_error(found, target)
    close(found_loss, loss)
    network.backward(d_prediction)
    expected = by_our_names(gradients, layers, inputs)
    for key, gradient in network.named_gradients().items():
        close(gradient, expected[key])


@pytest.mark.parametrize("name", ["last", "every"])
def test_cross_entropy_is_pytorchs(name: str) -> None:
    logits, labels, loss, gradient = (
        PYTORCH[f"softmax/{name}/{key}"] for key in ("logits", "labels", "loss", "gradient")
    )
    found, derivative = softmax_cross_entropy(logits[np.newaxis], labels[np.newaxis])
    close(found, loss.reshape(1))
    close(derivative[0], gradient)


@pytest.mark.parametrize(
    ("name", "optimiser"),
    [
        ("sgd", SGD(0.1)),
        ("momentum", SGD(0.1, momentum=0.9)),
        ("rmsprop", RMSprop(0.01, decay=0.9, epsilon=1e-7)),
        ("adam", Adam(0.01, beta1=0.9, beta2=0.999, epsilon=1e-8)),
    ],
)
def test_an_optimiser_takes_pytorchs_path(name: str, optimiser: Optimiser) -> None:
    weights = PYTORCH["optimiser/start"][np.newaxis].copy()
    path, gradients = PYTORCH[f"optimiser/{name}"], PYTORCH["optimiser/gradients"]
    assert len(path) == len(gradients) == 12
    for gradient, expected in zip(gradients, path, strict=True):
        optimiser.update(weights, gradient[np.newaxis])
        close(weights[0], expected)
