"""Exercises and answers as readers meet them: by keyboard, without a script, on paper and phone."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from lstm_tutor.base.project import WRITTEN_EXERCISES
from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PAGE = "training/learning-rate/"
SHEET = "teaching/answers/"
FIRST = "#ex-one-weight-three-rates"


def sections() -> Iterator[dict[str, Any]]:
    for path in sorted(WRITTEN_EXERCISES.glob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("javascript", [True, False])
def test_an_answer_opens_and_closes_by_keyboard(open_page: Open, javascript: bool) -> None:
    page = open_page(PAGE, java_script_enabled=javascript)
    summary, answer = (page.locator(f"{FIRST} {part}") for part in ("summary", "details > div"))
    summary.focus()
    page.keyboard.press("Enter")
    expect(answer).to_be_visible()
    expect(answer).to_contain_text("overshooting")
    page.keyboard.press("Space")
    expect(answer).not_to_be_visible()
    page.locator(f"{FIRST} .lt-exercise a").focus()
    page.keyboard.press("Tab")
    expect(summary).to_be_focused()


def test_an_exercise_can_be_linked(open_page: Open) -> None:
    page = open_page(f"{PAGE}#ex-the-loss-went-up")
    expect(page.locator("#ex-the-loss-went-up")).to_be_in_viewport()


def test_the_answer_sheet_shows_every_answer(open_page: Open) -> None:
    page = open_page(SHEET, java_script_enabled=False)
    for section in sections():
        for exercise in section["exercises"]:
            item = page.locator(f"#answer-{exercise['id']}")
            expect(item.locator(".lt-answer")).to_be_visible()


def test_on_paper_pages_ask_and_the_sheet_answers(open_page: Open) -> None:
    page = open_page(PAGE)
    page.locator(f"{FIRST} summary").click()
    page.emulate_media(media="print")
    expect(page.locator(FIRST)).to_be_visible()
    for one in page.locator("details.lt-answer").all():
        expect(one).not_to_be_visible()
    page.goto(page.url.split(PAGE)[0] + SHEET)
    expect(page.locator(f"#answer-{FIRST[4:]} .lt-answer")).to_be_visible()


def test_on_a_phone_a_long_solution_scrolls_by_itself(open_page: Open) -> None:
    page = open_page(PAGE, viewport={"width": 390, "height": 800})
    page.locator("#ex-descend-in-code summary").click()
    code = page.locator("#ex-descend-in-code details pre code")
    expect(code).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_search_does_not_tell_the_answers(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    found = {entry["location"]: entry["text"] for entry in index["docs"]}
    asked = found[f"{PAGE}#exercises"]
    assert "A loss has a single weight" in asked
    assert "Answer to exercise 1" in asked
    assert not any("overshooting in its plainest form" in text for text in found.values())


def test_the_figure_pack_can_be_had_from_both_pages(open_page: Open, site: Path) -> None:
    assert (site / "figures/lstm-tutor-figures.zip").is_file()
    page = open_page()
    base = page.url
    for path in ("teaching/for-instructors/", "evidence/figures/"):
        page.goto(base + path)
        expect(page.locator("a[href$='figures/lstm-tutor-figures.zip']")).to_be_visible()
