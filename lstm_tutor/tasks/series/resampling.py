"""How sure is a number that has no seeds? Draw its years again, with replacement, and recompute it.

Neighbouring values of a measured series resemble each other. So whole blocks are drawn, years or
cycles, never single values: the block bootstrap. Everything is compared on the same draws.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_whole
from lstm_tutor.data.streams import stream

RESAMPLES = 2000

Floats = NDArray[np.float64]


def draw_blocks(blocks: int) -> Floats:
    """How often each of the blocks is drawn in each resample; (RESAMPLES, blocks), sums `blocks`.

    The same number of blocks gives the same draws. Raises ValueError for fewer than 2 blocks.
    """
    require_whole("blocks", blocks, 2)
    even = np.full(blocks, 1 / blocks)
    return stream(0, "evaluation").multinomial(blocks, even, RESAMPLES).astype(np.float64)


def resampled_nrmse(continuations: Floats, targets: Floats, blocks: NDArray[np.int64]) -> Floats:
    """NRMSE of continuations in every resample; (RESAMPLES,).

    continuations, targets and blocks: (B, steps); blocks says to which year, in any numbering,
    each target belongs. The targets' standard deviation is that of the resample.
    """
    years, block = np.unique(blocks, return_inverse=True)
    drawn = draw_blocks(len(years))

    def total(values: Floats) -> Floats:
        return np.asarray(drawn @ np.bincount(block.ravel(), values.ravel()))

    centred = targets - targets.mean()
    points = total(np.ones_like(targets))
    squared_error = total((continuations - targets) ** 2) / points
    variance = total(centred**2) / points - (total(centred) / points) ** 2
    return np.asarray(np.sqrt(squared_error / variance))
