"""The other formats of a drawing: a PNG for slides, a PDF for print. Both show it as its SVG does.

The same drawing gives the same bytes: no date and no version goes in, and none of the user's
settings.
"""

import io

import matplotlib as mpl
from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import DOTS_PER_INCH, settle

PIXELS = 2  # of a PNG for each CSS pixel


def png(drawing: Drawing) -> bytes:
    """Twice the size in CSS pixels, on the light scheme's paper."""
    settle(drawing)
    buffer = io.BytesIO()
    with mpl.rc_context({"text.hinting": "none"}):  # which would make words wider than in the SVG
        drawing.savefig(
            buffer,
            format="png",
            dpi=PIXELS * DOTS_PER_INCH,
            facecolor=LIGHT["paper"],
            metadata={"Software": None},
        )
    return buffer.getvalue()


def pdf(drawing: Drawing) -> bytes:
    """Vectors, with the faces embedded; no background: the paper it is printed on is one."""
    settle(drawing)
    buffer = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}):  # TrueType: text can be searched and selected
        drawing.savefig(
            buffer,
            format="pdf",
            facecolor="none",
            metadata={"CreationDate": None, "Creator": None, "Producer": None},
        )
    return buffer.getvalue()
