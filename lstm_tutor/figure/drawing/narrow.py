"""The same drawing for a phone: its panels below one another, on a canvas that a phone fills.

Words keep their size while the canvas shrinks, so that they can be read without zooming. Where four
panels or more stand in a row they become pairs; all others stand alone.
"""

import io
import re
from collections.abc import Sequence
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure as Drawing
from matplotlib.gridspec import SubplotSpec
from matplotlib.text import Text

from lstm_tutor.figure.drawing.faults import undrawn_words
from lstm_tutor.figure.drawing.svg import DOTS_PER_INCH, settle, size_of
from lstm_tutor.figure.drawing.tables import label_of, panel_name

WIDTH = 420  # CSS pixels
SCREEN, READABLE = 390, 11  # the width of a phone's screen, and how large words must be on it
PAIRS = 4  # so many panels in a row become pairs
TALLEST = 240  # the data area of a panel among others
EDGE = 6  # kept free to the right of a title

_WORD = re.compile(r"(?:\$[^$]*\$|\S)+")  # a formula is not torn apart


def narrowed(drawing: Drawing) -> Drawing | None:
    """The drawing, its panels rearranged; None if it has none, as a diagram: draw that anew."""
    settle(drawing)
    if any(ax.get_subplotspec() is None for ax in drawing.axes):
        return None
    several = len(drawing.axes) > 1
    wanted = {ax: min(ax.bbox.height, TALLEST if several else WIDTH) for ax in drawing.axes}
    for _, group in groupby(drawing.axes, key=lambda ax: ax.figure):
        _stack(list(group), wanted)
    height = 1.5 * sum(wanted.values())
    for _ in range(3):  # the room that words take is known only when panels are arranged
        drawing.set_size_inches(WIDTH / DOTS_PER_INCH, round(height) / DOTS_PER_INCH)
        drawing.set_layout_engine("constrained")
        settle(drawing)
        first = [ax for ax in drawing.axes if _place(ax).colspan.start == 0]
        height += sum(wanted[ax] - ax.bbox.height for ax in first)
        _break_titles(drawing)
    return drawing


def too_small(drawing: Drawing) -> list[str]:
    """Words that cannot be read when the drawing is as wide as a phone's screen."""
    scale = SCREEN / size_of(drawing)[0]
    undrawn = set(undrawn_words(drawing))
    words = [text for text in drawing.findobj(Text) if text.get_text() and text.get_visible()]
    return [
        f"the text {' '.join(text.get_text().split())!r} is smaller than {READABLE} px"
        for text in words
        if text not in undrawn and scale * float(text.get_fontsize()) < READABLE
    ]


def _stack(panels: Sequence[Axes], wanted: dict[Axes, float]) -> None:
    """Put the panels of one figure into a grid of one column, or of two."""
    across = max(_place(ax).get_gridspec().ncols for ax in panels)
    columns = 2 if across >= PAIRS else 1
    rows = -(-len(panels) // columns)
    heights = [wanted[panels[columns * row]] for row in range(rows)]
    grid = panels[0].figure.add_gridspec(rows, columns, height_ratios=heights)
    for number, ax in enumerate(panels):
        name, x, y = panel_name(ax), label_of(ax, "x"), label_of(ax, "y")
        ax.set_subplotspec(grid[divmod(number, columns)])
        if across > 1 and ax.axison:  # what its neighbours said for it
            _title(ax).set_text(name)  # in its own colour
            ax.set(xlabel=x, ylabel="" if number % columns else y)
            ax.tick_params(labelbottom=True, labelleft=True)


def _break_titles(drawing: Drawing) -> None:
    """Break titles into lines that end before the next panel, or the edge of the canvas."""
    renderer = RendererSVG(*drawing.bbox.size, io.StringIO())  # type: ignore[no-untyped-call]
    for ax in drawing.axes:
        place = _place(ax)
        right = WIDTH * place.colspan.stop / place.get_gridspec().ncols - EDGE
        title, lines = _title(ax), [""]
        for word in _WORD.findall(title.get_text()):
            title.set_text(f"{lines[-1]} {word}".strip())
            if lines[-1] and title.get_window_extent(renderer).width > right - ax.bbox.x0:
                lines.append(word)
            else:
                lines[-1] = title.get_text()
        title.set_text("\n".join(lines))


def _title(ax: Axes) -> Text:
    """The title of the project's style, at the left."""
    return ax._left_title  # type: ignore[attr-defined, no-any-return]


def _place(ax: Axes) -> SubplotSpec:
    spec = ax.get_subplotspec()
    assert spec is not None
    return spec
