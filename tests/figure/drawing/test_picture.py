"""A drawing as notebooks show it: never without words, in two forms, the same bytes each time."""

import base64

import pytest

from lstm_tutor.figure.drawing.picture import SVG, Picture
from lstm_tutor.figure.drawing.svg import new_drawing


def picture(alt: str = "A line that\n climbs.", *, blank: bool = False) -> Picture:
    drawing = new_drawing((640, 200))
    ax = drawing.subplots()
    if not blank:
        ax.plot([0, 1], [0, 1])
    return Picture(drawing, alt)


def test_it_shows_a_png_and_keeps_a_drawing_for_both_schemes() -> None:
    shown, about = picture()._repr_mimebundle_()
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")
    assert "prefers-color-scheme:dark" in shown[SVG]
    assert shown["text/plain"] == "Picture: A line that climbs."
    assert about["image/png"] == {"alt": "A line that climbs.", "width": 640, "height": 200}
    assert about[SVG] == about["image/png"]


def test_the_same_drawing_gives_the_same_bytes() -> None:
    assert picture()._repr_mimebundle_() == picture()._repr_mimebundle_()


def test_without_words_or_without_lines_it_is_refused() -> None:
    with pytest.raises(ValueError, match="no alternative text"):
        picture(" ")
    with pytest.raises(ValueError, match="nothing is drawn in it"):
        picture(blank=True)
