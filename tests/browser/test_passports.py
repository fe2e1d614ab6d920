"""From a figure in the text to its page, its files and the source that draws it again."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

TEXT = "training/learning-rate/"
FIGURE = "#fig-lr-high"
PASSPORT = "figures/lr-high/"


def linked(page: Page, site: Path, served: str, name: str) -> bytes:
    """The file that a link for downloading leads to."""
    link = page.get_by_role("link", name=name, exact=True)
    expect(link).to_have_attribute("download", "")
    target: str = link.evaluate("link => link.href")
    return (site / target.removeprefix(served)).read_bytes()


def test_what_tells_against_a_claim_is_read_without_opening_anything(open_page: Open) -> None:
    page = open_page("training/batch-size/")
    against = page.locator("figure", has=page.locator("tr:has(td:text-is('fails'))"))
    assert against.count()
    for figure in against.all():
        expect(figure.locator("details")).not_to_have_attribute("open", "")
        expect(figure.locator(".lt-against")).to_be_visible()
        for row in figure.locator("tr:has(td:text-is('fails'))").all():
            setting = row.locator("th").text_content() or "no name"
            expect(figure.locator(".lt-against")).to_contain_text(setting)


def test_the_way_to_a_figure_s_page(open_page: Open) -> None:
    page = open_page(TEXT)
    page.locator(f"{FIGURE} summary").click()
    page.locator(f"{FIGURE} details").get_by_role("link").click()
    expect(page.locator("h1")).to_contain_text("A learning rate that is too high")


def test_the_way_back_into_the_text(open_page: Open) -> None:
    page = open_page(PASSPORT)
    page.get_by_role("link", name="High Learning Rate").click()
    expect(page.locator(FIGURE)).to_be_in_viewport()


def test_files_have_the_checksums_that_the_page_states(
    open_page: Open, site: Path, served: str
) -> None:
    page = open_page(PASSPORT)
    rows = page.locator("tr", has=page.locator("a[download]")).filter(has_text="lr-high.")
    stated = {
        row.locator("a").inner_text(): row.locator("code").inner_text()
        for row in rows.all()
        if row.locator("code").inner_text()
    }
    assert {"lr-high.svg", "lr-high.png", "lr-high.pdf", "lr-high.csv"} <= stated.keys()
    for name, checksum in stated.items():
        assert hashlib.sha256(linked(page, site, served, name)).hexdigest() == checksum


def test_the_source_of_the_figure_is_in_the_archive(
    open_page: Open, site: Path, served: str
) -> None:
    page = open_page(PASSPORT)
    content = linked(page, site, served, "the source of this site")
    archive = zipfile.ZipFile(io.BytesIO(content))
    source = archive.read("lstm-tutor/figures/lr_high.py")
    expect(page.locator("dl")).to_contain_text(hashlib.sha256(source).hexdigest())


def test_on_a_phone_the_keyboard_reaches_what_scrolls(open_page: Open) -> None:
    page = open_page(TEXT, viewport={"width": 390, "height": 800})
    page.locator(f"{FIGURE} summary").click()
    page.locator(f"{FIGURE} details").get_by_role("link").click()
    files = page.locator(".md-typeset__scrollwrap", has_text="SHA-256").first
    expect(files).to_have_attribute("tabindex", "0")
    files.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => document.activeElement.scrollLeft > 0 && document.activeElement !== document.body"
    )
    page.set_viewport_size({"width": 1600, "height": 800})
    expect(files).not_to_have_attribute("tabindex", "0")
