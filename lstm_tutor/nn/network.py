"""The network: stacked LSTM layers and a readout, for many independent replicas at once.

All weights of a replica lie in one row of `parameters`, so that an optimiser works on one flat
array and need not know about layers. Replicas do not interact: each computes the same bytes alone
as together with others, and one that overflows does not affect the rest.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lstm_tutor.base.arguments import require_array, require_choice, require_whole
from lstm_tutor.nn.cell import CellParameters
from lstm_tutor.nn.layer import Layer
from lstm_tutor.nn.workspace import GATES

Array = NDArray[np.floating]

GATE_ORDER = ("i", "f", "o", "c")  # the order of the gates' rows in a layer's weights
GATE_KINDS = ("sigmoid", "hard_sigmoid")
OUTPUT_ACTIVATIONS = ("linear", "tanh")


class Gates(NamedTuple):
    """Gate values of one layer over a whole forward pass; each (T, R, B, H)."""

    i: Array
    f: Array
    o: Array
    candidate: Array


class LSTMNetwork:
    """Stacked LSTM layers with a readout of the last activation, or of the one at every step.

    gate: "sigmoid", or "hard_sigmoid", which is clip(0.2 z + 0.5, 0, 1). output_activation:
    "linear" or "tanh". every_step: one output per time step instead of one per sequence.
    dtype: float32, or float64 for gradient checks.

    Axes: R replicas, B batch, T time, D inputs, H hidden units, O outputs, P parameters.
    x is (R, B, T, D); the prediction is (R, B, O), or (R, B, T, O) with every_step; `parameters`
    and `gradients` are (R, P). One update of three replicas, on 25 windows of 30 points each:

        network = LSTMNetwork(input_size=1, hidden_size=16, output_size=1, replicas=3)
        initialise(network, [np.random.default_rng(seed) for seed in range(3)])
        optimiser = Adam(learning_rate=0.01)
        prediction = network.forward(x)  # x (3, 25, 30, 1), float32, to (3, 25, 1)
        loss, d_prediction = squared_error(prediction, target)  # (3,), (3, 25, 1)
        optimiser.update(network.parameters, network.backward(d_prediction))

    Parameters are zero until `initialise` draws them. The network keeps its working arrays for
    every batch shape (B, T) it has seen, so shapes may alternate at no cost.
    Raises ValueError for a size below 1, an unknown name or another dtype.
    """

    def __init__(
        self,
        *,
        input_size: int,
        hidden_size: int,
        output_size: int,
        num_layers: int = 1,
        replicas: int = 1,
        gate: str = "sigmoid",
        output_activation: str = "linear",
        every_step: bool = False,
        dtype: DTypeLike = np.float32,
    ) -> None:
        require_whole("input_size", input_size, 1)
        require_whole("hidden_size", hidden_size, 1)
        require_whole("output_size", output_size, 1)
        require_whole("num_layers", num_layers, 1)
        require_whole("replicas", replicas, 1)
        require_choice("gate", gate, GATE_KINDS)
        require_choice("output_activation", output_activation, OUTPUT_ACTIVATIONS)
        require_choice("dtype", np.dtype(dtype).name, ("float32", "float64"))
        self.input_size, self.hidden_size, self.output_size = input_size, hidden_size, output_size
        self.num_layers, self.replicas, self.gate = num_layers, replicas, gate
        self.output_activation, self.every_step = output_activation, every_step

        read_sizes = [input_size] + [hidden_size] * (num_layers - 1)
        blocks = [(GATES * hidden_size, hidden_size + size + 1) for size in read_sizes]
        blocks.append((output_size, hidden_size + 1))
        total = sum(rows * columns for rows, columns in blocks)
        self.parameters: Array = np.zeros((replicas, total), dtype)
        self.gradients: Array = np.zeros_like(self.parameters)
        *weights, self._readout = _views(self.parameters, blocks)
        *gradients, self._readout_gradient = _views(self.gradients, blocks)
        self._layers = [
            Layer(*pair, hidden_size, hard=gate == "hard_sigmoid")
            for pair in zip(weights, gradients, strict=True)
        ]
        self._read: Array | None = None  # input of the last readout, (R, T or 1, B, H)
        self._output: Array = np.empty(0)  # its output, (R, T or 1, B, O)

    def forward(self, x: Array) -> Array:
        """Predictions for x (R, B, T, D): a new array (R, B, O), or (R, B, T, O) with every_step.

        Raises ValueError for another shape or dtype. Infinities and NaNs pass through.
        """
        legal = (self.replicas, "B", "T", self.input_size)
        require_array("x", x, legal, self.parameters.dtype)
        a: Array = x.transpose(0, 2, 1, 3)
        with np.errstate(over="ignore", invalid="ignore"):
            for layer in self._layers:
                a = layer.forward(a)
            self._read = a if self.every_step else a[:, -1:]
            output = _rows(self._read) @ self._readout[:, :, :-1].transpose(0, 2, 1)
            output += self._readout[:, np.newaxis, :, -1]
            if self.output_activation == "tanh":
                np.tanh(output, out=output)
        self._output = output.reshape(*self._read.shape[:3], self.output_size)
        if self.every_step:
            return self._output.transpose(0, 2, 1, 3).copy()
        return self._output[:, 0].copy()

    def backward(self, d_prediction: Array) -> Array:
        """Backpropagate through the last forward pass; returns the gradients (R, P) of the losses.

        d_prediction: derivative of each replica's loss, in the shape and dtype of the prediction.
        Fills and returns `gradients`, which the next call overwrites. Raises ValueError for
        another shape or dtype, RuntimeError if there was no forward pass.
        """
        if self._read is None:
            raise RuntimeError("backward() needs a forward pass to go back through: call forward()")
        replicas, steps, batch, outputs = self._output.shape
        legal = (replicas, batch, steps, outputs) if self.every_step else (replicas, batch, outputs)
        require_array("d_prediction", d_prediction, legal, self.parameters.dtype)
        d_output = d_prediction.reshape(replicas, batch, steps, outputs).transpose(0, 2, 1, 3)
        with np.errstate(over="ignore", invalid="ignore"):
            if self.output_activation == "tanh":
                d_output = d_output * (1 - self._output**2)
            d_rows = _rows(d_output)
            gradient = self._readout_gradient
            np.matmul(d_rows.transpose(0, 2, 1), _rows(self._read), out=gradient[:, :, :-1])
            np.sum(d_rows, axis=1, out=gradient[:, :, -1])
            d_a: Array | None = (d_rows @ self._readout[:, :, :-1]).reshape(self._read.shape)
            for depth in reversed(range(self.num_layers)):
                assert d_a is not None
                d_a = self._layers[depth].backward(d_a, need_d_x=depth > 0)
        return self.gradients

    def gates(self) -> list[Gates]:
        """Gate values of every layer in the last forward pass; the next one overwrites them.

        Raises RuntimeError if there was no forward pass.
        """
        values = []
        for layer in self._layers:
            if layer.last is None:
                raise RuntimeError("gates() needs a forward pass to show: call forward()")
            values.append(Gates(*layer.last.gates.transpose(1, 0, 2, 3, 4)))
        return values

    def named_parameters(self) -> dict[str, Array]:
        """The weights by name, as views: writing to them changes the network.

        layer0.W_ix (R, H, D), layer0.W_ia (R, H, H), layer0.b_i (R, H) and so on for the gates
        i, f, o and the candidate c of every layer; readout.W (R, O, H) and readout.b (R, O).
        """
        return self._named([layer.weights for layer in self._layers], self._readout)

    def named_gradients(self) -> dict[str, Array]:
        """The gradients by name, as views: names and shapes as in `named_parameters`."""
        return self._named([layer.gradients for layer in self._layers], self._readout_gradient)

    def cell_parameters(self, layer: int, replica: int) -> CellParameters:
        """One layer's weights in one replica, as views, for the readable cell in `cell.py`.

        Raises ValueError unless this layer and replica, counted from 0, exist.
        """
        require_whole("layer", layer, 0, self.num_layers - 1)
        require_whole("replica", replica, 0, self.replicas - 1)
        named = self.named_parameters()
        return CellParameters(
            **{field: named[f"layer{layer}.{field}"][replica] for field in CellParameters._fields}
        )

    def _named(self, layers: list[Array], readout: Array) -> dict[str, Array]:
        named = {}
        hidden = self.hidden_size
        for depth, weights in enumerate(layers):
            for place, gate in enumerate(GATE_ORDER):
                rows = weights[:, place * hidden : (place + 1) * hidden]
                named[f"layer{depth}.W_{gate}x"] = rows[:, :, hidden:-1]
                named[f"layer{depth}.W_{gate}a"] = rows[:, :, :hidden]
                named[f"layer{depth}.b_{gate}"] = rows[:, :, -1]
        named["readout.W"] = readout[:, :, :-1]
        named["readout.b"] = readout[:, :, -1]
        return named


def _rows(values: Array) -> Array:
    """(R, T, B, n) as one matrix for each replica, (R, T·B, n)."""
    replicas, steps, batch, length = values.shape
    return values.reshape(replicas, steps * batch, length)


def _views(flat: Array, blocks: list[tuple[int, int]]) -> list[Array]:
    """The consecutive blocks of (R, P) as views (R, rows, columns)."""
    views = []
    start = 0
    for rows, columns in blocks:
        end = start + rows * columns
        views.append(flat[:, start:end].reshape(len(flat), rows, columns))
        start = end
    return views
