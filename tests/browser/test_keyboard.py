"""Reading with the keyboard alone: every stop is seen, nothing holds the reader, Escape works."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PAGE = "training/learning-rate/"
PHRASE = "the learning rate is too low"
PHONE = {"width": 390, "height": 844}

# What has the focus: where it is, what it is called, how it is marked, what lies on top of it.
FOCUSED = """() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const inside = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const places = [[box.left + 2, box.top + 2], [box.left + box.width / 2, box.top + box.height / 2],
    [box.right - 2, box.bottom - 2]].filter(inside);
  const top = ([x, y]) => document.elementFromPoint(x, y);
  return {
    name: element.outerHTML.slice(0, 120),
    body: element === document.body,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: places.some(place => element.contains(top(place)) || top(place)?.contains(element)),
  };
}"""


def stops(page: Page, key: str = "Tab", most: int = 400) -> list[dict[str, Any]]:
    """What the keyboard reaches, stop by stop, until it leaves the page."""
    found = list[dict[str, Any]]()
    for _ in range(most):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        if focused["body"]:
            return found
        if not focused["seen"]:  # the card of the stop before takes a moment to go
            page.wait_for_timeout(600)
            focused = page.evaluate(FOCUSED)
        found.append(focused)
    raise AssertionError(f"the keyboard is still on the page after {most} stops: {found[-3:]}")


@pytest.mark.parametrize("path", [PAGE, "evidence/figures/", "figures/lr-low/"])
def test_every_stop_is_marked_and_in_view(open_page: Open, path: str) -> None:
    page = open_page(path, reduced_motion="reduce")
    for key in ("Tab", "Shift+Tab"):
        found = stops(page, key)
        assert len(found) > 20
        assert not [stop["name"] for stop in found if not stop["outline"]]
        assert not [stop["name"] for stop in found if not stop["seen"]]


def test_the_first_stop_skips_to_the_text(open_page: Open) -> None:
    page = open_page(PAGE)
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_drawer_opens_and_closes_and_lets_the_reader_go(open_page: Open) -> None:
    page = open_page(PAGE, viewport=PHONE)
    entry = page.locator(".md-sidebar--primary").get_by_role("link", name="Batch size").first
    page.locator(".md-header [for=__drawer]").focus()
    page.keyboard.press("Enter")
    expect(entry).to_be_in_viewport()
    entry.focus()
    expect(entry).to_be_focused()
    page.keyboard.press("Escape")
    expect(entry).not_to_be_in_viewport()
    assert len(stops(page)) > 10


def test_search_by_keyboard(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("forget gate", delay=20)
    results = page.locator(".md-search-result__link")
    expect(results.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-md-component=search-query]")).not_to_be_focused()


def test_the_palette_by_keyboard(open_page: Open) -> None:
    page = open_page(color_scheme="light")
    choice = page.locator("form[data-md-component=palette] input:not([type=hidden])")
    choice.first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_a_figure_s_details_by_keyboard(open_page: Open) -> None:
    page = open_page(PAGE)
    page.locator("#fig-lr-low summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("#fig-lr-low details").get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("what", ["card", "term"])
def test_escape_puts_away_what_focus_showed_and_keeps_the_place(open_page: Open, what: str) -> None:
    page = open_page(PAGE, viewport={"width": 1280, "height": 400})  # the figure is not in view
    if what == "card":
        link = page.get_by_role("link", name=PHRASE, exact=True)
        shown = page.locator(".lt-card")
    else:
        link = page.locator(".lt-defined a").first
        shown = page.locator(".lt-defined lt-tip").first
    link.scroll_into_view_if_needed()
    page.keyboard.press("Shift")  # from now on the reader uses the keyboard
    link.focus()
    expect(shown).to_be_visible()
    page.wait_for_timeout(600)
    expect(shown).to_be_visible()
    page.keyboard.press("Escape")
    expect(shown).to_be_hidden()
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(shown).to_be_visible()
