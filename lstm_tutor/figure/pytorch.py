"""Trained weights as PyTorch keeps them, so that what is learned here can be run there.

PyTorch's LSTM computes the same equations. What differs is how weights are stored: under other
names, the gates' rows in another order (i, f, the candidate, which it calls g, o), and with two
biases for each gate, which it only ever adds. Here the first of them is the bias, the second 0.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice
from lstm_tutor.base.passport import Shape
from lstm_tutor.nn import LSTMNetwork


def shape_of(network: LSTMNetwork) -> Shape:
    """What PyTorch has to be told to build the same network."""
    return {
        "input_size": network.input_size,
        "hidden_size": network.hidden_size,
        "num_layers": network.num_layers,
        "output_size": network.output_size,
    }


def state_dict(network: LSTMNetwork, replica: int = 0) -> dict[str, NDArray[np.float32]]:
    """One replica's weights, copied, for a module with an `nn.LSTM` and an `nn.Linear`.

    lstm.weight_ih_l0 (4H, D), lstm.weight_hh_l0 (4H, H), lstm.bias_ih_l0 and lstm.bias_hh_l0 (4H,)
    and so on for every layer; readout.weight (O, H) and readout.bias (O,). Stored as safetensors,
    PyTorch loads and runs them; every figure's page shows the lines that do.

    Raises ValueError for hard sigmoids and for a tanh after the readout: a file cannot say so, and
    PyTorch would load it without complaint and predict something else. Also for a replica that is
    not there.
    """
    require_choice("gate", network.gate, ("sigmoid",))
    require_choice("output_activation", network.output_activation, ("linear",))
    state = dict[str, NDArray[np.floating]]()
    for layer in range(network.num_layers):
        cell = network.cell_parameters(layer, replica)
        bias = np.concatenate([cell.b_i, cell.b_f, cell.b_c, cell.b_o])
        state |= {
            f"lstm.weight_ih_l{layer}": np.concatenate(
                [cell.W_ix, cell.W_fx, cell.W_cx, cell.W_ox]
            ),
            f"lstm.weight_hh_l{layer}": np.concatenate(
                [cell.W_ia, cell.W_fa, cell.W_ca, cell.W_oa]
            ),
            f"lstm.bias_ih_l{layer}": bias,
            f"lstm.bias_hh_l{layer}": np.zeros_like(bias),
        }
    named = network.named_parameters()
    state["readout.weight"] = named["readout.W"][replica]
    state["readout.bias"] = named["readout.b"][replica]
    return {name: values.astype(np.float32) for name, values in state.items()}
