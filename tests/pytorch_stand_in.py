"""As much of PyTorch as it takes to run a stored network, for tests, which have no PyTorch."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class StandIn:
    """A module of PyTorch's without PyTorch: what it asks of its weights, and what it computes."""

    shapes: dict[str, tuple[int, ...]]
    weights: dict[str, Array]


class LSTM(StandIn):
    """`torch.nn.LSTM`, by the equations in its documentation."""

    def __init__(self, inputs: int, hidden: int, *, num_layers: int = 1, batch_first: bool) -> None:
        assert batch_first
        self.num_layers, rows = num_layers, 4 * hidden
        self.shapes = {}
        for layer in range(num_layers):
            self.shapes[f"weight_ih_l{layer}"] = (rows, hidden if layer else inputs)
            self.shapes[f"weight_hh_l{layer}"] = (rows, hidden)
            self.shapes |= {f"bias_ih_l{layer}": (rows,), f"bias_hh_l{layer}": (rows,)}

    def __call__(self, x: Array) -> tuple[Array, None]:
        for layer in range(self.num_layers):
            x = self._layer(x, layer)
        return x, None

    def _layer(self, x: Array, layer: int) -> Array:
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        w_x, w_h, b_x, b_h = (self.weights[f"{kind}_l{layer}"] for kind in kinds)
        h = c = np.zeros((len(x), w_h.shape[1]))
        states = []
        for x_t in x.transpose(1, 0, 2):
            i, f, g, o = np.split(x_t @ w_x.T + b_x + h @ w_h.T + b_h, 4, axis=1)
            c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
            h = np.tanh(c) / (1 + np.exp(-o))
            states.append(h)
        return np.stack(states, axis=1)


class Linear(StandIn):
    """`torch.nn.Linear`."""

    def __init__(self, inputs: int, outputs: int) -> None:
        self.shapes = {"weight": (outputs, inputs), "bias": (outputs,)}

    def __call__(self, x: Array) -> Array:
        return np.asarray(x @ self.weights["weight"].T + self.weights["bias"])


class ModuleDict(dict[str, StandIn]):
    """`torch.nn.ModuleDict`, which loads weights only if all names and shapes are right."""

    def load_state_dict(self, state: dict[str, Array]) -> None:
        wanted = {f"{of}.{key}": s for of, part in self.items() for key, s in part.shapes.items()}
        assert {name: values.shape for name, values in state.items()} == wanted
        for of, part in self.items():
            part.weights = {key: state[f"{of}.{key}"] for key in part.shapes}
