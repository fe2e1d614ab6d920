"""PNG and PDF show what the SVG shows, at the right size, and repeat to the byte anywhere."""

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib import image
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.project import ROOT
from lstm_tutor.figure.drawing.curves import band, label
from lstm_tutor.figure.drawing.formats import pdf, png
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing, render

SIZE = (301, 203)  # odd, and 203 / 72 is no exact number

OTHER_SETTINGS = """
savefig.bbox: tight
savefig.dpi: 300
savefig.transparent: True
font.size: 30
pdf.fonttype: 3
pdf.compression: 0
text.hinting: none
lines.linewidth: 9
"""

PROGRAM = """
import hashlib, runpy
test = runpy.run_path({path!r})
print(hashlib.sha256(test["png"](test["draw"]())).hexdigest())
print(hashlib.sha256(test["pdf"](test["draw"]())).hexdigest())
"""


def draw() -> Drawing:
    drawing = new_drawing(SIZE)
    left, right = drawing.subplots(1, 2)
    left.plot([1, 2, 3], [1, 3, 2], label="a")
    band(left, [1, 2, 3], [0, 1, 0], [2, 4, 3], "s-low", "b", alpha=0.2)
    left.set_title("the state $c^t$")
    label(right, 0.5, 0.5, "words — “ü”", "ink")
    right.set_yscale("log")
    return drawing


def test_a_png_is_twice_as_large_and_on_the_light_paper() -> None:
    pixels = image.imread(io.BytesIO(png(draw())))
    assert pixels.shape[:2] == (2 * SIZE[1], 2 * SIZE[0])
    opaque = np.ones_like(pixels[..., 0])
    np.testing.assert_array_equal(pixels[..., 3], opaque)
    np.testing.assert_allclose(pixels[0, 0, :3], to_rgb(LIGHT["paper"]), atol=1e-6)


def test_a_pdf_has_the_figures_size_and_carries_its_faces() -> None:
    content = pdf(draw())
    (box,) = re.findall(rb"/MediaBox \[ ([^]]*) \]", content)
    assert [float(number) for number in box.split()] == [0, 0, *SIZE]
    faces = set(re.findall(rb"/FontName /[A-Z]{6}\+(SourceSans3-\w+)", content))
    assert faces == {b"SourceSans3-Regular", b"SourceSans3-Bold", b"SourceSans3-Italic"}
    # each face is told of once, or once for every block of letters; all are embedded
    assert content.count(b"/FontFile2") == content.count(b"/Type /FontDescriptor")


def test_a_pdf_has_vectors_and_no_paper_of_its_own() -> None:
    assert b"/Subtype /Image" not in pdf(draw())


@pytest.mark.parametrize("content", [png, pdf])
def test_nothing_says_when_or_with_what_it_was_made(content: Callable[[Drawing], bytes]) -> None:
    made = content(draw())
    for word in (b"CreationDate", b"Producer", b"Creator", b"Software", b"atplotlib"):
        assert word not in made


def svg(drawing: Drawing) -> bytes:
    return render(drawing, "id", SIZE).encode()


@pytest.mark.slow
def test_formats_do_not_depend_on_which_comes_first() -> None:
    alone = {write: write(draw()) for write in (svg, png, pdf)}
    for order in ((svg, png, pdf), (pdf, png, svg), (png, svg, pdf)):  # each pair both ways
        drawing = draw()
        assert {write: write(drawing) for write in order} == alone


def test_words_are_as_wide_in_the_png_as_in_the_svg() -> None:
    words = "a very long name of a curve, with its value"
    drawing = new_drawing(SIZE)
    text = drawing.text(0, 0.5, words, fontsize=13)
    renderer = RendererSVG(*SIZE, io.StringIO())  # type: ignore[no-untyped-call]
    pixels = image.imread(io.BytesIO(png(drawing)))
    inked = np.flatnonzero((pixels[..., 0] < 0.5).any(axis=0))
    assert inked[-1] / 2 == pytest.approx(text.get_window_extent(renderer).width, abs=1.5)


def test_the_svg_can_be_made_again() -> None:
    drawing = draw()
    assert render(drawing, "id", SIZE) == render(drawing, "id", SIZE)


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "SOURCE_DATE_EPOCH": "86400"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "America/Lima",
            "LC_ALL": "C",
            "MATPLOTLIBRC": "matplotlibrc",
        },
    ],
)
def test_same_bytes_in_other_surroundings(surroundings: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text(OTHER_SETTINGS, encoding="utf-8")
    foreign = ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED", "MATPLOTLIBRC", "TZ", "LC_ALL")
    plain = {name: value for name, value in os.environ.items() if name not in foreign}
    finished = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(path=__file__)],
        cwd=tmp_path,
        env={**plain, "PYTHONPATH": str(ROOT), **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )
    here = [hashlib.sha256(content).hexdigest() for content in (png(draw()), pdf(draw()))]
    assert finished.stdout.split() == here
