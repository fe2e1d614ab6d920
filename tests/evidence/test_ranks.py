"""Statistics over seeds: one definition for words and drawings, and no seed is ever dropped."""

import numpy as np

from lstm_tutor.evidence import ranks, words

SEEDS = 32
VALUES = np.random.default_rng(0).permutation(np.arange(1.0, SEEDS + 1))


def test_the_middle_80_percent_lies_between_values_of_seeds() -> None:
    assert words.middle(VALUES) == (4, 29)  # three seeds on either side
    assert words.middle(np.arange(6.0)) == (0, 5)
    assert words.middle(np.arange(16.0)) == (1, 14)
    assert words.middle(np.arange(40.0)) == (4, 35)
    assert words.middle(VALUES[:1]) == (VALUES[0], VALUES[0])


def test_diverged_seeds_rank_worst_and_are_never_dropped() -> None:
    values = np.where(VALUES > SEEDS - 4, np.nan, VALUES)  # the four worst
    assert words.middle(values) == (4, np.inf)
    assert ranks.median(values) == ranks.median(VALUES) == 16.5
    values[VALUES > SEEDS / 2] = np.nan
    assert ranks.median(values) == np.inf


def test_seeds_are_the_first_axis() -> None:
    values = np.stack([VALUES, -VALUES, np.full(SEEDS, np.nan)], axis=1)
    low, high = ranks.middle(values)
    assert ranks.median(values).tolist() == [16.5, -16.5, np.inf]
    assert (low.tolist(), high.tolist()) == ([4, -29, np.inf], [29, -4, np.inf])


def test_words_tell_of_both() -> None:
    assert words.spread(VALUES / SEEDS) == "0.52 (middle 80 %: 0.12 to 0.91)"
