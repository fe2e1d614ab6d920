"""A measured or noisy series against the clean sine that fits it best: the gap is what is left."""

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from lstm_tutor.figure.drawing.curves import band
from lstm_tutor.figure.drawing.palette import LIGHT

Floats = NDArray[np.float64]


def beside_its_sine(ax: Axes, years: Floats, values: Floats, sine: Floats, colour: str) -> None:
    """The series solid, its sine dashed, the gap between them shaded; all three (S,)."""
    band(ax, years, values, sine, colour, "_", alpha=0.22)
    (dashed,) = ax.plot(years, sine, color=LIGHT["s-low"], linewidth=1.3, linestyle=(0, (4, 2)))
    dashed.set_label("its best sine")
    ax.plot(years, values, color=LIGHT[colour], linewidth=1.7, label="the series")


def span(years: Floats) -> str:
    """First and last year in words: 1950–2010."""
    return f"{int(years[0])}–{int(years[-1])}"
