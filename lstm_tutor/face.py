"""What `import lstm_tutor` offers: all that a notebook needs, under one name.

`lstm_tutor.train`, say, or `from lstm_tutor import train`. NumPy and matplotlib are all it takes.
"""

from lstm_tutor.base.numerals import factor, number, plain
from lstm_tutor.data.functions import function
from lstm_tutor.data.streams import stream
from lstm_tutor.data.windows import training_phases, windows
from lstm_tutor.evidence import words
from lstm_tutor.figure.drawing.curves import (
    all_seeds,
    error_scale,
    every_seed,
    label,
    reference,
    seed_names,
)
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.picture import Picture
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.nn import (
    Adam,
    LSTMNetwork,
    cell,
    check_gradients,
    initialise,
    numerical_gradient,
    relative_error,
    squared_error,
)
from lstm_tutor.tasks.recall import (
    LAST_POINTS,
    RecallConfig,
    RecallTraining,
    recall,
    sequences,
)
from lstm_tutor.tasks.recall import held_out as held_out_sequences
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import GOAL, free_run, nrmse
from lstm_tutor.training.predictors import continue_by_recurrence, floor, goal_of
from lstm_tutor.training.samples import held_out
from lstm_tutor.training.train import Training, build_network, train

__all__ = [
    "GOAL",
    "LAST_POINTS",
    "LIGHT",
    "Adam",
    "LSTMNetwork",
    "Picture",
    "RecallConfig",
    "RecallTraining",
    "Training",
    "TrainingConfig",
    "all_seeds",
    "build_network",
    "cell",
    "check_gradients",
    "continue_by_recurrence",
    "error_scale",
    "every_seed",
    "factor",
    "floor",
    "free_run",
    "function",
    "goal_of",
    "held_out",
    "held_out_sequences",
    "initialise",
    "label",
    "new_drawing",
    "nrmse",
    "number",
    "numerical_gradient",
    "plain",
    "recall",
    "reference",
    "relative_error",
    "seed_names",
    "sequences",
    "squared_error",
    "stream",
    "train",
    "training_phases",
    "windows",
    "words",
]
