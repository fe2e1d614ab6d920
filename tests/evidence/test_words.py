"""Numbers in captions: two significant digits, honest about what is not finite."""

import numpy as np
import pytest

from lstm_tutor.base.numerals import difference, factor, number, plain
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.00561, "0.0056"),
        (0.0996, "0.10"),
        (0.932, "0.93"),
        (1.384, "1.4"),
        (34.2, "34"),
        (480.4, "480"),
        (0.0, "0"),
        (float("inf"), "infinite"),
        (float("nan"), "not finite"),
    ],
)
def test_number(value: float, shown: str) -> None:
    assert number(value) == shown


def test_settings_are_written_plainly() -> None:
    assert [plain(value) for value in (0.0001, 0.05, 1.0, 10.0)] == [
        "0.0001",
        "0.05",
        "1",
        "10",
    ]


def test_a_diverged_seed_ranks_worst() -> None:
    values = np.array([0.1, 0.2, np.nan])
    assert words.median(values) == pytest.approx(0.2)
    assert words.median(np.array([0.1, np.nan, np.nan])) == np.inf
    assert words.count(values <= 0.15) == "1 of 3"


def test_settings_name_what_was_trained() -> None:
    line = words.settings(BASELINE, 32)
    for part in ("one LSTM layer of 16 units", "400 windows", "0.05", "batch size 25", "32 seeds"):
        assert part in line


@pytest.mark.parametrize(
    ("value", "shown"), [(83.4, "×83"), (0.954, "×0.95"), (2.04, "×2"), (float("inf"), "×∞")]
)
def test_a_factor(value: float, shown: str) -> None:
    assert factor(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0.666, "+0.67"), (-0.02, "−0.02"), (-0.001, "+0.00"), (-np.inf, "−∞")]
)
def test_a_difference(value: float, shown: str) -> None:
    assert difference(value) == shown
