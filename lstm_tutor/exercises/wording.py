"""Numbers as an answer writes them."""

from collections.abc import Iterable


def short(value: float, decimals: int = 2) -> str:
    """Two decimals at most, with a true minus sign: 8, 0.5, −0.38."""
    text = f"{round(float(value), decimals) + 0:.{decimals}f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def listed(values: Iterable[float], decimals: int = 2) -> str:
    """8, 4, 2 and 1."""
    *first, last = (short(value, decimals) for value in values)
    return f"{', '.join(first)} and {last}" if first else last
