"""The foot of a page in a browser: by keyboard, as files, on paper and without scripts."""

import json
from pathlib import Path

import pytest
import rispy
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect
from pybtex.database import parse_file

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.citations import START, citation_of
from lstm_tutor.site.content.work import read_work
from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PAGE = "training/learning-rate/"
FIGURE = "figures/lr-low/"
DOCS = ROOT / "docs"


@pytest.mark.parametrize("path", [PAGE, FIGURE])
def test_the_keyboard_opens_it(open_page: Open, path: str) -> None:
    page = open_page(path)
    citation = page.locator(".lt-citation")
    expect(citation).not_to_be_visible()
    page.locator(".lt-foot summary").focus()
    page.keyboard.press("Enter")
    expect(citation).to_be_visible()
    expect(citation).to_contain_text(f"{read_work(ROOT).version}/{path}")


def test_a_link_to_it_opens_it(open_page: Open) -> None:
    expect(open_page(f"{FIGURE}#cite").locator(".lt-citation")).to_be_visible()


def test_the_files_can_be_imported(browser: Browser, served: str, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(served + FIGURE)
    page.locator(".lt-foot summary").click()
    saved = {}
    for ending in ("bib", "ris"):
        with page.expect_download() as started:
            page.locator(f".lt-foot a[download$='.{ending}']").click()
        assert started.value.suggested_filename == f"lstm-tutor-figures-lr-low.{ending}"
        saved[ending] = tmp_path / started.value.suggested_filename
        started.value.save_as(saved[ending])
        shown = page.locator(".lt-foot pre", has_text=FIGURE).all_text_contents()
        assert saved[ending].read_text("utf-8").strip() in [text.strip() for text in shown]
    (entry,) = parse_file(saved["bib"], "bibtex").entries.values()
    (record,) = rispy.loads(saved["ris"].read_text("utf-8"))
    assert entry.fields["url"] == record["urls"][0]
    expect(page.locator("h1")).to_contain_text(record["title"])
    page.close()


def test_without_scripts_it_is_complete(open_page: Open) -> None:
    page = open_page(PAGE, java_script_enabled=False)
    page.locator(".lt-foot summary").click()
    expect(page.locator(".lt-citation")).to_be_visible()
    expect(page.get_by_role("link", name="Report an error")).to_be_visible()


def test_on_paper_only_the_citation_is_left(open_page: Open) -> None:
    page = open_page(PAGE)
    page.emulate_media(media="print")
    expect(page.locator(".lt-citation")).to_be_visible()
    for part in ("summary", "pre", "a"):
        for element in page.locator(f".lt-foot {part}").all():
            expect(element).not_to_be_visible()


def test_a_citation_leads_to_its_entry_and_back(open_page: Open) -> None:
    page = open_page("lstm-cells/overview/")
    page.get_by_role("link", name="Gers et al., 2000").click()
    entry = page.locator("#ref-gers2000")
    expect(entry).to_be_in_viewport()
    entry.get_by_role("link", name="LSTM cells").click()
    expect(page.locator("#cited-gers2000")).to_be_in_viewport()


def test_the_search_finds_no_citation(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    assert not [entry for entry in index["docs"] if "howpublished" in entry["text"]]


def test_every_page_is_described_and_cited_under_its_own_title(site: Path) -> None:
    """In the files as served: programs that collect citations run no scripts."""
    work = read_work(ROOT)
    pages = [path.relative_to(DOCS).as_posix() for path in sorted(DOCS.rglob("*.md"))]
    assert START in pages
    for name in pages:
        citation = citation_of(DOCS, name)
        file = site / citation.path / "index.html"
        page = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        (description,) = page.select("script[type='application/ld+json']")
        described = json.loads(description.get_text())
        assert described["name"] == citation.title, name
        assert described["url"] == citation.address
        assert described["version"] == work.version
        (title,) = page.select("meta[name=citation_title]")
        assert title["content"] == citation.title, name
        (report,) = page.select(".lt-foot a[href*='/issues/new?']")
        assert report["href"] == work.new_issue(citation.path)
