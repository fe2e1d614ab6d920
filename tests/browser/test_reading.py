"""What a reader does: search, rest on a phrase, follow it, change colours, read on a phone."""

import io
import re

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PAGE = "training/learning-rate/"
PHRASE = "the learning rate is too low"
PHONE = {"width": 390, "height": 844}


def ground_and_ink(drawing: Locator) -> tuple[float, float]:
    """Grey levels (0 black, 255 white) on the screen: the commonest, and the farthest from it."""
    drawing.scroll_into_view_if_needed()
    drawing.evaluate("image => image.decode()")
    grey = np.asarray(Image.open(io.BytesIO(drawing.screenshot())).convert("L"), dtype=float)
    ground = float(np.median(grey))
    ink = grey[np.abs(grey - ground) >= np.quantile(np.abs(grey - ground), 0.995)]
    return ground, float(np.median(ink))


def test_search_finds_the_learning_rate(open_page: Open) -> None:
    page = open_page()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("learning rate", delay=20)
    result = page.locator(".md-search-result__link", has_text="Learning rate").first
    result.click()
    expect(page).to_have_url(re.compile(PAGE))
    expect(page.locator(".md-content h1")).to_contain_text("Learning rate")


def test_following_a_phrase_lands_on_its_figure(open_page: Open) -> None:
    page = open_page()
    phrase = page.locator("a[data-card]").first
    anchor = (phrase.get_attribute("href") or "").partition("#")[2]
    phrase.click()
    expect(page).to_have_url(re.compile(f"#{anchor}$"))
    figure = page.locator(f"article #{anchor}")
    expect(figure).to_be_in_viewport()
    assert figure.evaluate("figure => figure.matches(':target')")


def test_every_linked_phrase_carries_a_verdict_in_words(open_page: Open) -> None:
    page = open_page(PAGE)
    words = page.locator("article p a.lt-verdict").all_inner_texts()
    legal = {"supported here", "depends on the setting", "not supported", "undecided"}
    assert words
    assert set(words) <= legal


def test_the_reader_chooses_the_colours_and_figures_follow(open_page: Open) -> None:
    page = open_page(PAGE, color_scheme="light")
    drawing = page.locator("figure img").first
    ground, ink = ground_and_ink(drawing)
    assert ground > 230
    assert ink < 100
    for _ in range(2):  # from the system's choice to light, then to dark
        page.locator("form[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    # Colours change gradually.
    page.wait_for_function("document.getAnimations().every(one => one.playState == 'finished')")
    ground, ink = ground_and_ink(drawing)
    assert ground < 40
    assert ink > 160


@pytest.mark.parametrize("javascript", [True, False])
def test_the_system_s_dark_colours_are_followed(open_page: Open, javascript: bool) -> None:
    page = open_page(PAGE, color_scheme="dark", java_script_enabled=javascript)
    ground, ink = ground_and_ink(page.locator("figure img").first)
    assert ground < 40
    assert ink > 160


def test_on_a_phone_the_contents_open_by_touch_and_by_keyboard(open_page: Open) -> None:
    page = open_page(viewport=PHONE, has_touch=True)
    entry = page.locator(".md-sidebar--primary").get_by_role("link", name="Learning rate").first
    expect(entry).to_be_hidden()
    page.locator(".md-header [for=__drawer]").focus()
    page.keyboard.press("Enter")
    expect(entry).to_be_in_viewport()
    entry.tap()
    expect(page).to_have_url(re.compile(PAGE))


def test_without_javascript_the_page_is_complete(open_page: Open) -> None:
    page = open_page(PAGE, java_script_enabled=False)
    drawing = page.locator("figure img").first
    drawing.scroll_into_view_if_needed()
    expect(drawing).to_be_visible()
    expect(page.locator(".katex-html").first).to_be_visible()
    phrase = page.get_by_role("link", name=PHRASE, exact=True)
    anchor = (phrase.get_attribute("href") or "").partition("#")[2]
    phrase.click()
    expect(page.locator(f"article #{anchor}")).to_be_in_viewport()


def test_paper_shows_the_checks_and_no_frame(open_page: Open) -> None:
    page = open_page(PAGE, color_scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator(".md-header")).to_be_hidden()
    expect(page.locator("figure details table").first).to_be_visible()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(255, 255, 255)"
