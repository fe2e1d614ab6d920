"""Open every page once per view and record everything that tests ask about every page.

Opening pages is what takes time, so a single visit collects all the answers. The first test that
needs a view pays for all of its pages; the tests themselves only judge what was found.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ProxySettings

from tests.browser import questions
from tests.browser.listening import listen

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# The pages of figures are all made by one block. These have a claim judged by seeds, one judged by
# resamples, weights, many experiments, and none of all that.
KINDS = {"lr-low", "noise-none-realism", "input-gate", "lr-medium", "cell-diagram"}
NOT_FOUND = "404.html"
ZOOMED = 320  # a window of 1280 px at 400 %
SCREENS = (390, 720, 820, 960, 1440)  # a phone, tablets between the edges of their rule, a laptop
# Nobody listens there: a request to another host is recorded, and fails.
NO_OTHER_HOST: ProxySettings = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}


@dataclass(frozen=True)
class View:
    """How pages are looked at. every_figure: visit all pages of figures, or one of each kind."""

    scheme: Literal["light", "dark"] = "light"
    width: int = 1280
    javascript: bool = True
    every_figure: bool = False

    def __str__(self) -> str:
        return f"{self.scheme}-{self.width}{'' if self.javascript else '-without-javascript'}"


# All figures once. In the other views one figure of each kind shows what is different there.
LAPTOP = View(every_figure=True)
DARK = View(scheme="dark")
PHONE = View(width=390)
NO_JAVASCRIPT = View(javascript=False)


@dataclass
class Findings:
    """What a visit found on one page; questions.py says how."""

    structure: dict[str, Any]
    answers: list[bool]  # whether each answer to an exercise shows, before any is opened
    words: list[str]
    axe: str = ""  # its report, empty without violations
    excess: dict[int, float] = field(default_factory=dict)  # pixels too wide, by screen
    spaced: dict[str, Any] = field(default_factory=dict)
    doubled: dict[str, Any] = field(default_factory=dict)
    drawn: dict[int, dict[str, Any]] = field(default_factory=dict)  # a figure's page, by screen
    broken: list[str] = field(default_factory=list)  # pictures that do not load
    formulas: list[int] = field(default_factory=list)  # how many there are, how many show


@dataclass
class Sweep:
    """All pages in one view, by their address below the site's."""

    pages: dict[str, Findings]
    complaints: list[str]  # logged errors, failed requests and requests to other hosts, on any page


Visits = Callable[[View], Sweep]


def paths(site: Path, *, every_figure: bool = False) -> Iterator[str]:
    """Every page's address below the site's; of the pages of figures, all or one of each kind."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site)
        if path.parts[0] != "figures" or every_figure or path.parts[1] in KINDS:
            yield path.as_posix().removesuffix("index.html")


def sweep(browser: Browser, address: str, every: Iterable[str], view: View) -> Sweep:
    """Visit pages of the site, which is served at this address."""
    context = browser.new_context(
        viewport={"width": view.width, "height": 800},
        color_scheme=view.scheme,
        java_script_enabled=view.javascript,
        reduced_motion="reduce",
        proxy=NO_OTHER_HOST,
    )
    page = context.new_page()
    found = Sweep({}, [])
    listen(page, address, found.complaints)
    page.on(
        "response",
        lambda answer: (
            found.complaints.append(f"{page.url}: {answer.status} for {answer.url}")
            if answer.status >= 400
            else None
        ),
    )
    for path in every:
        page.set_viewport_size({"width": view.width, "height": 800})
        page.goto(address + path)
        found.pages[path] = visit(page, view)
        if view == LAPTOP and path.startswith("figures/"):
            found.pages[path].drawn = drawings(page)
    context.close()
    assert found.pages
    return found


def visit(page: Page, view: View) -> Findings:
    """Examine the open page. Leaves its details open and may leave the window narrower."""
    structure, answers = page.evaluate(questions.STRUCTURE), page.evaluate(questions.ANSWERS)
    page.evaluate(questions.OPEN_DETAILS)
    found = Findings(structure, answers, with_style(page, questions.NO_CHOICES, questions.WORDS))
    if not view.javascript:
        found.broken = page.evaluate(questions.BROKEN)
        found.formulas = page.evaluate(questions.FORMULAS)
        return found
    checked = Axe().run(page, options={"runOnly": STANDARDS, "resultTypes": ["violations"]})
    if checked.response["violations"]:
        found.axe = checked.generate_report()
    page.mouse.wheel(0, 20_000)  # loads pictures further down
    if view.scheme == "light":
        look_closer(page, view, found)
    return found


def look_closer(page: Page, view: View, found: Findings) -> None:
    """Examine the layout, which does not depend on the colour scheme."""
    found.excess[view.width] = page.evaluate(questions.EXCESS)
    found.spaced = with_style(page, questions.SPACING, questions.READABLE)
    if view == LAPTOP:
        before = page.evaluate(questions.SIZE_OF_TYPE)
        found.doubled = with_style(page, questions.TWICE, questions.READABLE)
        found.doubled["times"] = found.doubled["size"] / before
    resize(page, ZOOMED)
    found.excess[ZOOMED] = page.evaluate(questions.EXCESS)


def drawings(page: Page) -> dict[int, dict[str, Any]]:
    """How the drawing on a figure's page is shown at each screen width."""
    found = {}
    for screen in SCREENS:
        resize(page, screen)
        found[screen] = page.evaluate(questions.DRAWN)
    return found


def resize(page: Page, width: int) -> None:
    """Change the window's width and give the page's scripts time to react."""
    page.set_viewport_size({"width": width, "height": 800})
    page.evaluate(questions.NEXT_FRAME)


def with_style(page: Page, css: str, question: str) -> Any:
    """The answer while a style is applied the way a reader's own tools would.

    The pages' policy does not allow a <style> element.
    """
    page.evaluate(questions.ADD, css)
    answer = page.evaluate(question)
    page.evaluate(questions.REMOVE)
    return answer
