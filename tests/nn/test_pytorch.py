"""Against PyTorch, in float64: outputs, losses, gradients, and optimisers' trajectories.

The numbers come from fixtures/make_pytorch_fixtures.py, which says how to regenerate them.
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

NETWORKS = sorted(key.removesuffix("/x") for key in PYTORCH if key.endswith("/x"))
ROWS = "ifco"  # PyTorch's order of the gates; c is the candidate, there called g
HIDDEN, OUTPUTS = 3, 2


def close(found: Array, expected: Array) -> None:
    np.testing.assert_allclose(found, expected, rtol=TOLERANCE, atol=TOLERANCE)


def stored(name: str, kind: str) -> dict[str, Array]:
    """The "weights" or "gradients" of a network by PyTorch's names, in its order; (R, ...)."""
    start = f"{name}/{kind}/"
    return {key.removeprefix(start): PYTORCH[key] for key in PYTORCH if key.startswith(start)}


def by_our_names(theirs: dict[str, Array]) -> dict[str, Array]:
    """PyTorch's weights or gradients, gate by gate; its two biases as b_i and second/b_i."""
    named = {"readout.W": theirs["readout.weight"], "readout.b": theirs["readout.bias"]}
    for layer in range((len(theirs) - 2) // 4):
        for ours, kind in (
            (f"layer{layer}.W_{{}}x", "weight_ih"),
            (f"layer{layer}.W_{{}}a", "weight_hh"),
            (f"layer{layer}.b_{{}}", "bias_ih"),
            (f"second/layer{layer}.b_{{}}", "bias_hh"),
        ):
            rows = np.split(theirs[f"lstm.{kind}_l{layer}"], len(ROWS), axis=1)
            named |= {ours.format(gate): row for gate, row in zip(ROWS, rows, strict=True)}
    return named


def as_ours(name: str) -> LSTMNetwork:
    """An LSTMNetwork with the weights of a PyTorch network."""
    x, target = PYTORCH[f"{name}/x"], PYTORCH[f"{name}/target"]
    network = LSTMNetwork(
        input_size=x.shape[-1],
        hidden_size=HIDDEN,
        output_size=OUTPUTS,
        num_layers=int(name.split("/")[1][0]),
        replicas=len(x),
        every_step=target.ndim == 4,
        output_activation=name.rpartition("-")[2],
        dtype=np.float64,
    )
    given = by_our_names(stored(name, "weights"))
    for key, view in network.named_parameters().items():
        view[:] = given[key] + given.get(f"second/{key}", 0.0)
    return network


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
def test_predictions_and_gradients_are_those_of_pytorch(name: str) -> None:
    x, target, prediction, loss = (
        PYTORCH[f"{name}/{key}"] for key in ("x", "target", "prediction", "loss")
    )
    network = as_ours(name)
    found = network.forward(x)
    close(found, prediction)
    found_loss, d_prediction = squared_error(found, target)
    close(found_loss, loss)
    network.backward(d_prediction)
    expected = by_our_names(stored(name, "gradients"))
    for key, gradient in network.named_gradients().items():
        close(gradient, expected[key])


@pytest.mark.parametrize("name", ["last", "every"])
def test_cross_entropy_is_that_of_pytorch(name: str) -> None:
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
def test_optimisers_follow_those_of_pytorch(name: str, optimiser: Optimiser) -> None:
    weights = PYTORCH["optimiser/start"][np.newaxis].copy()
    path, gradients = PYTORCH[f"optimiser/{name}"], PYTORCH["optimiser/gradients"]
    assert len(path) == len(gradients) == 12
    for gradient, expected in zip(gradients, path, strict=True):
        optimiser.update(weights, gradient[np.newaxis])
        close(weights[0], expected)
