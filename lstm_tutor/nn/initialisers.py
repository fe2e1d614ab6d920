"""Initial weights: random, and of a size at which signals neither explode nor vanish.

Weights are drawn in float64 from the caller's generator and then rounded to the network's dtype,
so that float32 and float64 networks start from the same weights.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_number, require_whole
from lstm_tutor.nn.network import GATE_ORDER, LSTMNetwork

Values = NDArray[np.float64]


def glorot_normal(
    rng: np.random.Generator, fan_in: int, fan_out: int, shape: tuple[int, ...]
) -> Values:
    """Normal with variance 2 / (fan_in + fan_out), not truncated (Glorot and Bengio, 2010).

    Raises ValueError for a fan below 1.
    """
    return rng.normal(0.0, math.sqrt(_glorot_variance(fan_in, fan_out)), shape)


def glorot_uniform(
    rng: np.random.Generator, fan_in: int, fan_out: int, shape: tuple[int, ...]
) -> Values:
    """Uniform around 0 with variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010).

    The default in Keras; this chapter uses the normal one. Raises ValueError for a fan below 1.
    """
    limit = math.sqrt(3 * _glorot_variance(fan_in, fan_out))
    return rng.uniform(-limit, limit, shape)


def orthogonal(rng: np.random.Generator, rows: int, columns: int) -> Values:
    """A random matrix (rows, columns) with orthonormal columns, or orthonormal rows if it is wide.

    Uniform over all such matrices: the Q of the QR decomposition of a Gaussian matrix, with the
    signs that make the diagonal of R positive. Without them it would not be uniform (Mezzadri,
    2007). Raises ValueError for a size below 1.
    """
    require_whole("rows", rows, 1)
    require_whole("columns", columns, 1)
    tall = rng.standard_normal((max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q = q * np.where(np.diagonal(r) < 0, -1.0, 1.0)
    return q if rows >= columns else q.T


def initialise(
    network: LSTMNetwork, rngs: Sequence[np.random.Generator], forget_bias: float = 1.0
) -> None:
    """Draw the weights of every replica, each from its own generator alone.

    Input weights: Glorot normal with fan-in D and fan-out 4H. Recurrent weights: as in Keras, the
    four gates share one matrix (4H, H) with orthonormal columns. Biases: 0, except that the forget
    gate gets forget_bias, so that cells start out by remembering (Gers and others, 2000). Readout:
    Glorot normal. Raises ValueError unless there is one generator for each replica and forget_bias
    is finite.
    """
    if len(rngs) != network.replicas:
        raise ValueError(
            f"rngs has {len(rngs)} generators; legal is one for each of {network.replicas} replicas"
        )
    require_number("forget_bias", forget_bias, -np.inf)
    named, hidden, outputs = network.named_parameters(), network.hidden_size, network.output_size
    for replica, rng in enumerate(rngs):
        for depth in range(network.num_layers):
            inputs = network.input_size if depth == 0 else hidden
            from_input = glorot_normal(rng, inputs, 4 * hidden, (4, hidden, inputs))
            recurrent = orthogonal(rng, 4 * hidden, hidden).reshape(4, hidden, hidden)
            for place, gate in enumerate(GATE_ORDER):
                named[f"layer{depth}.W_{gate}x"][replica] = from_input[place]
                named[f"layer{depth}.W_{gate}a"][replica] = recurrent[place]
                named[f"layer{depth}.b_{gate}"][replica] = forget_bias if gate == "f" else 0.0
        named["readout.W"][replica] = glorot_normal(rng, hidden, outputs, (outputs, hidden))
        named["readout.b"][replica] = 0.0


def _glorot_variance(fan_in: int, fan_out: int) -> float:
    require_whole("fan_in", fan_in, 1)
    require_whole("fan_out", fan_out, 1)
    return 2 / (fan_in + fan_out)
