"""Numbers as an answer lists them."""

from collections.abc import Iterable

from lstm_tutor.numerals import short


def listed(values: Iterable[float], decimals: int = 2) -> str:
    """8, 4, 2 and 1."""
    *first, last = (short(value, decimals) for value in values)
    return f"{', '.join(first)} and {last}" if first else last
