"""Replicas do not interact: the same bytes alone, with any others, and next to a diverged one."""

from typing import Any

import numpy as np
import pytest

from lstm_tutor.nn import (
    Adam,
    LSTMNetwork,
    clip_by_global_norm,
    initialise,
    softmax_cross_entropy,
    squared_error,
)
from tests.nn.networks import Array, Sizes

REPLICAS = 8
OPTIONS: list[dict[str, Any]] = [
    {},
    {"num_layers": 3, "every_step": True},
    {"gate": "hard_sigmoid", "output_activation": "tanh"},
    {"num_layers": 2, "every_step": True, "dtype": np.float64},
]
SIZES = [
    Sizes(batch=25, steps=12, inputs=1, hidden=16, outputs=1),
    Sizes(batch=3, steps=7, inputs=3, hidden=5, outputs=2),
    Sizes(batch=1, steps=9, inputs=1, hidden=4, outputs=3),
    Sizes(batch=1, steps=1, inputs=1, hidden=1, outputs=1),
    Sizes(batch=17, steps=3, inputs=2, hidden=33, outputs=1),
]


def start(sizes: Sizes, seeds: list[int], options: dict[str, Any]) -> LSTMNetwork:
    """A network with one replica initialised from each of these seeds."""
    network = LSTMNetwork(
        input_size=sizes.inputs,
        hidden_size=sizes.hidden,
        output_size=sizes.outputs,
        replicas=len(seeds),
        **options,
    )
    initialise(network, [np.random.default_rng(seed) for seed in seeds])
    return network


def samples(network: LSTMNetwork, sizes: Sizes, seeds: list[int]) -> tuple[Array, Array]:
    """x (R, B, T, D) and target; each replica's come from its own seed."""
    times = (sizes.steps,) if network.every_step else ()
    x, target = [], []
    for seed in seeds:
        rng = np.random.default_rng(1000 + seed)
        x.append(rng.standard_normal((sizes.batch, sizes.steps, sizes.inputs)))
        target.append(rng.standard_normal((sizes.batch, *times, sizes.outputs)))
    dtype = network.parameters.dtype
    return np.array(x, dtype), np.array(target, dtype)


def train(network: LSTMNetwork, x: Array, target: Array) -> dict[str, Array]:
    """Make three updates, clipped; returns all their results, replicas first."""
    optimiser = Adam(0.05)
    for _ in range(3):
        prediction = network.forward(x)
        loss, d_prediction = squared_error(prediction, target)
        gradients = network.backward(d_prediction)
        norms = clip_by_global_norm(gradients, 0.5)
        optimiser.update(network.parameters, gradients)
    gates = np.array([np.moveaxis(np.array(layer), 2, 0) for layer in network.gates()])
    return {
        "prediction": prediction,
        "loss": loss,
        "gradients": gradients.copy(),
        "norms": norms,
        "parameters": network.parameters.copy(),
        "gates": np.moveaxis(gates, 1, 0),
    }


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_a_replica_computes_the_same_bytes_with_any_others(
    sizes: Sizes, options: dict[str, Any]
) -> None:
    seeds = list(range(REPLICAS))
    network = start(sizes, seeds, options)
    together = train(network, *samples(network, sizes, seeds))
    for group in ([0], [5], [2, 3], [7, 6, 1, 0]):
        network = start(sizes, group, options)
        apart = train(network, *samples(network, sizes, group))
        for name, values in apart.items():
            assert values.tobytes() == together[name][group].tobytes(), (name, group)


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan, 1e38])
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_diverged_replica_does_not_change_the_others(bad: float, options: dict[str, Any]) -> None:
    """Nor does it warn: warnings are errors in this test suite."""
    sizes, seeds = SIZES[1], [0, 1, 2]
    clean, broken = start(sizes, seeds, options), start(sizes, seeds, options)
    broken.parameters[1] = bad
    expected = train(clean, *samples(clean, sizes, seeds))
    found = train(broken, *samples(broken, sizes, seeds))
    for name, values in found.items():
        assert values[[0, 2]].tobytes() == expected[name][[0, 2]].tobytes(), name
    if not np.isfinite(bad):
        assert not np.isfinite(found["parameters"][1]).any()


def test_the_loss_of_weights_that_are_not_finite_is_nan() -> None:
    sizes, seeds = SIZES[1], [0, 1]
    network = start(sizes, seeds, {})
    network.named_parameters()["layer0.W_ia"][1, 0, 0] = np.nan
    x, target = samples(network, sizes, seeds)
    prediction = network.forward(x)
    labels = np.zeros(prediction.shape[:-1], int)
    for loss in (
        squared_error(prediction, target)[0],
        softmax_cross_entropy(prediction, labels)[0],
    ):
        assert np.isfinite(loss[0])
        assert np.isnan(loss[1])


def test_an_input_that_is_not_finite_stays_in_its_replica() -> None:
    sizes, seeds = SIZES[1], [0, 1, 2]
    network = start(sizes, seeds, {"num_layers": 2})
    x, target = samples(network, sizes, seeds)
    _, d_prediction = squared_error(network.forward(x), target)
    expected = network.backward(d_prediction).copy()
    x[1, 0, 3] = np.nan
    _, d_prediction = squared_error(network.forward(x), target)
    found = network.backward(d_prediction)
    assert found[[0, 2]].tobytes() == expected[[0, 2]].tobytes()
    assert np.isnan(found[1]).any()
