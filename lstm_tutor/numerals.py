"""How numbers are written: with a true minus sign, and never a zero below zero."""


def fixed(value: float, decimals: int, sign: str = "") -> str:
    """So many decimals: −0.38, 0.00. sign: "+" writes that of numbers above 0 as well."""
    # Adding 0 takes the sign from what was rounded to -0.
    return f"{round(float(value), decimals) + 0:{sign}.{decimals}f}".replace("-", "−")


def short(value: float, decimals: int = 2) -> str:
    """So many decimals at most: 8, 0.5, −0.38."""
    text = fixed(value, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
