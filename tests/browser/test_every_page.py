"""What must hold on every page: accessible in both schemes, nothing wider than the screen."""

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PHONE = 390
ZOOMED = 320  # a window of 1280 px at 400 %
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}

# The pages of figures are all made by one block. These have a claim judged by seeds, one judged by
# resamples, weights, many experiments, and none of all that.
KINDS = {"lr-low", "noise-none-realism", "input-gate", "lr-medium", "cell-diagram"}

STRUCTURE = """() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const seen = element => element.checkVisibility();
  return {
    title: document.title,
    language: document.documentElement.lang,
    mains: all("main, [role=main]").length,
    headings: all("h1, h2, h3, h4, h5, h6").filter(seen).map(h => Number(h.tagName[1])),
    formulas: all(".katex").length,
    spoken: all(".katex > .katex-mathml math annotation").filter(a => a.textContent.trim()).length,
  };
}"""


def paths(site: Path, *, every_figure: bool = False) -> Iterator[str]:
    """Every page's address below the site's; of the pages of figures, all or one of each kind."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site)
        if path.parts[0] != "figures" or every_figure or path.parts[1] in KINDS:
            yield path.as_posix().removesuffix("index.html")


def open_details(page: Page) -> None:
    page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", PHONE)])
def test_axe_finds_nothing(
    open_page: Open, site: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    viewport = {"width": width, "height": 800}
    page = open_page(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
    base = page.url
    # All figures once; the others differ in scheme and width alone, which one of each kind shows.
    for path in paths(site, every_figure=(scheme, width) == ("light", 1280)):
        page.goto(base + path)
        open_details(page)
        found = Axe().run(page, options=RULES)
        assert not found.response["violations"], f"{path}, {scheme}: {found.generate_report()}"


def test_titles_landmarks_headings_and_formulas(open_page: Open, site: Path) -> None:
    page = open_page()
    base, titles = page.url, Counter[str]()
    for path in paths(site, every_figure=True):
        page.goto(base + path)
        found = page.evaluate(STRUCTURE)
        titles[found["title"]] += 1
        assert found["language"] == "en", path
        assert found["mains"] == 1, path
        levels = found["headings"]
        assert levels.count(1) == 1, f"{path}: headings {levels}"
        assert levels[0] == 1, f"{path}: headings {levels}"
        jumps = [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]
        assert not jumps, f"{path}: headings jump {jumps}"
        assert found["formulas"] == found["spoken"], f"{path}: a formula without MathML"
    doubled = [title for title, times in titles.items() if times > 1]
    assert not doubled


@pytest.mark.parametrize("width", [PHONE, ZOOMED])
def test_no_page_is_wider_than_the_screen(open_page: Open, site: Path, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 700})
    base = page.url
    for path in paths(site, every_figure=width == ZOOMED):
        page.goto(base + path)
        open_details(page)
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
