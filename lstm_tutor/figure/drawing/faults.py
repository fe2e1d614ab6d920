"""Faults of a drawing that nobody may see: it is blank, draws no numbers, or not where one looks.

A curve that is NaN, or lies outside the axes, leaves a picture that looks like another result. A
gap that is meant is a masked array.
"""

import io
from collections.abc import Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.collections import Collection
from matplotlib.container import BarContainer
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from lstm_tutor.figure.drawing.svg import settle
from lstm_tutor.figure.drawing.tables import DECORATION, UNNAMED, artists_of, panel_name

TOLERANCE = 1.0  # CSS pixels

Points = NDArray[np.float64]


def faults(drawing: Drawing) -> list[str]:
    """What is wrong, one sentence for each fault with panel and artist; empty if all is well."""
    if not drawing.axes:
        return ["the drawing is blank: it has no axes"]
    panels = {ax: panel_name(ax) or f"panel {n}" for n, ax in enumerate(drawing.axes, 1)}
    found = [
        f"{panel!r}: {fault}" for ax, panel in panels.items() for fault in _without_numbers(ax)
    ]
    if found:  # what lies nowhere cannot be arranged
        return found
    settle(drawing)
    for ax, panel in panels.items():
        found += [f"{panel!r}: {fault}" for fault in _outside(ax)]
    return [*found, *_cut_off(drawing)]


def _without_numbers(ax: Axes) -> Iterator[str]:
    """A panel that is blank; artists whose numbers are none."""
    blank = True
    for which, artist in _visible(ax):
        points = _points(artist)
        blank &= not points.size or artist.get_label() == DECORATION
        if not np.isfinite(points).all():
            yield f"{which} is drawn at values that are NaN or infinite; mask a gap that is meant"
    if blank:
        yield "nothing is drawn in it"


def _outside(ax: Axes) -> Iterator[str]:
    """Artists of which the limits of the axes leave nothing to see."""
    inside = ax.bbox.padded(TOLERANCE)
    for which, artist in _visible(ax):
        clipped = [part for part in _parts(artist) if part.get_clip_on()]
        extents = [extent for part in clipped if (extent := _extent(ax, part)) is not None]
        if extents and not any(inside.overlaps(extent) for extent in extents):
            yield f"{which} lies wholly outside the limits of the axes"


def _cut_off(drawing: Drawing) -> Iterator[str]:
    """Words that leave the canvas, as large as in the SVG."""
    renderer = RendererSVG(*drawing.bbox.size, io.StringIO())  # type: ignore[no-untyped-call]
    canvas = drawing.bbox.padded(TOLERANCE)
    undrawn = set(undrawn_words(drawing))
    for text in drawing.findobj(Text):
        words = " ".join(text.get_text().split())
        if not words or not text.get_visible() or text in undrawn:
            continue
        box = text.get_window_extent(renderer)
        if box.x0 < canvas.x0 or box.y0 < canvas.y0 or box.x1 > canvas.x1 or box.y1 > canvas.y1:
            panel = f"{panel_name(text.axes)!r}: " if isinstance(text.axes, Axes) else ""
            yield f"{panel}the text {words!r} is cut off at the edge of the drawing"


def undrawn_words(drawing: Drawing) -> Iterator[Text]:
    """Words of axes that are off, and at ticks beyond the limits."""
    for ax in drawing.axes:
        for axis in (ax.xaxis, ax.yaxis):
            if not ax.axison:
                yield from axis.findobj(Text)
            low, high = sorted(axis.get_view_interval())
            for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks()):
                if not low <= tick.get_loc() <= high:
                    yield from (tick.label1, tick.label2)


def _visible(ax: Axes) -> Iterator[tuple[str, Artist | BarContainer]]:
    """What can be seen in a panel, with what to call it: line 3 (median)."""
    for which, artist in artists_of(ax):
        name = str(artist.get_label())
        named = name not in {"", DECORATION} and not UNNAMED.fullmatch(name)
        if any(part.get_visible() for part in _parts(artist)):
            yield which + (f" ({name})" if named else ""), artist


def _parts(artist: Artist | BarContainer) -> list[Artist]:
    return list(artist) if isinstance(artist, BarContainer) else [artist]


def _points(artist: Artist | BarContainer) -> Points:
    """The numbers that say where an artist lies, those that are masked left out."""
    if isinstance(artist, Line2D):
        points = np.ma.column_stack(artist.get_data(orig=True))
        return np.asarray(points[~np.ma.getmaskarray(points).any(axis=1)], float)
    if isinstance(artist, Collection):
        return np.concatenate([np.zeros(0), *(np.ravel(p.vertices) for p in artist.get_paths())])
    if isinstance(artist, BarContainer):
        return np.concatenate([_points(bar) for bar in artist])
    if isinstance(artist, Patch):
        with np.errstate(invalid="ignore"):  # an infinite one is found by its result
            return np.ravel(artist.get_patch_transform().transform(artist.get_path().vertices))
    if isinstance(artist, Text):
        return np.array(artist.get_position() if artist.get_text().strip() else (), float)
    return np.zeros(1)  # an image has its place from the axes


def _extent(ax: Axes, artist: Artist) -> Bbox | None:
    """The part of the canvas that an artist's points span; None if it has none, as words have."""
    if isinstance(artist, Text):
        return None
    if isinstance(artist, Collection):
        box = artist.get_datalim(ax.transData)
        return box.transformed(ax.transData) if np.isfinite(box.get_points()).all() else None
    if isinstance(artist, Line2D):
        points = artist.get_transform().transform(artist.get_xydata())
        points = points[np.isfinite(points).all(axis=1)]
        return Bbox([points.min(axis=0), points.max(axis=0)]) if len(points) else None
    return artist.get_window_extent()
