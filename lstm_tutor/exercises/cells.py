"""Cells small enough for paper, computed by the readable cell of the chapter.

`unit` is one LSTM unit with one input and weights that are small integers; `run` sends it through
time by `lstm_tutor/nn/cell.py`, so that an answer and the code cannot disagree. `layer` is a small
random layer on which the solutions of coding exercises are checked.
"""

from collections.abc import Iterable
from types import SimpleNamespace

import numpy as np
from numpy.typing import ArrayLike

from lstm_tutor.base.numerals import short
from lstm_tutor.nn import CellParameters, Step, unroll
from lstm_tutor.nn.cell import Array

Sum = tuple[float, float, float]  # weight of x, weight of a, bias

# Sums that do not depend on what comes in. Rounded to two decimals, the sigmoid of 10 is 1 and
# that of -10 is 0.
NOTHING: Sum = (0, 0, 0)
HIGH: Sum = (0, 0, 10)
LOW: Sum = (0, 0, -10)


def unit(
    i: Sum = NOTHING, f: Sum = NOTHING, o: Sum = NOTHING, candidate: Sum = NOTHING
) -> CellParameters:
    """One unit with one input, from the weights of its four sums."""
    return CellParameters(
        *(
            np.array(weight, float).reshape((1,) if place == 2 else (1, 1))
            for sum_ in (i, f, o, candidate)
            for place, weight in enumerate(sum_)
        )
    )


def run(weights: CellParameters, x: Iterable[ArrayLike], a: float = 0, c: float = 0) -> list[Step]:
    """The time steps of a cell that reads x, one input after the other, from the states a and c."""
    points = np.array(list(x), float)
    return unroll(points.reshape(1, len(points), -1), weights, a, c)


def single(value: float) -> Array:
    """One number in the shape that a cell reads: one example, one unit."""
    return np.array([[value]], float)


def layer() -> tuple[Array, Array, Array, CellParameters]:
    """x, a_prev, c_prev and weights of a layer of 3 units with 2 inputs, for 4 examples."""
    rng = np.random.default_rng(0)
    shapes = [(3, 2), (3, 3), (3,)] * 4
    weights = CellParameters(*(rng.standard_normal(shape) for shape in shapes))
    x, a_prev, c_prev = (rng.standard_normal((4, units)) for units in (2, 3, 3))
    return x, a_prev, c_prev, weights


def shown(record: Step) -> SimpleNamespace:
    """The numbers of a unit's step, as an answer writes them, by their names in `Step`."""
    return SimpleNamespace(
        **{name: short(value.item()) for name, value in record._asdict().items()}
    )
