"""Is the gradient right? Nudge every weight up and down and look at what the loss does.

Differences of losses need no chain rule, only the forward pass, and so share no mistake with the
backward pass. The slope is taken from two points on each side, ε and 2ε away, combined so that
the error shrinks with ε⁴. In float64, with ε near 1e-3, it is about 1e-13 of the loss. It says
nothing at a kink, such as the ends of a hard sigmoid.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.nn.network import LSTMNetwork

Array = NDArray[np.floating]


def numerical_gradient(f: Callable[[], float], theta: Array, epsilon: float = 1e-3) -> Array:
    """Slopes of f by every entry of theta, in theta's shape.

    f takes no argument: it reads theta, which is changed in place, entry by entry, and restored.
    Raises ValueError unless theta is float64; float32 leaves no digits for the difference.
    """
    if theta.dtype != np.float64:
        raise ValueError(f"theta has dtype {theta.dtype}; legal is float64")
    gradient = np.empty(theta.shape)
    for index in np.ndindex(theta.shape):
        value = theta[index]
        at = {}
        for nudge in (-2, -1, 1, 2):
            theta[index] = value + nudge * epsilon
            at[nudge] = f()
        theta[index] = value
        gradient[index] = (8 * (at[1] - at[-1]) - (at[2] - at[-2])) / (12 * epsilon)
    return gradient


def relative_error(a: Array, b: Array) -> float:
    """Largest difference of two arrays over their largest value; 0 if both are zero."""
    scale = np.max(np.maximum(np.abs(a), np.abs(b)))
    return float(np.max(np.abs(a - b)) / scale) if scale != 0 else 0.0


def check_gradients(
    network: LSTMNetwork,
    x: Array,
    target: NDArray[Any],
    loss: Callable[[Array, NDArray[Any]], tuple[Array, Array]],
    epsilon: float = 1e-3,
) -> dict[str, float]:
    """Relative error of the gradient of every named parameter, the worst over the replicas.

    x is (R, B, T, D); loss takes the prediction and the target and returns the losses (R,) and
    their derivative by the prediction. Raises ValueError unless the network is float64.
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
