"""How certain is a number without seeds? Redraw its years with replacement and recompute it.

This is the bootstrap (Efron, 1979). Neighbouring values of a measured series are correlated, so
whole blocks are drawn, years or cycles, instead of single values: a block bootstrap. All
comparisons use the same draws.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_whole
from lstm_tutor.data.streams import stream

RESAMPLES = 2000

Floats = NDArray[np.float64]


def draw_blocks(blocks: int) -> Floats:
    """How often each block is drawn in each resample; (RESAMPLES, blocks), each row sums to blocks.

    The same number of blocks gives the same draws. Raises ValueError for fewer than 2 blocks.
    """
    require_whole("blocks", blocks, 2)
    even = np.full(blocks, 1 / blocks)
    return stream(0, "evaluation").multinomial(blocks, even, RESAMPLES).astype(np.float64)


def resampled_nrmse(continuations: Floats, targets: Floats, blocks: NDArray[np.int64]) -> Floats:
    """NRMSE of continuations in every resample; (RESAMPLES,).

    continuations, targets: (B, steps). blocks: (B, steps), the year that each target belongs to,
    in any numbering. The NRMSE is relative to the targets' standard deviation in the resample.
    Raises ValueError for fewer than 2 different years.
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
