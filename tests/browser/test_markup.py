"""The built site as other programs read it: links with lychee, markup as the standard has it."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.browser.lychee import dead_links_at
from tests.browser.markup import faults
from tests.pipeline.projects import build, three_figures
from tests.pipeline.repositories import served, under_git
from tests.site.works import SITE

pytestmark = pytest.mark.slow

WHOLE = """<!doctype html>
<html lang="en"><head><title>x</title></head><body>{}</body></html>
"""
ADDRESSES = ["https://example.org/", "https://example.org/book/", "https://example.org/a/b/"]


def markup_faults(folder: Path) -> list[str]:
    """Every place where a page of the folder is not as the HTML standard wants it."""
    return [
        f"{file.relative_to(folder)}: {fault}"
        for file in sorted(folder.rglob("*.html"))
        for fault in faults(file.read_text("utf-8"))
    ]


def test_no_link_of_the_site_is_dead(site: Path, address: str, tmp_path: Path) -> None:
    assert dead_links_at(address, site, tmp_path) == ""


def test_no_page_of_the_site_has_an_error_in_its_markup(site: Path) -> None:
    assert markup_faults(site) == []


def test_a_deployed_version_has_neither(tmp_path: Path) -> None:
    project = three_figures(tmp_path / "project")
    build(project, "accept")
    under_git(project)
    build(project, "deploy", "0.1.0")
    host = served(project, tmp_path / "host")
    assert dead_links_at(SITE, host, tmp_path / "root") == ""
    assert markup_faults(host) == []


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    ("fault", "found"), [('<a href="a/#nobody">x</a>', "nobody"), ('<a href="b/">x</a>', "b")]
)
def test_a_dead_link_is_found_at_any_address(
    tmp_path: Path, address: str, fault: str, found: str
) -> None:
    (tmp_path / "site/a").mkdir(parents=True)
    (tmp_path / "site/a/index.html").write_text("<p id=somebody>x", encoding="utf-8")
    start = tmp_path / "site/index.html"
    start.write_text(f'<a href="{urlsplit(address).path}a/#somebody">x</a>', encoding="utf-8")
    assert dead_links_at(address, tmp_path / "site", tmp_path / "good") == ""
    start.write_text(fault, encoding="utf-8")
    assert found in dead_links_at(address, tmp_path / "site", tmp_path / "root")


@pytest.mark.parametrize(
    "fault",
    [
        "<p><div></div></p>",
        "<b><i></b></i>",
        "<table><p>x</p></table>",
        "<a href='a'><a href='b'>x</a></a>",
        "<div><table></div>",
        '<p id="a" id="b">x</p>',
        "<svg><p>x</p></svg>",
        "<p><span/>x</p>",
    ],
)
def test_a_fault_in_the_markup_is_found(fault: str) -> None:
    assert list(faults(WHOLE.format(fault)))


def test_good_markup_has_no_fault() -> None:
    good = '<p>a<br>b &amp; <svg><path d="M0"/><g></g></svg></p><table><tr><td>x</td></tr></table>'
    assert not list(faults(WHOLE.format(good)))
