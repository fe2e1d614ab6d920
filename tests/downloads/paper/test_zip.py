"""The offline site in a real browser, opened as a file, with no network: all of it works."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lstm_tutor.site.markdown.downloads import PAPER
from tests.browser.listening import listen
from tests.browser.lychee import dead_links
from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PAGE = "training/learning-rate.html"
FACES = """[...document.fonts].filter(face => face.status === "loaded").map(face => face.family)"""
LOADED = """[...document.querySelectorAll("article figure img")]
  .filter(image => image.checkVisibility())
  .every(image => image.complete && image.naturalWidth > 0)"""


@pytest.fixture
def open_file(browser: Browser, unpacked: Path) -> Iterator[Open]:
    """Opens a page as a file. Whatever a test does, nothing may be asked of any host."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(name: str = "index.html", **options: Any) -> Page:
        context = browser.new_context(offline=True, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        listen(page, "file:", complaints)
        page.goto((unpacked / name).as_uri())
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def test_a_page_has_its_figures_fonts_and_formulas(open_file: Open) -> None:
    page = open_file(PAGE)
    drawings = page.locator("article figure img:visible")
    assert drawings.count() > 5
    for drawing in drawings.all():
        drawing.scroll_into_view_if_needed()
    page.wait_for_function(LOADED)
    faces = page.evaluate(FACES)
    assert any("Source Serif 4" in face for face in faces)
    assert any("KaTeX" in face for face in faces)
    expect(page.locator(".katex-html").first).to_be_visible()


def test_every_page_opens_without_asking_for_anything(open_file: Open, unpacked: Path) -> None:
    page = open_file()
    names = [
        path
        for path in unpacked.rglob("*.html")
        if path.relative_to(unpacked).parts[0] != "figures"
    ]
    assert len(names) > 20
    for path in [*names, unpacked / "figures/lr-low.html"]:
        page.goto(path.as_uri())
        expect(page.locator("article h1").first).to_be_visible()


def test_the_way_through_the_site_leads_to_a_figure(open_file: Open) -> None:
    page = open_file()
    page.locator("article a", has_text="the learning rate is too high").first.click()
    expect(page).to_have_url(re.compile(f"{PAGE}#fig-lr-high$"))
    expect(page.locator("#fig-lr-high img:visible")).to_be_in_viewport()


def test_search_finds_a_word(open_file: Open) -> None:
    page = open_file()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("peephole", delay=20)
    page.locator(".md-search-result__link").first.click()
    expect(page).not_to_have_url(re.compile("index.html"))
    expect(page.locator("article")).to_contain_text("eephole")


def test_it_follows_the_dark_scheme(open_file: Open) -> None:
    page = open_file(PAGE, color_scheme="dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == "rgb(21, 24, 29)"


def test_it_holds_the_pdf_and_offers_it_with_its_size(open_file: Open, unpacked: Path) -> None:
    page = open_file("about/paper-and-offline.html")
    offers = page.locator(".lt-offers li")
    expect(offers).to_have_count(1)
    assert (unpacked / PAPER).stat().st_size > 1e6
    expect(offers.first).to_contain_text(f"{(unpacked / PAPER).stat().st_size / 1e6:.1f} MB")


def test_it_is_one_folder_of_the_same_pages(unpacked: Path, site: Path) -> None:
    expected = {
        path.relative_to(site).parent.as_posix() + ".html" for path in site.rglob("index.html")
    }
    found = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.html")}
    assert found - {"index.html"} == expected - {"..html"}


def test_the_link_checker_finds_nothing(unpacked: Path) -> None:
    assert dead_links(unpacked, unpacked) == ""
