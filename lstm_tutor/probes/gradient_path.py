"""The gradient's way back through time: how much of it is left at each earlier step.

The prediction is made from the last activation. Its derivative travels back from step to step: in
an LSTM on two roads, the activation a and the cell state c; in a plain recurrent network on a
alone. Its norm is measured wherever it passes from one step to the one before. Hochreiter (1991)
and Bengio, Simard and Frasconi (1994) showed that it shrinks or grows with every step.

Axes: R seeds, B held-out windows, T time, H hidden units.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice, require_whole
from lstm_tutor.data.streams import stream
from lstm_tutor.nn import (
    CellParameters,
    RNNParameters,
    glorot_normal,
    rnn_step,
    rnn_step_backward,
    step_backward,
    unroll,
)
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.samples import HELD_OUT_WINDOWS, held_out
from lstm_tutor.training.train import Training

Values = NDArray[np.floating]
Roads = dict[str, NDArray[np.float64]]  # "a" and, in an LSTM, "c" and "direct"


@dataclass(frozen=True)
class GradientPathConfig:
    """Which network, and after how many epochs of training; 0 is right after initialisation.

    cell: "lstm", one layer with sigmoid gates and a linear readout, or "rnn", a plain recurrent
    layer of the same size, untrained. Raises ValueError for any other network.
    """

    training: TrainingConfig
    epochs: int = 0
    cell: str = "lstm"

    def __post_init__(self) -> None:
        require_choice("cell", self.cell, ("lstm", "rnn"))
        require_whole("epochs", self.epochs, 0, self.training.epochs if self.cell == "lstm" else 0)
        require_whole("num_layers", self.training.num_layers, 1, 1)
        require_whole("window_length", self.training.window_length, 2)
        require_choice("gate", self.training.gate, ("sigmoid",))
        require_choice("output_activation", self.training.output_activation, ("linear",))

    def cost(self, replicas: int) -> int:
        """Time steps of one layer: training, and the windows that the gradient is measured on."""
        windows = self.epochs * self.training.windows + HELD_OUT_WINDOWS
        return replicas * windows * self.training.window_length


@dataclass(frozen=True)
class GradientPath:
    """The gradient's norm on each road, 1, 2, ..., T steps back, relative to that 1 step back.

    Each road is (R, T), the geometric mean over the held-out windows. "a" and "c": the whole
    gradient with respect to that state. "direct": the part that the cell state passes straight
    back through its forget gates, without the paths through gates and activations.
    """

    config: GradientPathConfig
    seeds: tuple[int, ...]
    roads: Mapping[str, NDArray[np.float64]]


def follow_gradient(config: GradientPathConfig, seeds: tuple[int, ...]) -> GradientPath:
    """Follow the prediction's gradient back through the held-out windows of every seed."""
    prompts = held_out(config.training, seeds).prompts.astype(np.float64)
    if config.cell == "rnn":
        found = [_of_plain_network(config, *pair) for pair in zip(seeds, prompts, strict=True)]
    else:
        found = _of_lstm(config, seeds, prompts)
    roads = {road: _mean_shares(np.array([f[road] for f in found])) for road in found[0]}
    return GradientPath(config, seeds, roads)


def lstm_roads(x: Values, weights: CellParameters, d_a: Values) -> Roads:
    """Gradient norms on the roads of an LSTM that reads x (B, T, 1); each (B, T), last step first.

    d_a: derivative of the prediction with respect to the last activation, (H,).
    """
    records = unroll(x, weights)
    da: Values = np.broadcast_to(d_a, (len(x), len(d_a)))
    dc: Values = np.zeros(da.shape)
    direct = None
    sizes: dict[str, list[Values]] = {"a": [], "c": [], "direct": []}
    for record in reversed(records):
        back = step_backward(record, da, dc, weights)
        da, dc = back.a_prev, back.c_prev
        direct = dc if direct is None else direct * record.f
        for road, gradient in (("a", da), ("c", dc), ("direct", direct)):
            sizes[road].append(np.linalg.norm(gradient, axis=1))
    return {road: np.array(size, np.float64).T for road, size in sizes.items()}


def rnn_roads(x: Values, weights: RNNParameters, d_a: Values) -> Roads:
    """The same for a plain recurrent layer, which has only the road "a"."""
    a: Values = np.zeros((len(x), len(d_a)))
    records = []
    for t in range(x.shape[1]):
        records.append(rnn_step(x[:, t], a, weights))
        a = records[-1].a

    da: Values = np.broadcast_to(d_a, a.shape)
    sizes = []
    for record in reversed(records):
        da = rnn_step_backward(record, da, weights).a_prev
        sizes.append(np.linalg.norm(da, axis=1))
    return {"a": np.array(sizes, np.float64).T}


def _of_lstm(config: GradientPathConfig, seeds: tuple[int, ...], prompts: Values) -> list[Roads]:
    """The roads of every seed's network, after training for config.epochs."""
    training = Training(config.training, seeds)
    for _ in range(config.epochs):
        for _ in training.epoch():
            pass
    readouts = training.network.named_parameters()["readout.W"].astype(np.float64)
    found = []
    for replica, x in enumerate(prompts):
        weights = training.network.cell_parameters(layer=0, replica=replica)
        exact = CellParameters(*(w.astype(np.float64) for w in weights))
        found.append(lstm_roads(x[..., np.newaxis], exact, readouts[replica, 0]))
    return found


def _of_plain_network(config: GradientPathConfig, seed: int, prompts: Values) -> Roads:
    """The road of one plain recurrent network with Glorot normal weights and zero biases."""
    rng, hidden = stream(seed, "weights"), config.training.hidden_size
    weights = RNNParameters(
        W_ax=glorot_normal(rng, 1, hidden, (hidden, 1)),
        W_aa=glorot_normal(rng, hidden, hidden, (hidden, hidden)),
        b_a=np.zeros(hidden),
    )
    return rnn_roads(prompts[..., np.newaxis], weights, glorot_normal(rng, hidden, 1, (hidden,)))


def _mean_shares(sizes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Norms (R, B, T) relative to the first step's, as geometric mean over windows; (R, T)."""
    with np.errstate(divide="ignore"):  # a gradient of exactly 0: log 0 = -infinity
        logs = np.log(sizes)
    shares: NDArray[np.float64] = np.exp(np.mean(logs - logs[..., :1], axis=1))
    return shares
