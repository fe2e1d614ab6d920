"""Small networks with random weights, and their network-free counterpart: the readable cell."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.nn import LSTMNetwork, unroll

Array = NDArray[np.floating]


class Sizes(NamedTuple):
    """Replicas, batch, time steps, inputs, hidden units, outputs."""

    replicas: int = 2
    batch: int = 3
    steps: int = 5
    inputs: int = 2
    hidden: int = 3
    outputs: int = 2


# Every length 1 at least once, alone and with others.
SIZES = (
    Sizes(),
    Sizes(steps=1),
    Sizes(batch=1, inputs=1),
    Sizes(replicas=1, hidden=1, outputs=1),
    Sizes(1, 1, 1, 1, 1, 1),
)


def build(sizes: Sizes, *, spread: float = 0.7, seed: int = 0, **options: Any) -> LSTMNetwork:
    """A network of these sizes whose weights, biases too, are normal of this spread."""
    network = LSTMNetwork(
        input_size=sizes.inputs,
        hidden_size=sizes.hidden,
        output_size=sizes.outputs,
        replicas=sizes.replicas,
        **{"dtype": np.float64} | options,
    )
    rng = np.random.default_rng(seed)
    network.parameters[:] = spread * rng.standard_normal(network.parameters.shape)
    return network


def draw(sizes: Sizes, *, every_step: bool = False, seed: int = 1) -> tuple[Array, Array]:
    """Normal input x and target for networks of these sizes, float64.

    The input is wide and the target near 0, so that even deep networks of one unit have gradients
    that stand out from the rounding of the loss.
    """
    replicas, batch, steps, inputs, _, outputs = sizes
    rng = np.random.default_rng(seed)
    times = (steps,) if every_step else ()
    x = 2 * rng.standard_normal((replicas, batch, steps, inputs))
    return x, 0.3 * rng.standard_normal((replicas, batch, *times, outputs))


def by_the_readable_cell(network: LSTMNetwork, x: Array, replica: int) -> Array:
    """The activations of the last layer, (B, T, H), by `step`, one sequence batch at a time."""
    read: Array = x[replica]
    for layer in range(network.num_layers):
        records = unroll(read, network.cell_parameters(layer, replica))
        read = np.stack([record.a for record in records], axis=1)
    return read
