"""Descriptions of figures, generated from their data."""

import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from lstm_tutor.site.markdown.description import describe

PASSPORT: dict[str, Any] = {"id": "lr-low", "alt": "A curve.", "files": {"json": {}}}


def series(panel: str, name: str, kind: str, **columns: list[float | None]) -> dict[str, Any]:
    labels = {"x_label": "epoch", "y_label": ""}
    return {"panel": panel, **labels, "name": name, "kind": kind, "columns": columns}


def described(docs: Path, *found: dict[str, Any], passport: Any = PASSPORT) -> list[str]:
    """The description, one line for each element with text."""
    (docs / "figures").mkdir(exist_ok=True)
    (docs / "figures/lr-low.json").write_text(json.dumps({"series": found}), encoding="utf-8")
    parent = Element("div")
    describe(parent, passport, docs)
    return ["".join(one.itertext()) for one in parent.iter() if one.tag in {"p", "li", "h2"}]


def test_axes_and_series_have_their_ranges(docs: Path) -> None:
    curve = series("Error", "median", "line", x=[0, 10, 20], y=[1.0, None, 0.012345])
    band = series("Error", "middle 80 %", "band", x=[0, 20], lower=[0.5, 0.001], upper=[1, 0.1])
    lines = described(docs, curve, band)
    assert lines[0] == "Description"
    assert "A curve." in lines
    assert "Error. Across, epoch: 0 to 20. Upwards: 0.001 to 1." in lines
    assert "median: a line from 1 to 0.0123 from left to right, within 0.0123 to 1" in lines, lines
    assert "middle 80 %: a shaded band, from 0.001 to 1" in lines


def test_what_rounds_to_zero_has_no_sign(docs: Path) -> None:
    lines = described(docs, series("Error", "step", "line", x=[0, 1], y=[-1e-12, -0.5]))
    assert "step: a line from 0 to −0.5 from left to right, within −0.5 to 0" in lines, lines


def test_series_that_differ_in_a_number_are_described_together(docs: Path) -> None:
    seeds = [series("Error", f"seed {n}, rate 1", "line", x=[0, 1], y=[1, -n]) for n in range(32)]
    lines = described(docs, *seeds)
    assert "seed …, rate 1: 32 lines, from −31 to 1" in lines
    assert not [line for line in lines if "seed 7" in line]


def test_every_panel_and_kind_is_described(docs: Path) -> None:
    lines = described(
        docs,
        series("One", "goal", "level", y=[0.2]),
        series("One", "share", "bars", x=[1, 2], start=[0, 0], end=[3, 5]),
        series("Two", "gate of unit 1", "cells", x=[1, 2], y=[0, 0], value=[0.25, 0.5]),
    )
    assert "The drawing has 2 panels." in " ".join(lines)
    assert "goal: a straight line across at 0.2" in lines
    assert "share: a set of bars, from 0 to 5" in lines
    assert "gate of unit 1: a row of shaded cells, from 0.25 to 0.5" in lines


def test_a_diagram_without_data_has_its_alternative_text(docs: Path) -> None:
    lines = described(docs, passport={**PASSPORT, "files": {"svg": {}}})
    assert lines == ["Description", "A curve."]
