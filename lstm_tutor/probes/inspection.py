"""What a trained cell does: the readable cell runs on trained weights and records every step.

The figures of the equations show one network, that of the seed with the median error, reading one
held-out window from a = c = 0. Two questions go further. What happens to all networks when a gate
is held open or shut? And how much does a cell state still depend on an earlier one?

Axes: R seeds, T time, H hidden units.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice, require_whole
from lstm_tutor.nn import CellParameters, LSTMNetwork, Step, step_backward, unroll
from lstm_tutor.training.free_run import free_run
from lstm_tutor.training.history import History
from lstm_tutor.training.samples import held_out
from lstm_tutor.training.train import build_network

Array = NDArray[np.floating]

WINDOW = 0  # the first held-out window: chosen before looking
FAR = 100.0  # sigmoid(100) rounds to exactly 1, sigmoid(-100) to exactly 0


class Reading(NamedTuple):
    """What one trained cell read and computed at every time step of one window."""

    seed: int
    epoch: int
    prompt: Array  # (T,)
    weights: CellParameters
    unit: int  # index of the unit with the largest readout weight
    steps: list[Step]  # T records of one example each

    def values(self, name: str) -> Array:
        """A field of `Step` for all units over time; (T, H)."""
        return np.concatenate([getattr(record, name) for record in self.steps])


def median_network(history: History, epoch: int) -> LSTMNetwork:
    """The network of the seed with the median error at a snapshot; one replica.

    Raises ValueError if the weights of this epoch were not recorded.
    """
    return network_of_seed(history, history.median_seed(epoch), epoch)


def network_of_seed(history: History, index: int, epoch: int) -> LSTMNetwork:
    """The network of one seed, given by its index, at a snapshot; one replica.

    Raises ValueError if the weights of this epoch were not recorded.
    """
    network = build_network(history.config, 1)
    network.parameters[:] = history.weights_at(epoch)[index]
    return network


def read_by_median_seed(history: History) -> Reading:
    """Let the network with the median error read the first held-out window; see `read_by_seed`."""
    return read_by_seed(history, history.median_seed(history.config.epochs))


def read_by_seed(history: History, index: int) -> Reading:
    """Let the trained network of one seed, given by its index, read the first held-out window.

    The unit to show is chosen without looking at its values over time: it is the one with the
    largest readout weight in magnitude. Raises ValueError for more than one layer, for hard
    sigmoids, and if the weights after the last epoch were not recorded.
    """
    config = history.config
    require_whole("num_layers", config.num_layers, 1, 1)
    require_choice("gate", config.gate, ("sigmoid",))
    network = network_of_seed(history, index, config.epochs)
    weights = network.cell_parameters(layer=0, replica=0)
    prompt = held_out(config, (history.seeds[index],)).prompts[0, WINDOW]
    unit = int(np.argmax(np.abs(network.named_parameters()["readout.W"][0, 0])))
    steps = read(prompt, weights)
    return Reading(history.seeds[index], config.epochs, prompt, weights, unit, steps)


def read(prompt: Array, weights: CellParameters) -> list[Step]:
    """Run `step` over a window (T,) from a = c = 0, in float64; returns its T records."""
    return unroll(prompt.astype(np.float64).reshape(1, -1, 1), weights)


def hold(network: LSTMNetwork, gate: str, value: int) -> None:
    """Fix gate "i", "f" or "o" at 0 or 1, in every layer and for every input.

    Only weights change, in place: the gate's weights become 0, and its bias so large that the
    gate saturates. So the code that trained the network also runs it with the gate held. Raises
    ValueError for another gate or value.
    """
    require_choice("gate", gate, ("i", "f", "o"))
    require_whole("value", value, 0, 1)
    named = network.named_parameters()
    for layer in range(network.num_layers):
        named[f"layer{layer}.W_{gate}x"][:] = 0
        named[f"layer{layer}.W_{gate}a"][:] = 0
        named[f"layer{layer}.b_{gate}"][:] = FAR if value else -FAR


def continue_with_held_gate(history: History, gate: str, value: int) -> NDArray[np.float32]:
    """Free runs of all seeds with one gate held, without retraining; (R, windows, steps)."""
    network = build_network(history.config, len(history.seeds))
    network.parameters[:] = history.weights_at(history.config.epochs)
    hold(network, gate, value)
    return free_run(network, held_out(history.config, history.seeds).prompts)


def direct_memory(steps: list[Step]) -> NDArray[np.float64]:
    """Derivative of each unit's c^T by its own c^(T-k), along the cell state alone; (T, H).

    It is the product of the last k forget gates, for the lags k = 0 to T - 1.
    """
    gates = [np.ones_like(steps[-1].f), *(record.f for record in reversed(steps[1:]))]
    return np.asarray(np.cumprod(np.concatenate(gates), axis=0), np.float64)


def whole_memory(steps: list[Step], weights: CellParameters) -> NDArray[np.float64]:
    """How strongly each unit's c^T depends on c^(T-k) by all paths and from all units; (T, H).

    It is the norm of the gradient of the unit's c^T with respect to the vector c^(T-k): the most
    that a small perturbation can change, per unit of its length. If the cell state's own path is
    the only one, it equals `direct_memory`.
    """
    return np.asarray(np.linalg.norm(state_derivatives(steps, weights), axis=2))


def state_derivatives(steps: list[Step], weights: CellParameters) -> Array:
    """All derivatives of c^T by c^(T-k); [k, u, v] is that of unit u by unit v; (T, H, H).

    Chains `step_backward`. A change of c^(T-k) reaches the next step along the cell state and,
    through a^(T-k), by way of all gates and candidates.
    """
    units = len(weights.b_f)
    da: Array = np.zeros((units, units))
    dc: Array = np.eye(units)  # row u: the derivatives of unit u's c^T
    derivatives = [dc]
    for record, before in zip(steps[:0:-1], steps[-2::-1], strict=True):
        for_each_unit = Step(*(np.repeat(value, units, axis=0) for value in record))
        gradients = step_backward(for_each_unit, da, dc, weights)
        da, dc = gradients.a_prev, gradients.c_prev
        through_a = da * before.o * (1 - np.tanh(before.c) ** 2)
        derivatives.append(dc + through_a)
    return np.array(derivatives)


def name_network(reading: Reading) -> str:
    """The network of `read_by_median_seed` in words, for captions."""
    return f"the network with the median error (seed {reading.seed}, after {reading.epoch} epochs)"


def name_unit(reading: Reading) -> str:
    """The unit shown in words, with the rule that chose it, for captions."""
    units = len(reading.weights.b_f)
    return f"unit {reading.unit + 1} of {units}, the one with the largest readout weight"
