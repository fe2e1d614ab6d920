"""What must hold on every page: accessible in both schemes, nothing wider than the screen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PHONE = 390
ZOOMED = 320  # a window of 1280 px at 400 %

# The pages of figures are all made by one block. These have a claim judged by seeds, one judged by
# resamples, weights, many experiments, and none of all that.
FIGURES = {"lr-low", "noise-none-realism", "input-gate", "lr-medium", "cell-diagram"}


def paths(site: Path) -> Iterator[str]:
    """Every page's address below the site's; of the pages of figures, one of each kind."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site)
        if path.parts[0] != "figures" or path.parts[1] in FIGURES:
            yield path.as_posix().removesuffix("index.html")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", PHONE)])
def test_axe_finds_nothing(
    open_page: Open, site: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = {"width": width, "height": 800}
    page = open_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    base = page.url
    for path in paths(site):
        page.goto(base + path)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        found = Axe().run(page)
        assert not found.response["violations"], f"{path}, {scheme}: {found.generate_report()}"


@pytest.mark.parametrize("width", [PHONE, ZOOMED])
def test_no_page_is_wider_than_the_screen(open_page: Open, site: Path, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 700})
    base = page.url
    for path in paths(site):
        page.goto(base + path)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert excess <= 0, f"{path} is {excess} px wider than a screen of {width} px"
        page.mouse.wheel(0, 20_000)  # loads what is far below


def test_no_script_or_style_is_missing(open_page: Open, site: Path) -> None:
    page = open_page()
    base = page.url
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    for path in paths(site):
        page.goto(base + path)
    assert not failed
