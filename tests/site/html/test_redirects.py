"""Pages and anchors that have moved redirect, and never replace an existing file."""

from pathlib import Path

import pytest

from lstm_tutor.site.html.addresses import Record, standing_addresses
from lstm_tutor.site.html.parsing import read_page
from lstm_tutor.site.html.redirects import front_page, leave_redirects
from lstm_tutor.site.html.verify import verify
from tests.site.folders import write_pages

PAGES = {
    "index.html": '<link rel="canonical" href="https://example.org/book/"><article></article>',
    "deep/new/index.html": '<link rel="canonical" href="https://example.org/book/deep/new/">'
    '<article><h2 id="place">x</h2></article>',
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_pages(tmp_path, PAGES)
    return tmp_path


def left(site: Path, record: Record) -> list[str]:
    return leave_redirects(site, record, standing_addresses(site))


def test_a_page_that_moved_redirects(site: Path) -> None:
    assert left(site, {"/old/page/": "/deep/new/", "/old/page/#place": ""}) == []
    text = (site / "old/page/index.html").read_text("utf-8")
    assert '<meta http-equiv="refresh" content="0; url=../../deep/new/">' in text
    assert '<link rel="canonical" href="https://example.org/book/deep/new/">' in text
    assert '<meta name="robots" content="noindex">' in text
    assert '<a href="../../deep/new/">/deep/new/</a>' in text
    assert '<p id="place">' in text
    assert '<a href="../../deep/new/#place">/deep/new/#place</a>' in text
    assert "Content-Security-Policy" in text
    assert verify(site) == []


def test_an_anchor_that_moved_shows_its_new_address(site: Path) -> None:
    assert left(site, {"/#place": "/deep/new/#place"}) == []
    page = (site / "index.html").read_text("utf-8")
    assert page.endswith(
        '<p id="place" class="lt-moved">What was here is now at '
        '<a href="deep/new/#place">/deep/new/#place</a>.</p>\n</article>'
    )
    assert verify(site) == []


def test_existing_pages_are_not_changed(site: Path) -> None:
    assert left(site, {"/": "", "/deep/new/": "", "/gone/": ""}) == []
    assert not (site / "gone").exists()
    assert {name: (site / name).read_text("utf-8") for name in PAGES} == PAGES


@pytest.mark.parametrize("address", ["/deep/new/index.html/", "/map.txt/", "/map.txt"])
def test_a_redirect_never_replaces_a_file(site: Path, address: str) -> None:
    (site / "map.txt").write_text("a file", encoding="utf-8")
    (problem,) = left(site, {address: "/deep/new/"})
    assert problem.startswith(f"{address}: no redirect is possible here, the site has a file ")
    assert (site / "map.txt").read_text("utf-8") == "a file"


def test_the_front_page_redirects_to_a_version() -> None:
    text = front_page("latest/")
    assert [reference.address for reference in read_page(text).references] == ["latest/"] * 2
    assert 'content="0; url=latest/"' in text
    assert "noindex" not in text
    assert "<script" not in text
