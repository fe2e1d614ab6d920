"""A description of a figure for readers who cannot see it, generated from the plotted data.

The alternative text comes first, then every panel with its axes and series. Series whose names
differ only in a number, such as those of 32 seeds, are described together.
"""

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from lstm_tutor.base.numerals import short
from lstm_tutor.base.passport import Passport
from lstm_tutor.site.markdown.elements import add

Series = dict[str, Any]  # an entry of `series` in docs/figures/<id>.json

KINDS = {  # kind of series -> singular, plural
    "line": ("line", "lines"),
    "points": ("set of points", "sets of points"),
    "steps": ("line in steps", "lines in steps"),
    "level": ("straight line across", "straight lines across"),
    "segments": ("set of bars", "sets of bars"),
    "bars": ("set of bars", "sets of bars"),
    "band": ("shaded band", "shaded bands"),
    "cells": ("row of shaded cells", "rows of shaded cells"),
    "number": ("printed number", "printed numbers"),
}
ACROSS, UPWARDS = ("x", "x_end"), ("y", "y_end", "lower", "upper")
_NUMBERED = re.compile(r"\b(seed|unit|January) \d+")


def describe(parent: Element, passport: Passport, docs_dir: Path) -> None:
    """Add the section "Description" to the page of a figure."""
    add(parent, "h2", "Description", id="description")
    add(parent, "p", passport["alt"])
    if "json" not in passport["files"]:
        return
    data = (docs_dir / "figures" / f"{passport['id']}.json").read_text(encoding="utf-8")
    panels = [list(group) for _, group in groupby(json.loads(data)["series"], _panel)]
    count = f"{len(panels)} panels" if len(panels) > 1 else "one panel"
    add(
        parent,
        "p",
        f"The drawing has {count}. Numbers are rounded; table and files below have them all.",
    )
    details = SubElement(parent, "details")
    add(details, "summary", "Panel by panel")
    for panel in panels:
        _describe_panel(details, panel)


def _panel(series: Series) -> str:
    return str(series["panel"])


def _describe_panel(parent: Element, panel: list[Series]) -> None:
    words = SubElement(parent, "p")
    SubElement(words, "strong").text = panel[0]["panel"]
    axes = [
        f" {direction}{f', {label}' if label else ''}: {_range(panel, columns)}."
        for direction, label, columns in (
            ("Across", panel[0]["x_label"], ACROSS),
            ("Upwards", panel[0]["y_label"], UPWARDS),
        )
        if _values(panel, columns)
    ]
    words[0].tail = "." + "".join(axes)
    listed = SubElement(parent, "ul")
    groups: dict[tuple[str, str], list[Series]] = {}
    for series in panel:
        name = _NUMBERED.sub(r"\1 …", series["name"])
        groups.setdefault((name, series["kind"]), []).append(series)
    for (name, kind), group in groups.items():
        shown = name if len(group) > 1 else group[0]["name"]
        add(listed, "li", f"{shown}: {_summary(group, kind)}")


def _summary(group: list[Series], kind: str) -> str:
    """How many series of which kind there are, and their range of values."""
    one, several = KINDS[kind]
    what = f"{len(group)} {several}" if len(group) > 1 else f"a {one}"
    columns: dict[str, list[float | None]] = group[0]["columns"]
    if kind == "level":
        return f"{what} at {_number((columns.get('y') or columns['x'])[0])}"
    if kind in {"bars", "cells", "number"}:
        extent = _range(group, ("value",) if "value" in columns else ("start", "end"))
        return f"{what}, from {extent}"
    extent = _range(group, UPWARDS)
    heights = [y for y in columns.get("y", []) if y is not None]
    if len(group) == 1 and kind in {"line", "steps"} and len(heights) > 1:
        first, last = _number(heights[0]), _number(heights[-1])
        return f"{what} from {first} to {last} from left to right, within {extent}"
    return f"{what}, from {extent}"


def _values(group: list[Series], columns: tuple[str, ...]) -> list[float]:
    """All numbers in these columns; a null is a gap in the series."""
    found = (series["columns"].get(column, ()) for series in group for column in columns)
    return [value for values in found for value in values if value is not None]


def _range(group: list[Series], columns: tuple[str, ...]) -> str:
    """The smallest and the largest value, in words."""
    values = _values(group, columns)
    low, high = _number(min(values)), _number(max(values))
    return low if low == high else f"{low} to {high}"


def _number(value: float | None) -> str:
    """A value to three significant digits, without powers of ten."""
    return short(float(f"{value:.3g}"), 9) if value is not None else "nothing"
