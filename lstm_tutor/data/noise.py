"""Noise: random perturbations of clean windows, like those of measurements.

Standard noise is drawn first and then multiplied by the scale. So two settings that differ in
nothing but the scale see the same noise, only stronger or weaker.
"""

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import (
    require_choice,
    require_finite,
    require_floating,
    require_not_negative,
)

Float = TypeVar("Float", bound=np.floating[Any])

KINDS = ("gaussian", "uniform")
PLACES = ("series", "inputs")


def add_noise(
    clean: NDArray[Float],
    rng: np.random.Generator,
    scale: float,
    kind: str = "gaussian",
    on: str = "series",
) -> NDArray[Float]:
    """A noisy copy of windows (N, T+1) whose last column is the target.

    scale: the standard deviation of "gaussian" noise, or the half-width of "uniform" noise
    (±scale), in the unit of the windows. on: "series" adds noise to every point, the target
    included; "inputs" to the first T points only. Points are independent. Scale 0 draws nothing.

    Raises ValueError for a scale that is negative or not finite, an unknown kind or place, and
    windows that are not finite, not floating-point or not (N, T+1) with T of at least 1.
    """
    require_finite("clean", clean, dimensions=2)
    require_floating("dtype of clean", clean.dtype)
    if clean.shape[1] < 2:
        raise ValueError(f"clean has shape {clean.shape}; legal is (N, T+1) with T of at least 1")
    require_not_negative("scale", scale)
    require_choice("kind", kind, KINDS)
    require_choice("on", on, PLACES)
    if scale == 0:
        return clean.copy()

    # The target's noise is always drawn, so that both places have the same noise on the inputs.
    if kind == "gaussian":
        standard = rng.standard_normal(clean.shape)
    else:
        standard = rng.uniform(-1.0, 1.0, clean.shape)
    if on == "inputs":
        standard[:, -1] = 0.0
    return (clean + scale * standard).astype(clean.dtype)
