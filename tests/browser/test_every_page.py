"""What must hold on every page: accessible, readable at any size, complete without JavaScript."""

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lstm_tutor.base.project import ROOT, WRITTEN_EXERCISES
from tests.browser.visits import DARK, LAPTOP, NO_JAVASCRIPT, PHONE, SCREENS, ZOOMED, View, Visits

pytestmark = pytest.mark.slow

SMALLEST = {True: 12, False: 14}  # words of a drawing for phones (the build looks), and of others
READABLE = 11  # on the screen
POLICY = 'http-equiv="Content-Security-Policy"'

each_view = pytest.mark.parametrize("view", [LAPTOP, DARK, PHONE, NO_JAVASCRIPT], ids=str)


@pytest.mark.parametrize("view", [LAPTOP, DARK, PHONE], ids=str)
def test_axe_finds_nothing(visits: Visits, view: View) -> None:
    reports = {path: found.axe for path, found in visits(view).pages.items() if found.axe}
    assert not reports, "\n".join(f"{path}: {report}" for path, report in reports.items())


@each_view
def test_no_page_logs_an_error_misses_a_file_or_asks_another_host(
    visits: Visits, view: View
) -> None:
    """The browser also logs whatever a page's security policy blocks."""
    complaints = visits(view).complaints
    assert not complaints, "\n".join(complaints)


def test_every_page_has_the_policy(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert any(page.parent.parent.name == "figures" for page in pages)
    assert not [page for page in pages if POLICY not in page.read_text("utf-8")]


def test_titles_landmarks_headings_and_formulas(visits: Visits) -> None:
    titles, faults = Counter[str](), list[str]()
    for path, found in visits(LAPTOP).pages.items():
        page, levels = found.structure, found.structure["headings"]
        titles[page["title"]] += 1
        if page["language"] != "en" or page["mains"] != 1:
            faults.append(f"{path}: in {page['language']!r} with {page['mains']} main parts")
        if levels.count(1) != 1 or levels[0] != 1:
            faults.append(f"{path}: headings {levels}")
        if jumps := [(a, b) for a, b in itertools.pairwise(levels) if b > a + 1]:
            faults.append(f"{path}: headings jump {jumps}")
        if page["formulas"] != page["spoken"]:
            faults.append(f"{path}: a formula without MathML")
    assert not faults, "\n".join(faults)
    assert not [title for title, times in titles.items() if times > 1]


@pytest.mark.parametrize(
    ("view", "screen"), [(PHONE, PHONE.width), (PHONE, ZOOMED), (LAPTOP, ZOOMED)], ids=str
)
def test_no_page_is_wider_than_the_screen(visits: Visits, view: View, screen: int) -> None:
    excess = {path: found.excess[screen] for path, found in visits(view).pages.items()}
    assert not {path: pixels for path, pixels in excess.items() if pixels > 0}


@pytest.mark.parametrize("view", [LAPTOP, PHONE], ids=str)
def test_wide_spacing_cuts_nothing_off(visits: Visits, view: View) -> None:
    assert not unreadable({path: found.spaced for path, found in visits(view).pages.items()})


def test_text_of_twice_the_size(visits: Visits) -> None:
    doubled = {path: found.doubled for path, found in visits(LAPTOP).pages.items()}
    assert {found["times"] for found in doubled.values()} == {2}
    assert not unreadable(doubled)


def unreadable(pages: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The pages that are wider than the screen or cut words off."""
    return {path: found for path, found in pages.items() if found["excess"] > 0 or found["cut_off"]}


@pytest.mark.parametrize("screen", SCREENS)
def test_words_of_every_figure_are_readable(visits: Visits, screen: int) -> None:
    faults = list[str]()
    drawings = {path: found for path, found in visits(LAPTOP).pages.items() if found.drawn}
    assert len(drawings) == len(list((ROOT / "figures").glob("*.py")))
    for path, found in drawings.items():
        drawn = found.drawn[screen]
        words = SMALLEST[drawn["narrow"]] * drawn["width"] / drawn["own"]
        if words < READABLE or drawn["left"] < 0 or drawn["right"] > screen:
            faults.append(f"{path}: words of {words:.1f} px, {drawn}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("view", [LAPTOP, NO_JAVASCRIPT], ids=str)
def test_no_answer_shows_until_a_reader_asks(visits: Visits, view: View) -> None:
    for file in sorted(WRITTEN_EXERCISES.glob("*.json")):
        section = json.loads(file.read_text(encoding="utf-8"))
        path = section["page"].removesuffix(".md") + "/"
        assert visits(view).pages[path].answers == [False] * len(section["exercises"]), path


def test_without_javascript_every_page_is_complete(visits: Visits) -> None:
    """Words (tables included), drawings and formulas."""
    with_scripts, faults = visits(LAPTOP).pages, list[str]()
    for path, found in visits(NO_JAVASCRIPT).pages.items():
        if found.words != with_scripts[path].words:
            faults.append(f"{path}: other words than with JavaScript")
        if found.broken:
            faults.append(f"{path}: {found.broken} do not load")
        if len(set(found.formulas)) != 1:
            faults.append(f"{path}: of {found.formulas[0]} formulas {found.formulas[1]} show")
    assert not faults, "\n".join(faults)
