"""From a matplotlib drawing to an SVG that follows the reader's light or dark scheme.

Figures are drawn in the colours of the light palette. Each colour then becomes a CSS variable
that the SVG itself defines for both schemes, so that one file serves as an image on either page.
"""

import io
import re

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Drawing
from matplotlib.layout_engine import ConstrainedLayoutEngine

from lstm_tutor.figure.drawing.palette import DARK, LIGHT
from lstm_tutor.figure.drawing.type_faces import FILES, FONTS

DOTS_PER_INCH = 72  # one SVG unit is one CSS pixel
FAMILY = "Source Sans 3"


def new_drawing(size: tuple[int, int]) -> Drawing:
    """An empty drawing of width × height CSS pixels in the project's style."""
    _use_style()
    return Drawing(
        figsize=(size[0] / DOTS_PER_INCH, size[1] / DOTS_PER_INCH),
        dpi=DOTS_PER_INCH,
        layout="constrained",
    )


DECIMALS = 4  # of a share of the drawing: below what an eye sees


def settle(drawing: Drawing) -> None:
    """Arrange a drawing's parts as its SVG shows them, once: arranged again, they would move."""
    if isinstance(drawing.get_layout_engine(), ConstrainedLayoutEngine):
        FigureCanvasSVG(drawing)  # whose letters the parts are arranged around
        drawing.draw_without_rendering()
        drawing.set_layout_engine("none")
        # The solver's last digits depend on where in memory its variables lie.
        for axes in drawing.axes:
            left, bottom, width, height = np.round(axes.get_position().bounds, DECIMALS)
            axes.set_position((left, bottom, width, height))
            axes.set_in_layout(True)  # which placing by hand ends


def render(drawing: Drawing, figure_id: str, size: tuple[int, int]) -> str:
    """The drawing as SVG text; the same drawing gives the same bytes."""
    settle(drawing)
    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": figure_id, "svg.fonttype": "path"}):
        drawing.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    svg = buffer.getvalue()
    for name, colour in LIGHT.items():
        svg = re.sub(re.escape(colour), f"var(--{name})", svg, flags=re.IGNORECASE)
    opening = re.search(r"<svg [^>]*>", svg)
    if opening is None:
        raise ValueError(f"{figure_id}: matplotlib wrote no <svg> element")
    sized = re.sub(r' (width|height)="[^"]*"', "", opening[0])
    sized = sized.replace("<svg ", f'<svg width="{size[0]}" height="{size[1]}" ')
    return svg.replace(opening[0], sized + _SCHEMES, 1)


def size_of(drawing: Drawing) -> tuple[int, int]:
    """Width and height of a drawing in CSS pixels."""
    width, height = drawing.get_size_inches() * DOTS_PER_INCH
    return round(width), round(height)


def read_size(svg: bytes) -> tuple[int, int]:
    """Width and height of a rendered drawing in CSS pixels."""
    width, height = re.findall(rb'<svg width="(\d+)" height="(\d+)"', svg)[0]
    return int(width), int(height)


def _variables(palette: dict[str, str]) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in palette.items())


_SCHEMES = (
    f"<style>:root{{{_variables(LIGHT)}}}"
    f"@media (prefers-color-scheme:dark){{:root{{{_variables(DARK)}}}}}</style>"
)


def _use_style() -> None:
    """Matplotlib's defaults, then ours: nothing of the user's own configuration."""
    mpl.rcdefaults()
    mpl.rcParams.update(
        {
            "font.family": FAMILY,
            "font.size": 14,
            "mathtext.fontset": "custom",
            "mathtext.rm": FAMILY,
            "mathtext.it": f"{FAMILY}:italic",
            "mathtext.bf": f"{FAMILY}:bold",
            "mathtext.cal": FAMILY,
            "mathtext.sf": FAMILY,
            "mathtext.tt": FAMILY,
            "axes.titlesize": 14,
            "axes.titlelocation": "left",
            "axes.titleweight": "bold",
            "axes.labelsize": 14,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.edgecolor": LIGHT["muted"],
            "axes.labelcolor": LIGHT["ink"],
            "axes.titlecolor": LIGHT["ink"],
            "axes.facecolor": "none",
            "axes.grid": True,
            "axes.grid.axis": "y",
            "axes.axisbelow": True,
            "grid.color": LIGHT["grid"],
            "grid.linewidth": 0.8,
            "figure.facecolor": "none",
            "savefig.facecolor": "none",
            "text.color": LIGHT["ink"],
            "xtick.color": LIGHT["muted"],
            "ytick.color": LIGHT["muted"],
            "xtick.labelcolor": LIGHT["ink"],
            "ytick.labelcolor": LIGHT["ink"],
            "lines.linewidth": 2,
            "lines.solid_capstyle": "round",
        }
    )
    _register_fonts()


def _register_fonts() -> None:
    """Make the vendored faces known; a missing one is an error, never a fallback."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for face in FILES:
        if str(face) not in known:
            font_manager.fontManager.addfont(face)
    try:
        font_manager.findfont(FAMILY, fallback_to_default=False)
    except ValueError as error:
        raise FileNotFoundError(f"{FONTS}: no face of the font {FAMILY!r}; restore it") from error
