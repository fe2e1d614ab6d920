"""One time step of an LSTM cell: the chapter's seven equations, line for line, and their gradient.

The symbols are the chapter's: x the input, a the activation, c the cell state; i, f and o the
input, forget and output gates; W trainable weights, b trainable biases. `step` computes the
equations. `step_backward` goes through them in reverse, by the chain rule: a leading d means
"derivative of the loss with respect to", and z is the sum inside a sigmoid or tanh. The cell is
that of Gers, Schmidhuber and Cummins (2000), without peepholes.

Axes: B batch, D inputs, H hidden units.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class CellParameters(NamedTuple):
    """Weights W_gx (H, D), W_ga (H, H), biases b_g (H,) of gates g; also their gradients."""

    W_ix: Array
    W_ia: Array
    b_i: Array
    W_fx: Array
    W_fa: Array
    b_f: Array
    W_ox: Array
    W_oa: Array
    b_o: Array
    W_cx: Array
    W_ca: Array
    b_c: Array


class Step(NamedTuple):
    """Everything that one time step read and computed: x is (B, D), all others are (B, H)."""

    x: Array
    a_prev: Array
    c_prev: Array
    i: Array
    candidate: Array
    filtered_input: Array
    f: Array
    filtered_state: Array
    o: Array
    c: Array
    a: Array


class StepGradients(NamedTuple):
    """Derivatives of the loss with respect to all that a step read, in the same shapes."""

    weights: CellParameters
    x: Array
    a_prev: Array
    c_prev: Array


def sigmoid(z: Array) -> Array:
    """1 / (1 + exp(-z)), in a form that cannot overflow."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * z))


def step(x: Array, a_prev: Array, c_prev: Array, weights: CellParameters) -> Step:
    """One time step: from x (B, D) and the previous a and c (B, H) to the next a and c."""
    W_ix, W_ia, b_i, W_fx, W_fa, b_f, W_ox, W_oa, b_o, W_cx, W_ca, b_c = weights

    i = sigmoid(x @ W_ix.T + a_prev @ W_ia.T + b_i)
    candidate = np.tanh(x @ W_cx.T + a_prev @ W_ca.T + b_c)
    filtered_input = i * candidate

    f = sigmoid(x @ W_fx.T + a_prev @ W_fa.T + b_f)
    filtered_state = f * c_prev

    c = filtered_input + filtered_state

    o = sigmoid(x @ W_ox.T + a_prev @ W_oa.T + b_o)
    a = o * np.tanh(c)

    return Step(x, a_prev, c_prev, i, candidate, filtered_input, f, filtered_state, o, c, a)


def step_backward(record: Step, da: Array, dc: Array, weights: CellParameters) -> StepGradients:
    """Backpropagate through one time step.

    record: what `step` returned. da, dc: derivatives of the loss with respect to this step's a
    and c, (B, H), as they arrive from the readout and from the next time step. The path from c
    through a is added here. Gradients of weights are summed over the batch.
    """
    x, a_prev, c_prev, i, candidate, _, f, _, o, c, _ = record
    W_ix, W_ia, _, W_fx, W_fa, _, W_ox, W_oa, _, W_cx, W_ca, _ = weights

    do = da * np.tanh(c)
    dz_o = do * o * (1 - o)
    dW_ox = dz_o.T @ x
    dW_oa = dz_o.T @ a_prev
    db_o = dz_o.sum(axis=0)

    dc = dc + da * o * (1 - np.tanh(c) ** 2)

    di = dc * candidate
    dz_i = di * i * (1 - i)
    dW_ix = dz_i.T @ x
    dW_ia = dz_i.T @ a_prev
    db_i = dz_i.sum(axis=0)

    dcandidate = dc * i
    dz_c = dcandidate * (1 - candidate**2)
    dW_cx = dz_c.T @ x
    dW_ca = dz_c.T @ a_prev
    db_c = dz_c.sum(axis=0)

    df = dc * c_prev
    dz_f = df * f * (1 - f)
    dW_fx = dz_f.T @ x
    dW_fa = dz_f.T @ a_prev
    db_f = dz_f.sum(axis=0)

    dx = dz_i @ W_ix + dz_f @ W_fx + dz_o @ W_ox + dz_c @ W_cx
    da_prev = dz_i @ W_ia + dz_f @ W_fa + dz_o @ W_oa + dz_c @ W_ca
    dc_prev = dc * f

    gradients = CellParameters(
        *(dW_ix, dW_ia, db_i),
        *(dW_fx, dW_fa, db_f),
        *(dW_ox, dW_oa, db_o),
        *(dW_cx, dW_ca, db_c),
    )
    return StepGradients(gradients, dx, da_prev, dc_prev)


def unroll(x: Array, weights: CellParameters, a: float = 0, c: float = 0) -> list[Step]:
    """Run `step` over x (B, T, D), every unit starting from a and c; returns the T records."""
    a_prev: Array = np.full((len(x), len(weights.b_i)), a, float)
    c_prev: Array = np.full_like(a_prev, c)
    records = []
    for t in range(x.shape[1]):
        records.append(step(x[:, t], a_prev, c_prev, weights))
        a_prev, c_prev = records[-1].a, records[-1].c
    return records
