"""A term's explanation: it shows on rest and on focus, whole, and nowhere else."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PAGE = "reference/glossary/"


def expect_whole(page: Page, tip: Locator) -> None:
    """Visible, inside the window, and nothing of it cut off."""
    expect(tip).to_be_visible()
    expect(tip).to_be_in_viewport(ratio=1)
    assert tip.evaluate("tip => tip.scrollWidth <= tip.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [1280, 390])
def test_resting_on_any_term_explains_it(open_page: Open, width: int, javascript: bool) -> None:
    page = open_page(PAGE, viewport={"width": width, "height": 700}, java_script_enabled=javascript)
    terms = page.locator(".lt-defined")
    assert terms.count()
    for term in terms.all():
        term.locator("a").hover()
        expect_whole(page, term.locator("lt-tip"))
    page.mouse.move(0, 0)
    expect(page.locator("lt-tip:visible")).to_have_count(0)


def test_a_reader_can_move_onto_the_explanation(open_page: Open) -> None:
    page = open_page(PAGE)
    term = page.locator(".lt-defined").first
    term.locator("a").hover()
    expect(term.locator("lt-tip")).to_be_visible()
    term.locator("lt-tip").hover()
    expect(term.locator("lt-tip")).to_be_visible()


def test_the_keyboard_shows_one_explanation_at_a_time(open_page: Open) -> None:
    page = open_page(PAGE)
    first, second = page.locator(".lt-defined").nth(0), page.locator(".lt-defined").nth(1)
    first.locator("a").focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect_whole(page, first.locator("lt-tip"))
    page.keyboard.press("Tab")
    expect_whole(page, second.locator("lt-tip"))
    expect(page.locator("lt-tip:visible")).to_have_count(1)


def test_a_screen_reader_hears_the_sentence_as_the_link_s_description(open_page: Open) -> None:
    term = open_page(PAGE).locator(".lt-defined").first
    sentence = term.locator("lt-tip").text_content() or ""
    expect(term.locator("a")).to_have_accessible_description(sentence)
    expect(term.locator("a")).not_to_have_accessible_name(sentence)


def test_on_paper_there_are_no_explanations(open_page: Open) -> None:
    page = open_page(PAGE)
    page.locator(".lt-defined a").first.hover()
    page.emulate_media(media="print")
    expect(page.locator("lt-tip:visible")).to_have_count(0)
