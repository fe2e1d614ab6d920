"""Curves of all seeds: what is drawn are the numbers that words tell, and none that is missing."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from lstm_tutor.evidence import ranks
from lstm_tutor.evidence.measures import Values
from lstm_tutor.figure.drawing.curves import all_seeds, seed_names
from lstm_tutor.figure.drawing.tables import read

SEEDS = range(1000, 1032)
EPOCHS = np.arange(3)


def errors() -> Values:
    """Of 32 seeds at three epochs, all different."""
    return np.random.default_rng(0).uniform(0.1, 1, (len(SEEDS), len(EPOCHS)))


def drawn(values: Values) -> dict[str, dict[str, list[int | float | None]]]:
    """The columns of all series drawn, by their names."""
    drawing = Figure()
    ax = drawing.subplots()
    ax.set_title("Error")
    all_seeds(ax, EPOCHS, values, "s-low", rows=seed_names(SEEDS))
    return {one.name: one.columns for one in read(drawing)}


def test_band_and_median_are_those_that_words_tell() -> None:
    values = errors()
    values[5] = np.nan  # diverged: ranks worst
    found = drawn(values)
    low, high = ranks.middle(values)
    band = found["middle 80 %"]
    assert found["median"]["y"] == ranks.median(values).tolist()
    assert (band["lower"], band["upper"]) == (low.tolist(), high.tolist())


def test_a_band_without_an_end_is_refused() -> None:
    values = errors()
    values[:4, 2] = np.nan  # more than a tenth
    with pytest.raises(ValueError, match=r"'middle 80 %' has values that are NaN .*mask"):
        drawn(values)
