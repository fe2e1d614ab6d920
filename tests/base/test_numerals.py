"""Written numbers have a true minus sign, and none where they round to zero."""

import pytest

from lstm_tutor.base.numerals import fixed, short


@pytest.mark.parametrize(
    ("value", "shown"), [(-0.375, "−0.38"), (-0.001, "0"), (8.0, "8"), (0.5, "0.5"), (120.0, "120")]
)
def test_short(value: float, shown: str) -> None:
    assert short(value) == shown


@pytest.mark.parametrize(
    ("value", "sign", "shown"),
    [(-0.001, "", "0.00"), (-0.001, "+", "+0.00"), (0.5, "+", "+0.50"), (-2.0, "", "−2.00")],
)
def test_fixed(value: float, sign: str, shown: str) -> None:
    assert fixed(value, 2, sign) == shown
