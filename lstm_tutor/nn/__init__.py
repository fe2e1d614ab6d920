"""The subject of the chapter: the LSTM, from one readable time step to many networks at once.

Start with `cell.py`, the equations line for line. `layer.py` computes the same over time, fast;
`network.py` stacks layers and adds a readout; `gradient_check.py` shows that the gradients are
right. Depends on NumPy alone: no files, no plots, no random numbers but those of the generators
that callers pass in.
"""

from lstm_tutor.nn.cell import CellParameters, Step, StepGradients, step, step_backward, unroll
from lstm_tutor.nn.gradient_check import check_gradients, numerical_gradient, relative_error
from lstm_tutor.nn.initialisers import glorot_normal, glorot_uniform, initialise, orthogonal
from lstm_tutor.nn.losses import softmax_cross_entropy, squared_error
from lstm_tutor.nn.network import Gates, LSTMNetwork
from lstm_tutor.nn.optimisers import SGD, Adam, Optimiser, RMSprop, clip_by_global_norm
from lstm_tutor.nn.rnn import RNNParameters, RNNStep, rnn_step, rnn_step_backward

__all__ = [
    "SGD",
    "Adam",
    "CellParameters",
    "Gates",
    "LSTMNetwork",
    "Optimiser",
    "RMSprop",
    "RNNParameters",
    "RNNStep",
    "Step",
    "StepGradients",
    "check_gradients",
    "clip_by_global_norm",
    "glorot_normal",
    "glorot_uniform",
    "initialise",
    "numerical_gradient",
    "orthogonal",
    "relative_error",
    "rnn_step",
    "rnn_step_backward",
    "softmax_cross_entropy",
    "squared_error",
    "step",
    "step_backward",
    "unroll",
]
