"""The arrays a layer works in: allocated once for each batch shape, overwritten by every call.

Allocating large arrays costs more than the arithmetic done in them, and so does slicing them anew
at every time step. So all arrays for a batch shape, and the views of each time step into them, are
made when that shape is first seen. Those that only the backward pass needs wait for the first
backward pass.

Axes: R replicas, B batch, T time, D inputs, H hidden, K = H + D + 1 for [a | x | 1], G the four
gates in the order i, f, o, candidate.
"""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

GATES = 4
SIGMOIDS = 3  # i, f and o come first, so that one slice holds them

# The weights' gradient is summed from matrix products of about this many multiplications: enough to
# be worth a call, few enough for BLAS's kernel for small matrices and for the cache.
SMALL_PRODUCT = 300_000


class GateViews(NamedTuple):
    """Views of one array of gates, together and one by one; each gate (..., R, B, H)."""

    all: Array  # (G, R, B, H)
    sigmoids: Array  # (3, R, B, H)
    i: Array
    f: Array
    o: Array
    candidate: Array


class TimeStep(NamedTuple):
    """Views of one time step; (R, B, H) unless stated otherwise."""

    read: Array  # (R, B, K): [a of the previous step | x | 1]
    gates: GateViews
    c_prev: Array
    c: Array
    tanh_c: Array
    a: Array


class Shape(NamedTuple):
    """The lengths of all axes, and the dtype."""

    replicas: int
    batch: int
    steps: int
    input_size: int
    hidden_size: int
    dtype: np.dtype[np.floating]

    @property
    def columns(self) -> int:
        """K, the length of [a | x | 1]."""
        return self.hidden_size + self.input_size + 1


class Workspace:
    """The arrays of the forward pass, which the backward pass reads again."""

    def __init__(self, shape: Shape) -> None:
        replicas, batch, steps, _, hidden, dtype = shape
        self.shape = shape
        self.read: Array = np.zeros((replicas, steps + 1, batch, shape.columns), dtype)
        self.read[..., -1] = 1
        self.gates: Array = np.empty((steps, GATES, replicas, batch, hidden), dtype)
        self.c: Array = np.zeros((steps + 1, replicas, batch, hidden), dtype)
        self.tanh_c: Array = np.empty((steps, replicas, batch, hidden), dtype)
        self.product: Array = np.empty((replicas, batch, hidden), dtype)
        self.time_steps = [
            TimeStep(
                read=self.read[:, t],
                gates=gate_views(self.gates[t]),
                c_prev=self.c[t],
                c=self.c[t + 1],
                tanh_c=self.tanh_c[t],
                a=self.read[:, t + 1, :, :hidden],
            )
            for t in range(steps)
        ]

    @property
    def x(self) -> Array:
        """The input of all time steps, (R, T, B, D)."""
        return self.read[:, :-1, :, self.shape.hidden_size : -1]

    @property
    def a(self) -> Array:
        """The activations of all time steps, (R, T, B, H)."""
        return self.read[:, 1:, :, : self.shape.hidden_size]

    @cached_property
    def backward(self) -> "BackwardWorkspace":
        """The arrays of the backward pass over the same batch shape."""
        return BackwardWorkspace(self.shape)


class BackwardWorkspace:
    """The arrays of the backward pass.

    d_z, the derivatives with respect to the gates' sums, is collected over blocks of n time steps.
    One matrix product with what those steps read then gives their share of the weights' gradient.
    """

    def __init__(self, shape: Shape) -> None:
        replicas, batch, steps, inputs, hidden, dtype = shape
        rows = GATES * hidden
        block = SMALL_PRODUCT // (batch * shape.columns * rows)
        self.block = max(1, min(block, steps))  # n
        self.d_z: Array = np.empty((replicas, self.block, batch, rows), dtype)
        self.d_z_of_step = [self.d_z[:, place] for place in range(self.block)]
        self.d_z_by_gate = [  # the same memory as (G, R, B, H)
            d_z.reshape(replicas, batch, GATES, hidden).transpose(2, 0, 1, 3)
            for d_z in self.d_z_of_step
        ]
        self.d_gates = gate_views(np.empty((GATES, replicas, batch, hidden), dtype))
        self.slopes = gate_views(np.empty((GATES, replicas, batch, hidden), dtype))
        self.d_a: Array = np.empty((replicas, batch, hidden), dtype)
        self.d_c: Array = np.empty((replicas, batch, hidden), dtype)
        self.product: Array = np.empty((replicas, batch, hidden), dtype)
        self.d_x: Array = np.empty((replicas, steps, batch, inputs), dtype)
        self.gradient: Array = np.empty((replicas, rows, shape.columns), dtype)


def gate_views(gates: Array) -> GateViews:
    """Name the gates in an array (G, R, B, H); returns views."""
    return GateViews(gates, gates[:SIGMOIDS], *gates)
