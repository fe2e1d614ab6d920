"""Cell outputs: text and pictures. Anything else would be lost on the page or on paper."""

import re
from itertools import zip_longest
from typing import Any

from lstm_tutor.figure.drawing.picture import SVG

Outputs = list[list[dict[str, Any]]]  # of each cell of code, as in the notebook format

TEXT = "text/plain"
_SHOWN = ({TEXT}, {TEXT, "image/png", SVG})  # a text, or a Picture
_ADDRESS = re.compile(r" at 0x[0-9a-f]{4,}")


def words(output: dict[str, Any]) -> str:
    """What an output says, be it printed or the value of the last line."""
    return str(output.get("text") or output.get("data", {}).get(TEXT, ""))


def fault(output: dict[str, Any]) -> str:
    """Why an output must not stand on a page, and what to do; empty if it may."""
    if output.get("name") == "stderr":
        return f"it prints a warning; fix its cause: {words(output).strip()}"
    if output["output_type"] != "stream" and {*output.get("data", {})} not in _SHOWN:
        kinds = ", ".join(output.get("data", {})) or output["output_type"]
        return (
            f"it shows {kinds}; a cell may show text, and drawings as a Picture from "
            "lstm_tutor.figure.drawing.picture"
        )
    if _ADDRESS.search(words(output)):
        return f"it shows a memory address, which differs from run to run: {words(output)}"
    return ""


def difference(one: list[dict[str, Any]], other: list[dict[str, Any]]) -> str:
    """Where two runs of a cell part that do not show the same, and what to do."""
    lines = zip_longest(_lines(one), _lines(other), fillvalue="")
    said = next((f"once {a!r}, once {b!r}" for a, b in lines if a != b), "in its picture")
    return (
        f"run twice, it does not show the same, {said}; give random numbers a seed, and show no "
        "times, folders or process numbers"
    )


def _lines(outputs: list[dict[str, Any]]) -> list[str]:
    return [line for output in outputs for line in words(output).splitlines()]


def plain(output: dict[str, Any]) -> dict[str, Any]:
    """An output without Jupyter's classes, and without the count of cells, which says nothing."""
    kept = {name: value for name, value in output.items() if name != "execution_count"}
    for name in ("data", "metadata"):
        if name in kept:
            kept[name] = dict(kept[name])
    return kept
