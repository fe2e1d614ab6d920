"""Reading under other conditions: a window at 400 %, few colours, no motion, paper."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Open
from tests.browser.test_reading import PAGE, ground_and_ink

pytestmark = pytest.mark.slow


def test_at_400_percent_a_reader_finds_the_way(open_page: Open) -> None:
    page = open_page(PAGE, viewport={"width": 320, "height": 256})
    page.locator(".md-header [for=__drawer]").click()
    entry = page.locator(".md-sidebar--primary").get_by_role("link", name="Noise").first
    entry.click()
    expect(page.locator("article h1")).to_contain_text("Noise")
    page.get_by_title("Search").click()
    page.keyboard.type("overfitting", delay=20)
    expect(page.locator(".md-search-result__link").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_the_system_s_few_colours_all_is_seen(open_page: Open, scheme: Any) -> None:
    page = open_page(PAGE, forced_colors="active", color_scheme=scheme)
    ground, ink = ground_and_ink(page.locator("figure img:visible").first)
    assert abs(ground - ink) > 120
    mark = page.locator("a.lt-verdict").first
    colours = "m => [getComputedStyle(m, '::before').backgroundColor, getComputedStyle(m).color]"
    shape, words = mark.evaluate(colours)
    ground_of_page = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground_of_page not in {shape, words}
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline != "none"


def test_nothing_moves_for_those_who_do_not_want_it(open_page: Open) -> None:
    moving = """() => [...document.querySelectorAll("*")].flatMap(one => {
      const style = getComputedStyle(one);
      const times = [...style.transitionDuration.split(","), ...style.animationDuration.split(",")];
      return times.some(time => parseFloat(time) > 0.01) ? [one.className || one.tagName] : [];
    })"""
    still = open_page(PAGE, reduced_motion="reduce")
    assert not still.evaluate(moving)
    assert still.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    assert open_page(PAGE, reduced_motion="no-preference").evaluate(moving)


def test_a_page_on_paper(open_page: Open) -> None:
    page = open_page(PAGE, color_scheme="dark")
    page.set_viewport_size({"width": 680, "height": 960})  # A4 between its margins
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar--primary", ".md-footer", ".headerlink"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator("figure img.lt-wide").first).to_be_visible()
    expect(page.locator("figure img.lt-narrow").first).to_be_hidden()
    excess = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert excess <= 0
    assert page.pdf(format="A4").startswith(b"%PDF")
