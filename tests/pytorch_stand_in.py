"""As much of PyTorch as it takes to run a stored network, for tests, which have no PyTorch."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


class StandIn:
    """A module of PyTorch's without PyTorch: what it asks of its weights, and what it computes."""

    shapes: dict[str, tuple[int, ...]]
    weights: dict[str, Array]


class LSTM(StandIn):
    """`torch.nn.LSTM` of one layer, by the equations in its documentation."""

    def __init__(self, inputs: int, hidden: int, *, batch_first: bool) -> None:
        assert batch_first
        rows = 4 * hidden
        self.shapes = {"weight_ih_l0": (rows, inputs), "weight_hh_l0": (rows, hidden)}
        self.shapes |= {"bias_ih_l0": (rows,), "bias_hh_l0": (rows,)}

    def __call__(self, x: Array) -> tuple[Array, None]:
        w_x, w_h, b_x, b_h = (self.weights[name] for name in self.shapes)
        h = c = np.zeros((len(x), w_h.shape[1]))
        states = []
        for x_t in x.transpose(1, 0, 2):
            i, f, g, o = np.split(x_t @ w_x.T + b_x + h @ w_h.T + b_h, 4, axis=1)
            c = c / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
            h = np.tanh(c) / (1 + np.exp(-o))
            states.append(h)
        return np.stack(states, axis=1), None


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
