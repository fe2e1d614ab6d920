"""A drawing as a notebook shows it: with words for those who cannot see it.

A notebook program gets a PNG on light paper, which looks the same in all of them. The site's pages
get the SVG, which follows the reader's light or dark scheme.
"""

import base64
from typing import Any

from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.faults import faults
from lstm_tutor.figure.drawing.formats import png
from lstm_tutor.figure.drawing.svg import render, size_of

SVG = "application/vnd.lstm-tutor.svg"  # a name that notebook programs pass over


class Picture:
    """A finished drawing. As the last line of a cell it is shown below the cell."""

    def __init__(self, drawing: Drawing, alt: str) -> None:
        """alt: what the drawing shows. Raises ValueError if it is blank, cut off or wordless."""
        problems = faults(drawing) if alt.strip() else ["the picture has no alternative text"]
        if problems:
            raise ValueError("; ".join(problems))
        width, height = size_of(drawing)
        self.alt = " ".join(alt.split())
        self._size = {"width": width, "height": height}
        self._svg = render(drawing, "picture", (width, height))
        self._png = png(drawing)

    def __repr__(self) -> str:
        return f"Picture: {self.alt}"

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        """Called by Jupyter: what there is to show, and what is known about it."""
        shown = {
            "text/plain": repr(self),
            "image/png": base64.b64encode(self._png).decode("ascii"),
            SVG: self._svg,
        }
        about = {"alt": self.alt, **self._size}
        return shown, {"image/png": about, SVG: about}
