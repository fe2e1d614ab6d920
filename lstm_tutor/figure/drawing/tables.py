"""What a drawing shows, as tables: read from the finished drawing, so that the two cannot differ.

The name of a series is the label of the artist that shows it. "_" marks decoration, which carries
no data, such as a line at zero. Matplotlib puts a label of its own in place of an empty one, so a
forgotten name is found out. A panel is named by its title, or by its label where that says more.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import FillBetweenPolyCollection, LineCollection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from lstm_tutor.base.errors import TutorError

DECORATION = "_"
UNNAMED = re.compile(r"_(child|container)\d+")

Number = int | float | None
Columns = dict[str, list[Number]]

# The columns that a series may have, in the order of a table.
COLUMNS = ("x", "y", "x_end", "y_end", "start", "end", "lower", "upper", "value")


class DrawingError(TutorError):
    """A drawing whose data cannot be read; the message names the panel and the artist."""


@dataclass(frozen=True)
class Series:
    """One named thing in one panel.

    columns: numbers as they were drawn, None for a gap. By kind: line, points, steps (a value
    holds until the next) have x and y; level, a line across the panel, x or y; segments x, y,
    x_end, y_end; bars x or y, start and end; band x, lower and upper; cells and numbers, a shade
    or a printed number at a place, x, y and value.
    """

    panel: str
    x_label: str
    y_label: str
    name: str
    kind: str
    columns: Columns


def read(drawing: Drawing) -> list[Series]:
    """All series of a drawing, panel by panel.

    Raises DrawingError for an artist without a name, for two of one name in a panel, for a panel
    without a name or two of the same, and for what cannot be read.
    """
    found = list[Series]()
    for number, ax in enumerate(drawing.axes, 1):
        panel = panel_name(ax)
        named = dict[str, Series]()
        for one in _series_of(ax, panel or f"panel {number}"):
            if one.name not in named:
                named[one.name] = one
            elif one.kind == "cells":  # together they are one series
                for column, values in one.columns.items():
                    named[one.name].columns[column].extend(values)
            else:
                raise DrawingError(f"two series of {one.panel!r} have the name {one.name!r}")
        if named and (not panel or panel in {one.panel for one in found}):
            what = f"the name {panel!r} of another one" if panel else "no title"
            raise DrawingError(f"panel {number} has {what}; name it with ax.set_label")
        found += named.values()
    return found


def as_csv(series: Sequence[Series]) -> str:
    """One row for each point of each series; empty where a series lacks a column or has a gap."""
    columns = [name for name in COLUMNS if any(name in one.columns for one in series)]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["panel", "series", "kind", *columns])
    for one in series:
        for values in zip(*one.columns.values(), strict=True):
            row = dict(zip(one.columns, values, strict=True))
            table.writerow([one.panel, one.name, one.kind, *map(row.get, columns)])
    return text.getvalue()


def as_json(series: Sequence[Series], **about: object) -> str:
    """An object with `about`, and "series": a list of all series with their columns."""
    content = {**about, "series": [asdict(one) for one in series]}
    return json.dumps(content, ensure_ascii=False, allow_nan=False) + "\n"


def panel_name(ax: Axes) -> str:
    """A panel's own label or else its title, in one line; empty if it has neither."""
    titles = (ax.get_title(loc=side) for side in ("left", "center", "right"))
    return " ".join(str(ax.get_label() or next(filter(None, titles), "")).split())


def artists_of(ax: Axes) -> Iterator[tuple[str, Artist | BarContainer]]:
    """What is drawn in a panel, each with what to call it: line 3. Bars come as one."""
    bars = [group for group in ax.containers if isinstance(group, BarContainer)]
    in_groups = {bar for group in bars for bar in group}
    alone = [patch for patch in ax.patches if patch not in in_groups]
    kinds: dict[str, Sequence[Artist | BarContainer]] = {
        "line": ax.lines,
        "collection": ax.collections,
        "group of bars": bars,
        "patch": alone,
        "image": ax.images,
        "text": ax.texts,
    }
    for kind, artists in kinds.items():
        for number, artist in enumerate(artists, 1):
            yield f"{kind} {number}", artist


def _series_of(ax: Axes, panel: str) -> Iterator[Series]:
    for which, artist in artists_of(ax):
        name = str(artist.get_label())
        if UNNAMED.fullmatch(name):
            raise DrawingError(
                f"{which} of {panel!r} has no name; give it a label, or "
                f'label="{DECORATION}" if it is decoration'
            )
        if name in {"", DECORATION}:  # patches and words need no label
            continue
        try:
            kind, raw = _data_of(ax, artist)
            columns = {column: _numbers(values) for column, values in raw.items()}
        except ValueError as error:
            raise DrawingError(f"{which} of {panel!r}, {name!r}: {error}") from error
        yield Series(panel, label_of(ax, "x"), label_of(ax, "y"), name, kind, columns)


def _data_of(ax: Axes, artist: Artist | BarContainer) -> tuple[str, dict[str, Any]]:
    """The kind of a series and its columns."""
    if isinstance(artist, Line2D):
        return _data_of_line(ax, artist)
    if isinstance(artist, FillBetweenPolyCollection):
        return _data_of_band(artist)
    if isinstance(artist, LineCollection):
        ends = np.reshape(artist.get_segments(), (-1, 4)).T
        return "segments", dict(zip(("x", "y", "x_end", "y_end"), ends, strict=True))
    if isinstance(artist, BarContainer):
        place, along = ("x", "y") if artist.orientation == "vertical" else ("y", "x")
        ends = np.array([getattr(bar.get_bbox(), f"interval{along}") for bar in artist])
        centres = [_centre(bar)[place] for bar in artist]
        return "bars", {place: centres, "start": ends[:, 0], "end": ends[:, 1]}
    if isinstance(artist, Rectangle):
        return "cells", {**_centre(artist), "value": artist.get_alpha()}
    if isinstance(artist, Text):
        x, y = artist.get_position()
        return "number", {"x": x, "y": y, "value": float(artist.get_text())}
    raise ValueError(f"data cannot be read from a {type(artist).__name__}")


def _data_of_line(ax: Axes, line: Line2D) -> tuple[str, dict[str, Any]]:
    x, y = (np.ma.atleast_1d(values) for values in line.get_data(orig=True))
    if line.get_transform() is ax.get_yaxis_transform():
        return "level", {"y": y[:1]}
    if line.get_transform() is ax.get_xaxis_transform():
        return "level", {"x": x[:1]}
    if line.get_transform() is not ax.transData:
        raise ValueError("it is not drawn in the coordinates of the axes")
    joined = "steps" if line.get_drawstyle() == "steps-post" else "line"
    return ("points" if line.get_linestyle() == "None" else joined), {"x": x, "y": y}


def _data_of_band(band: FillBetweenPolyCollection) -> tuple[str, dict[str, Any]]:
    # A path leads along one curve and back along the other:
    # a start, n points, an end, n points, the start again.
    paths = [np.asarray(path.vertices) for path in band.get_paths()]
    there = np.concatenate([points[1 : len(points) // 2] for points in paths])
    back = np.concatenate([points[-2 : len(points) // 2 : -1] for points in paths])
    if np.any(there[:, 0] != back[:, 0]):
        raise ValueError("it is not a band over x")
    lower = np.minimum(there[:, 1], back[:, 1])
    return "band", {"x": there[:, 0], "lower": lower, "upper": np.maximum(there[:, 1], back[:, 1])}


def _centre(box: Rectangle) -> dict[str, float]:
    x, y = box.get_center()
    return {"x": round(float(x), 9), "y": round(float(y), 9)}  # as meant: corner + half a width


def _numbers(values: Any) -> list[Number]:
    """Numbers with the fewest digits that say them exactly in the precision they were drawn in."""

    def plain(value: object) -> Number:
        number = float(str(value))  # of a float32 its own digits, not those of its float64
        return int(number) if number.is_integer() and abs(number) < 2**53 else number

    column = np.ma.atleast_1d(values)
    return [None if value is np.ma.masked else plain(value) for value in column]


def label_of(ax: Axes, axis: str) -> str:
    """The words beside an axis, or those of the axis it is shared with, in one line."""
    shared = ax.get_shared_x_axes() if axis == "x" else ax.get_shared_y_axes()
    labels = (getattr(other, f"get_{axis}label")() for other in shared.get_siblings(ax))
    return " ".join(next(filter(None, labels), "").split())
