"""The metadata in the head of a page, as programs read it."""

import json
from dataclasses import replace
from html import escape
from typing import Any

import pytest
from bs4 import BeautifulSoup

from lstm_tutor.site.html.metadata import describe
from tests.site.works import HOSTILE, WORK

REQUIRED = (
    *("@context", "@id", "@type", "author", "datePublished", "description", "inLanguage"),
    *("license", "name", "url", "version"),
)
PAGES = {
    "index.html": "LearningResource",
    "training/learning-rate/index.html": "LearningResource",
    "figures/lr-low/index.html": "ImageObject",
}


TITLES = dict.fromkeys(
    ["", "a/", "a/b/", "training/learning-rate/", "figures/lr-low/"], "Learning rate"
)


def page(description: str = "Words.") -> str:
    return (
        f'<html><head><meta name="description" content="{escape(description)}">'
        '<link rel="canonical" href="https://example.org/a/">'
        "<title>Shorter - LSTM Tutor</title></head><body>"
        "<h1>A title</h1><p>Text &amp; more.</p></body></html>"
    )


def linked(text: str) -> dict[str, Any]:
    (block,) = BeautifulSoup(text, "html.parser").find_all("script", type="application/ld+json")
    return dict(json.loads(block.string or ""))


def meta(text: str) -> dict[str, str]:
    tags = BeautifulSoup(text, "html.parser").find_all("meta")
    return {str(tag.get("name") or tag["property"]): str(tag["content"]) for tag in tags}


@pytest.mark.parametrize(("name", "kind"), PAGES.items())
def test_every_kind_of_page_is_described(name: str, kind: str) -> None:
    found = linked(describe(name, page(), WORK, TITLES))
    assert [key for key in REQUIRED if not found.get(key)] == []
    assert found["@type"] == kind
    assert found["url"] == WORK.permanent(name.removesuffix("index.html"))
    assert (found.get("isPartOf") is None) == (name == "index.html")
    assert "learningResourceType" in found if kind == "LearningResource" else found["contentUrl"]


def test_reference_managers_find_what_they_need() -> None:
    tags = meta(describe("training/learning-rate/index.html", page(), WORK, TITLES))
    assert tags["citation_title"] == tags["og:title"] == "Learning rate"
    assert tags["citation_author"] == "LSTM Tutor contributors"
    assert tags["citation_publication_date"] == "2026/11/25"
    assert tags["citation_public_url"] == WORK.permanent("training/learning-rate/")
    assert tags["citation_inbook_title"] == "LSTM Tutor"
    assert "citation_doi" not in tags


def test_a_doi_is_named_where_there_is_one() -> None:
    work = replace(WORK, doi="10.1234/abc")
    start, other = (meta(describe(name, page(), work, TITLES)) for name in list(PAGES)[:2])
    assert start["citation_doi"] == other["citation_doi"] == "10.1234/abc"


@pytest.mark.parametrize("title", HOSTILE)
def test_titles_are_escaped(title: str) -> None:
    text = describe("a/index.html", page(title), WORK, {"a/": title})
    assert linked(text)["name"] == meta(text)["citation_title"] == title
    assert linked(text)["description"] == meta(text)["og:description"] == title
    assert text.count("<script") == text.count("</script>") == 1


def test_existing_tags_and_the_rest_of_the_page_are_kept() -> None:
    before = page().replace("<head>", '<head><meta property="og:title" content="Mine">')
    after = describe("a/index.html", before, WORK, TITLES)
    assert meta(after)["og:title"] == "Mine"
    assert after.partition("</head>")[2] == before.partition("</head>")[2]
    assert describe("a/index.html", before, WORK, TITLES) == after


def test_the_offline_copy_points_to_the_same_address() -> None:
    assert linked(describe("a/b.html", page(), WORK, TITLES))["url"] == WORK.permanent("a/b/")


def test_a_page_without_a_canonical_address_is_not_changed() -> None:
    text = "<html><head><title>Not found</title></head><body></body></html>"
    assert describe("404.html", text, WORK, TITLES) == text
