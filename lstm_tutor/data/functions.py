"""The periodic functions that networks learn to continue, from smooth to discontinuous.

The sine is the chapter's baseline; all four are those of exploRNN (Bäuerle, Störk, Ropinski,
2022). They stay between -1 and 1, the composite between -1.03 and 1.03. Exactly at a jump of the
sawtooth or the square wave, rounding decides which side the value is from.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lstm_tutor.base.arguments import require_choice, require_finite

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Function:
    """A periodic function of one real number; call it with x of any shape, in radians.

    formula: for readers. period: the smallest p > 0 with f(x + p) = f(x), in radians.
    """

    name: str
    formula: str
    period: float
    compute: Callable[[Floats], Floats] = field(repr=False)

    def __call__(self, x: ArrayLike) -> Floats:
        """Values at x, in float64 and the shape of x. Raises ValueError if x is not finite."""
        require_finite("x", x)
        return np.asarray(self.compute(np.asarray(x, np.float64)))


def _sine(x: Floats) -> Floats:
    return np.sin(x)


def _composite(x: Floats) -> Floats:
    return (np.sin(1.5 * x) + np.sin(4.5 * x)) / 1.5


def _sawtooth(x: Floats) -> Floats:
    return -1 + 2 * (np.mod(x, np.pi) / np.pi)


def _square(x: Floats) -> Floats:
    return np.sign(np.sin(np.pi * x / 2))


FUNCTIONS: dict[str, Function] = {
    chosen.name: chosen
    for chosen in (
        Function("sine", "sin x", 2 * np.pi, _sine),
        Function("composite", "(sin 1.5x + sin 4.5x) / 1.5", 2 * np.pi / 1.5, _composite),
        Function("sawtooth", "−1 + 2 ((x mod π) / π)", np.pi, _sawtooth),
        Function("square", "sign(sin(πx / 2))", 4.0, _square),
    )
}


def function(name: str) -> Function:
    """The function of this name. Raises ValueError, with the nearest match, if there is none."""
    require_choice("function", name, FUNCTIONS)
    return FUNCTIONS[name]
