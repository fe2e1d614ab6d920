"""Resamples draw whole blocks, and their error is the error on the values drawn."""

import numpy as np
import pytest

from lstm_tutor.tasks.series.resampling import RESAMPLES, draw_blocks, resampled_nrmse


def test_every_resample_draws_as_many_blocks_as_there_are() -> None:
    drawn = draw_blocks(7)
    assert drawn.shape == (RESAMPLES, 7)
    assert (drawn.sum(axis=1) == 7).all()
    assert drawn.mean() == 1
    np.testing.assert_array_equal(drawn, draw_blocks(7))


@pytest.mark.parametrize("blocks", [0, 1, 2.5])
def test_too_few_blocks_are_refused(blocks: int) -> None:
    with pytest.raises(ValueError, match="blocks is"):
        draw_blocks(blocks)


def test_errors_are_those_of_the_drawn_blocks() -> None:
    rng = np.random.default_rng(1)
    targets, continued = rng.standard_normal((2, 5, 3)) + 20
    years = 1990 + np.arange(5)[:, np.newaxis] + np.array([0, 0, 1])  # blocks of unequal size
    resampled = resampled_nrmse(continued, targets, years)
    drawn = draw_blocks(6)
    assert resampled.shape == (RESAMPLES,)
    for n in range(20):
        blocks = np.repeat(np.arange(1990, 1996), drawn[n].astype(int))
        chosen = np.concatenate([np.flatnonzero(years == block) for block in blocks])
        error = (continued - targets).ravel()[chosen]
        expected = np.sqrt(np.mean(error**2)) / np.std(targets.ravel()[chosen])
        assert resampled[n] == pytest.approx(expected)
