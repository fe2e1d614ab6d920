"""One time step of a plain recurrent network, the simplest layer with a loop, and its gradient.

Its only memory is the activation: a^t = tanh(W_ax x^t + W_aa a^{t-1} + b_a) (Elman, 1990). Every
step overwrites it, and its gradient passes through a weight matrix and a tanh each time; the LSTM
cell in `cell.py` has a path around both. Symbols and conventions are those of that file.

Axes: B batch, D inputs, H hidden units.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class RNNParameters(NamedTuple):
    """Weights W_ax (H, D), W_aa (H, H) and biases b_a (H,); also their gradients."""

    W_ax: Array
    W_aa: Array
    b_a: Array


class RNNStep(NamedTuple):
    """What one time step read and computed: x is (B, D), a_prev and a are (B, H)."""

    x: Array
    a_prev: Array
    a: Array


class RNNStepGradients(NamedTuple):
    """Derivatives of the loss with respect to all that a step read, in the same shapes."""

    weights: RNNParameters
    x: Array
    a_prev: Array


def rnn_step(x: Array, a_prev: Array, weights: RNNParameters) -> RNNStep:
    """One time step: from x (B, D) and the previous a (B, H) to the next a."""
    W_ax, W_aa, b_a = weights

    a = np.tanh(x @ W_ax.T + a_prev @ W_aa.T + b_a)

    return RNNStep(x, a_prev, a)


def rnn_step_backward(record: RNNStep, da: Array, weights: RNNParameters) -> RNNStepGradients:
    """Backpropagate through one time step.

    record: what `rnn_step` returned. da: derivative of the loss with respect to this step's a,
    (B, H). Gradients of weights are summed over the batch.
    """
    x, a_prev, a = record
    W_ax, W_aa, _ = weights

    dz_a = da * (1 - a**2)
    dW_ax = dz_a.T @ x
    dW_aa = dz_a.T @ a_prev
    db_a = dz_a.sum(axis=0)

    dx = dz_a @ W_ax
    da_prev = dz_a @ W_aa

    return RNNStepGradients(RNNParameters(dW_ax, dW_aa, db_a), dx, da_prev)
