"""How numbers are written: with a true minus sign, and never a zero below zero."""

import math
from collections.abc import Iterable


def fixed(value: float, decimals: int, sign: str = "") -> str:
    """So many decimals: −0.38, 0.00. sign: "+" writes that of numbers above 0 as well."""
    # Adding 0 takes the sign from what was rounded to -0.
    return f"{round(float(value), decimals) + 0:{sign}.{decimals}f}".replace("-", "−")


def short(value: float, decimals: int = 2) -> str:
    """So many decimals at most: 8, 0.5, −0.38."""
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: float) -> str:
    """Two significant digits without powers of ten: 0.0056, 0.93, 1.4, 34, 480."""
    if not math.isfinite(value):
        return "not finite" if math.isnan(value) else "infinite"
    if value == 0:
        return "0"
    rounded = float(f"{value:.1e}")
    digits = max(0, 1 - math.floor(math.log10(abs(rounded))))
    return f"{rounded:.{digits}f}"


def plain(value: float) -> str:
    """A setting as one writes it: 0.0001, 0.05, 1."""
    return short(value, 10)


def factor(value: float) -> str:
    """A ratio in words: ×83, ×0.95, ×∞ (the treatment never got there)."""
    if value == float("inf"):
        return "×∞"
    return f"×{value:.0f}" if value >= 10 else f"×{value:.2g}"


def difference(value: float) -> str:
    """A difference in words: +0.67, −0.02."""
    return fixed(value, 2, "+").replace("inf", "∞")


def listed(values: Iterable[float], decimals: int = 2) -> str:
    """8, 4, 2 and 1."""
    *first, last = (short(value, decimals) for value in values)
    return f"{', '.join(first)} and {last}" if first else last
