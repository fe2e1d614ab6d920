"""Checks of arguments: bad input is refused by name, with its value and what is legal."""

import math
from numbers import Integral, Real

import numpy as np
from numpy.typing import NDArray


def require_size(name: str, value: object) -> None:
    """Raise ValueError unless `value` is a whole number of at least 1."""
    if not isinstance(value, Integral) or isinstance(value, bool) or value < 1:
        raise ValueError(f"{name} is {value!r}; legal is a whole number from 1 up")


def require_choice(name: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise ValueError unless `value` is one of `choices`."""
    if value not in choices:
        raise ValueError(f"{name} is {value!r}; legal is one of {', '.join(choices)}")


def require_number(name: str, value: object, least: float, below: float = math.inf) -> None:
    """Raise ValueError unless `value` is a finite number, `least` <= value < `below`."""
    number = isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    if not number or not least <= value < below:  # type: ignore[operator]
        legal = f"from {least} up" if below == math.inf else f"from {least} to below {below}"
        raise ValueError(f"{name} is {value!r}; legal is a finite number {legal}")


def require_array(
    name: str,
    array: NDArray[np.generic],
    shape: tuple[int | str, ...],
    dtype: np.dtype[np.generic] | None = None,
) -> None:
    """Raise ValueError unless `array` has this shape and, if one is given, this dtype.

    A letter in `shape` stands for an axis that may have any length from 1 up.
    """
    fits = len(array.shape) == len(shape) and all(
        length >= 1 if isinstance(legal, str) else length == legal
        for length, legal in zip(array.shape, shape, strict=True)
    )
    if not fits:
        legal_shape = ", ".join(str(legal) for legal in shape)
        raise ValueError(f"{name} has shape {array.shape}; legal is ({legal_shape})")
    if dtype is not None and array.dtype != dtype:
        raise ValueError(f"{name} has dtype {array.dtype}; legal is {dtype}")
