"""Statistics over seeds, by rank. Seeds are the first axis, (R, ...).

NaN, what a diverged run leaves, ranks worst, as infinity does: no seed is ever dropped. The ends of
a range are values of seeds, never points between two of them, of which one may be infinite.
"""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.floating[Any]]

TAIL = 0.1  # share of the seeds on either side of the middle 80 %


def median(values: Values) -> NDArray[np.float64]:
    """The median over seeds; (...)."""
    return np.asarray(np.median(nan_to_inf(values), axis=0))


def middle(values: Values) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The range of the middle 80 % of the seeds, lowest and highest; (...) each.

    As many seeds lie below it as above; in doubt rather too few, so that none of the worst hides.
    """
    ranked = np.sort(nan_to_inf(values), axis=0)
    rank = math.ceil(TAIL * (len(ranked) - 1) - 0.5)  # the nearest
    return ranked[rank], ranked[-1 - rank]


def nan_to_inf(values: Values) -> NDArray[np.float64]:
    """The values, with infinity in place of NaN."""
    return np.where(np.isnan(values), np.inf, np.asarray(values, np.float64))
