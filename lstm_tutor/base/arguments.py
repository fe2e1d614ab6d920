"""Checks of arguments: bad input is refused by name, with its value and what is legal."""

import math
from collections.abc import Collection, Sequence
from difflib import get_close_matches
from itertools import pairwise
from numbers import Integral, Real

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray


def require_whole(name: str, value: object, least: int, most: int | None = None) -> None:
    """Raise ValueError unless `value` is a whole number from `least` to `most`."""
    whole = isinstance(value, Integral) and not isinstance(value, bool)
    if not whole or value < least or (most is not None and value > most):  # type: ignore[operator]
        legal = f"from {least} up" if most is None else f"from {least} to {most}"
        raise ValueError(f"{name} is {value!r}; legal is a whole number {legal}")


def require_increasing(name: str, values: Sequence[float]) -> None:
    """Raise ValueError unless each of the `values` is larger than the one before it."""
    if any(after <= before for before, after in pairwise(values)):
        raise ValueError(f"{name} is {values!r}; legal are numbers in increasing order, each once")


def require_positive(name: str, value: object) -> None:
    """Raise ValueError unless `value` is a finite number above 0."""
    if not (_is_finite(value) and value > 0):  # type: ignore[operator]
        raise ValueError(f"{name} is {value!r}; legal is a finite number above 0")


def require_not_negative(name: str, value: object) -> None:
    """Raise ValueError unless `value` is a finite number of at least 0."""
    if not (_is_finite(value) and value >= 0):  # type: ignore[operator]
        raise ValueError(f"{name} is {value!r}; legal is a finite number of at least 0")


def require_floating(name: str, dtype: DTypeLike) -> None:
    """Raise ValueError unless `dtype` is one of NumPy's floating types."""
    try:
        floating = np.issubdtype(np.dtype(dtype), np.floating)
    except TypeError:
        floating = False
    if not floating:
        raise ValueError(f"{name} is {dtype!r}; legal is a floating type such as float64")


def require_finite(name: str, values: ArrayLike, dimensions: int | None = None) -> None:
    """Raise ValueError unless all `values` are finite real numbers, with so many axes."""
    array = np.asarray(values)
    if dimensions is not None and array.ndim != dimensions:
        raise ValueError(f"{name} has shape {array.shape}; legal is an array of {dimensions} axes")
    if not (np.issubdtype(array.dtype, np.floating) or np.issubdtype(array.dtype, np.integer)):
        raise ValueError(f"{name} has dtype {array.dtype}; legal are real numbers")
    broken = ~np.isfinite(array)
    if broken.any():
        place = tuple(int(axis) for axis in np.argwhere(broken)[0])
        raise ValueError(f"{name} is {array[place]} at index {place}; legal are finite numbers")


def require_choice(name: str, value: str, choices: Collection[str]) -> None:
    """Raise ValueError, with the nearest match, unless `value` is one of `choices`."""
    if value not in choices:
        nearest = get_close_matches(str(value), choices, n=1)
        hint = f" (did you mean {nearest[0]!r}?)" if nearest else ""
        raise ValueError(f"{name} is {value!r}{hint}; legal is one of {', '.join(choices)}")


def require_number(name: str, value: object, least: float, below: float = math.inf) -> None:
    """Raise ValueError unless `value` is a finite number, `least` <= value < `below`."""
    if not (_is_finite(value) and least <= value < below):  # type: ignore[operator]
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


def _is_finite(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
