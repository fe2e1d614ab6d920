"""One LSTM layer over time, for many independent replicas at once: the fast path.

Equations and symbols are those of `cell.py`; a test checks that both agree up to rounding. What
differs is how the work is organised. Replicas are separate networks, but all replicas and examples
take each time step together, so that one NumPy call does the work of thousands. Results go into
preallocated arrays (`workspace.py`). One matrix product per step covers recurrent weights, input
weights and biases, and one tanh serves all four gates, since sigmoid(z) = (1 + tanh(z/2)) / 2.

Axes: R replicas, B batch, T time, D inputs, H hidden, K = H + D + 1 for [a | x | 1], G the four
gates in the order i, f, o, candidate.
"""

import numpy as np

from lstm_tutor.nn.workspace import (
    GATES,
    SIGMOIDS,
    Array,
    BackwardWorkspace,
    GateViews,
    Shape,
    Workspace,
)

HARD_SLOPE = 0.2


class Layer:
    """One LSTM layer.

    weights, gradients: views (R, 4H, K) of the network's arrays. Each row belongs to one gate of
    one unit and multiplies [a of the previous step | x | 1].
    hard: gates i, f and o are clip(0.2 z + 0.5, 0, 1) instead of sigmoid(z).
    """

    def __init__(self, weights: Array, gradients: Array, hidden_size: int, *, hard: bool) -> None:
        self.weights = weights
        self.gradients = gradients
        self.hidden_size = hidden_size
        self.hard = hard
        self.last: Workspace | None = None  # the workspace of the last forward pass
        replicas, _, columns = weights.shape
        self._workspaces: dict[tuple[int, int], Workspace] = {}
        self._scaled = np.empty((GATES, replicas, columns, hidden_size), weights.dtype)

    def forward(self, x: Array) -> Array:
        """Run over x (R, T, B, D) from a = c = 0; returns all a, (R, T, B, H), as a view."""
        _, steps, batch, _ = x.shape
        work = self.last = self._workspace(batch, steps)
        work.x[:] = x
        self._scale_weights()
        for step in work.time_steps:
            gates = step.gates
            np.matmul(step.read, self._scaled, out=gates.all)
            self._squash(gates)
            np.multiply(gates.i, gates.candidate, out=step.c)
            np.multiply(gates.f, step.c_prev, out=work.product)
            np.add(step.c, work.product, out=step.c)
            np.tanh(step.c, out=step.tanh_c)
            np.multiply(gates.o, step.tanh_c, out=step.a)
        return work.a

    def backward(self, d_a: Array, *, need_d_x: bool) -> Array | None:
        """Backpropagation through time for the last forward pass; fills `gradients`.

        d_a: derivative of the loss with respect to every a, (R, T, B, H), or to the last a alone,
        (R, 1, B, H), as it arrives from outside this layer. Returns the derivative with respect to
        x, (R, T, B, D), if it is needed; the next backward pass overwrites that array.
        """
        assert self.last is not None
        work, back = self.last, self.last.backward
        recurrent = self.weights[:, :, : self.hidden_size]
        every_step = d_a.shape[1] > 1
        back.d_a[:] = d_a[:, -1]
        back.d_c[:] = 0
        self.gradients[:] = 0
        for t in reversed(range(len(work.time_steps))):
            self._step_backward(work, back, t)
            np.matmul(back.d_z_of_step[t % back.block], recurrent, out=back.d_a)
            if every_step and t > 0:
                back.d_a += d_a[:, t - 1]
            if t % back.block == 0:
                self._finish_block(work, back, t, need_d_x=need_d_x)
        return back.d_x if need_d_x else None

    def _step_backward(self, work: Workspace, back: BackwardWorkspace, t: int) -> None:
        """From the derivatives by a and c of step t to those by its z and by c of step t - 1."""
        step, gates, d_gates = work.time_steps[t], work.time_steps[t].gates, back.d_gates
        np.multiply(back.d_a, step.tanh_c, out=d_gates.o)
        np.multiply(d_gates.o, step.tanh_c, out=back.product)  # d_c += d_a * o * (1 - tanh²(c))
        np.subtract(back.d_a, back.product, out=back.product)
        back.product *= gates.o
        back.d_c += back.product
        np.multiply(back.d_c, gates.candidate, out=d_gates.i)
        np.multiply(back.d_c, step.c_prev, out=d_gates.f)
        np.multiply(back.d_c, gates.i, out=d_gates.candidate)
        back.d_c *= gates.f
        self._slopes(gates, out=back.slopes)
        np.multiply(d_gates.all, back.slopes.all, out=back.d_z_by_gate[t % back.block])

    def _finish_block(
        self, work: Workspace, back: BackwardWorkspace, start: int, *, need_d_x: bool
    ) -> None:
        """Add what the block of steps from `start` on gives to the gradients; fill its d_x."""
        replicas, _, steps, inputs, _, _ = work.shape
        end = min(start + back.block, steps)
        d_z = back.d_z[:, : end - start].reshape(replicas, -1, self.weights.shape[1])
        read = work.read[:, start:end].reshape(replicas, -1, work.shape.columns)
        np.matmul(d_z.transpose(0, 2, 1), read, out=back.gradient)
        self.gradients += back.gradient
        if need_d_x:
            d_x = back.d_x[:, start:end].reshape(replicas, -1, inputs)
            np.matmul(d_z, self.weights[:, :, self.hidden_size : -1], out=d_x)

    def _scale_weights(self) -> None:
        """Copy the weights gate by gate, (G, R, K, H), with i, f and o scaled for `_squash`."""
        replicas, _, columns = self.weights.shape
        by_gate = self.weights.reshape(replicas, GATES, self.hidden_size, columns)
        self._scaled[:] = by_gate.transpose(1, 0, 3, 2)
        self._scaled[:SIGMOIDS] *= HARD_SLOPE if self.hard else 0.5

    def _squash(self, gates: GateViews) -> None:
        """Turn the scaled sums into the gates' values, in place."""
        sigmoids = gates.sigmoids
        if self.hard:
            np.tanh(gates.candidate, out=gates.candidate)
            np.add(sigmoids, 0.5, out=sigmoids)
            np.clip(sigmoids, 0, 1, out=sigmoids)
        else:
            np.tanh(gates.all, out=gates.all)
            np.multiply(sigmoids, 0.5, out=sigmoids)
            np.add(sigmoids, 0.5, out=sigmoids)

    def _slopes(self, gates: GateViews, out: GateViews) -> None:
        """The derivative of each gate's value with respect to its sum z."""
        sigmoids = gates.sigmoids
        np.multiply(gates.all, gates.all, out=out.all)
        np.subtract(1, out.candidate, out=out.candidate)
        if self.hard:
            np.multiply((sigmoids > 0) & (sigmoids < 1), HARD_SLOPE, out=out.sigmoids)
        else:
            np.subtract(sigmoids, out.sigmoids, out=out.sigmoids)

    def _workspace(self, batch: int, steps: int) -> Workspace:
        if (batch, steps) not in self._workspaces:
            replicas, _, columns = self.weights.shape
            inputs, hidden = columns - self.hidden_size - 1, self.hidden_size
            shape = Shape(replicas, batch, steps, inputs, hidden, self.weights.dtype)
            self._workspaces[batch, steps] = Workspace(shape)
        return self._workspaces[batch, steps]
