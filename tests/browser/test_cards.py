"""Resting on a phrase shows its figure, wherever the site is opened and however it is read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

RATE = "training/learning-rate/"
PAGES = ("", RATE, "training/noise/", "lstm-cells/overview/", "evidence/explornn/")
OF_EACH_PAGE = 2
LOW = {"width": 1280, "height": 420}  # a window in which a phrase and its figure do not both fit
CARD = ".lt-card"

# Whether the drawing or formula that a link leads to can be seen already.
IN_VIEW = """link => {
  const place = document.getElementById(link.dataset.card);
  const shown = place?.querySelector("img, .lt-maths--display");
  if (!shown) return false;
  const { top, bottom } = [...place.querySelectorAll("img, .lt-maths--display")]
    .find(one => one.checkVisibility()).getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}"""

At = Callable[[str], str]  # the whole address of a page


@pytest.fixture(params=["a server", "a folder"])
def at(request: pytest.FixtureRequest) -> At:
    """Where a page is: on a server at another address than the published one, or in a file."""
    if request.param == "a server":
        served: str = request.getfixturevalue("served")
        return lambda path: served + path
    unpacked: Path = request.getfixturevalue("unpacked")
    return lambda path: (unpacked / f"{path.rstrip('/') or 'index'}.html").as_uri()


def links_to_what_is_not_in_view(page: Page) -> list[Locator]:
    """Some links of a page, each scrolled into the middle."""
    found = []
    for link in page.locator("article a[data-card]").all():
        if not link.is_visible():
            continue
        link.evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
        if not link.evaluate(IN_VIEW):
            found.append(link)
        if len(found) == OF_EACH_PAGE:
            break
    return found


def expect_card(page: Page) -> None:
    """The card shows one drawing, which has loaded, with its claim; or a formula."""
    card = page.locator(CARD)
    expect(card).to_be_visible()
    if card.locator(".katex-html").count():
        return
    expect(card.locator("img:visible")).to_have_count(1)
    expect(card.locator("strong")).not_to_be_empty()
    card.locator("img").evaluate("image => image.decode()")
    assert card.locator("img").evaluate("image => image.naturalWidth > 0 && image.width > 100")


def put_away(page: Page) -> None:
    page.mouse.move(1, 1)
    page.evaluate("document.activeElement.blur()")
    expect(page.locator(CARD)).to_be_hidden()


@pytest.mark.parametrize("path", PAGES)
def test_mouse_and_keyboard_show_the_figure_at_any_address(
    open_page: Open, at: At, path: str
) -> None:
    page = open_page(at(path), viewport=LOW)
    links = links_to_what_is_not_in_view(page)
    assert len(links) == OF_EACH_PAGE
    for link in links:
        link.hover()
        expect_card(page)
        put_away(page)
        page.keyboard.press("Shift")  # from now on the reader uses the keyboard
        link.focus()
        expect_card(page)
        put_away(page)


@pytest.mark.parametrize("width", [390, 800, 940, 1440])
def test_it_is_on_the_screen_beside_its_phrase_and_never_under_the_header(
    open_page: Open, width: int
) -> None:
    page = open_page("lstm-cells/overview/", viewport={"width": width, "height": 600})
    for block in ("start", "center", "end"):
        for link in page.locator("article a[data-card]").all()[:4]:
            link.evaluate("(a, block) => a.scrollIntoView({block, behavior: 'instant'})", block)
            link.hover()
            expect_card(page)
            header, card = box(page.locator(".md-header")), box(page.locator(CARD))
            assert card["y"] >= header["y"] + header["height"]
            assert card["x"] >= 0
            assert card["x"] + card["width"] <= width
            assert card["y"] + card["height"] <= 600
            lines = link.evaluate("a => [...a.getClientRects()].map(r => [r.top, r.bottom])")
            top, bottom = card["y"], card["y"] + card["height"]
            assert any(above >= bottom or below <= top for above, below in lines)
            put_away(page)


def box(locator: Locator) -> Any:
    found = locator.bounding_box()
    assert found is not None
    return found


WAITING = """link => new Promise(done => {
  const card = document.querySelector(".lt-card");
  const start = performance.now();
  link.dispatchEvent(new PointerEvent("pointerover", { bubbles: true, pointerType: "mouse" }));
  const look = () => card.hidden ? requestAnimationFrame(look) : done(performance.now() - start);
  look();
})"""


def test_passing_by_shows_nothing_and_resting_on_the_card_keeps_it(open_page: Open) -> None:
    page = open_page(viewport=LOW)
    link, other = links_to_what_is_not_in_view(page)
    assert other.evaluate(WAITING) > 250  # milliseconds
    other.dispatch_event("pointerout")
    put_away(page)
    link.hover()
    card = page.locator(CARD)
    expect(card).to_be_visible()
    card.hover()
    page.wait_for_timeout(600)  # it would be gone by now
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    put_away(page)
    link.hover()
    expect(card).to_be_visible()


def test_what_is_in_view_gets_no_card(open_page: Open) -> None:
    page = open_page(RATE, viewport={"width": 1280, "height": 1000})
    link = page.locator("article a[href='#fig-lr-low']").first
    page.locator("#fig-lr-low img:visible").scroll_into_view_if_needed()
    link.hover()
    page.wait_for_timeout(800)
    expect(page.locator(CARD)).to_be_hidden()


def test_a_tap_follows_the_link_and_opens_no_card(open_page: Open) -> None:
    page = open_page(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    link = page.locator("article a[data-card][href*='learning-rate']").first
    link.tap()
    page.wait_for_url("**/learning-rate/#fig-*")
    page.wait_for_timeout(800)
    expect(page.locator(CARD)).to_be_hidden()


def test_back_returns_to_the_sentence(open_page: Open) -> None:
    page = open_page(RATE, viewport=LOW)
    link = page.locator("article p a[data-card]").nth(4)
    link.evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
    before = page.evaluate("scrollY")
    link.click()
    page.wait_for_url("**#fig-*")
    page.wait_for_function("before => Math.abs(scrollY - before) > 50", arg=before)
    page.mouse.wheel(0, 300)  # reading on does not change the way back
    page.wait_for_timeout(500)
    assert "#fig-" in page.url
    page.go_back()
    page.wait_for_function("before => Math.abs(scrollY - before) < 20", arg=before)
