"""Gradient checking: is the gradient right? Perturb every weight and see what the loss does.

Finite differences need the forward pass alone, so they cannot repeat a mistake of the backward
pass. This is the five-point central difference, from f at ±ε and ±2ε, whose error is of order ε⁴:
in float64, with ε near 1e-3, about 1e-13 of the loss. It is no use at a kink, such as the ends of
a hard sigmoid.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.nn.network import LSTMNetwork

Array = NDArray[np.floating]


def numerical_gradient(f: Callable[[], float], theta: Array, epsilon: float = 1e-3) -> Array:
    """Derivative of f with respect to every entry of theta, by finite differences; theta's shape.

    f takes no argument and reads theta, which is changed in place, entry by entry, and restored.
    Raises ValueError unless theta is float64: float32 has too few digits for the difference.
    """
    if theta.dtype != np.float64:
        raise ValueError(f"theta has dtype {theta.dtype}; legal is float64")
    gradient = np.empty(theta.shape)
    for index in np.ndindex(theta.shape):
        value = theta[index]
        at = {}
        for offset in (-2, -1, 1, 2):
            theta[index] = value + offset * epsilon
            at[offset] = f()
        theta[index] = value
        gradient[index] = (8 * (at[1] - at[-1]) - (at[2] - at[-2])) / (12 * epsilon)
    return gradient


def relative_error(a: Array, b: Array) -> float:
    """Largest difference of two arrays, divided by their largest magnitude; 0 if both are zero."""
    scale = np.max(np.maximum(np.abs(a), np.abs(b)))
    return float(np.max(np.abs(a - b)) / scale) if scale != 0 else 0.0


def check_gradients(
    network: LSTMNetwork,
    x: Array,
    target: NDArray[Any],
    loss: Callable[[Array, NDArray[Any]], tuple[Array, Array]],
    epsilon: float = 1e-3,
) -> dict[str, float]:
    """Relative error of the gradient of every named parameter, the largest over the replicas.

    x: (R, B, T, D). loss: from prediction and target to the losses (R,) and their derivative with
    respect to the prediction. Raises ValueError unless the network is float64.
    """

    def total_loss() -> float:
        return float(loss(network.forward(x), target)[0].sum())

    _, d_prediction = loss(network.forward(x), target)
    network.backward(d_prediction)
    exact = network.named_gradients()
    errors = {}
    for name, theta in network.named_parameters().items():
        numerical = numerical_gradient(total_loss, theta, epsilon)
        replicas = zip(exact[name], numerical, strict=True)
        errors[name] = float(np.max([relative_error(a, b) for a, b in replicas]))
    return errors
