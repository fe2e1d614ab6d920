"""Links to the glossary: addresses, tooltips and errors."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.pages import GLOSSARY
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.html.verify import verify
from lstm_tutor.site.markdown.glossary import read_glossary
from tests.site.folders import markdown_for, write_pages

DOCS = ROOT / "docs"
ENTRIES = """# Glossary

Free run {#term-free-run}
:   A continuation in which the network reads its *own* predictions, as if they were
    [data](term:window). It is judged by its `NRMSE` of 0.2.

Window {#term-window}
:   A piece of 3.5 points. And $more$.
"""
CONFIG = """
site_name: A trial
site_url: https://example.org/trial/
theme: {name: material, font: false}
strict: true
plugins: [search]
validation: {anchors: warn}
markdown_extensions:
  [attr_list, def_list, {toc: {}}, {lstm_tutor.site.markdown.glossary: {docs_dir: docs}}]
"""


def render(docs: Path, text: str, entries: str = ENTRIES) -> str:
    """HTML of one page at the top of the docs folder, without MkDocs."""
    write_pages(docs, {GLOSSARY: entries})
    return markdown_for(docs, "attr_list", "toc", "lstm_tutor.site.markdown.glossary").convert(text)


def part(page: Element, tag: str) -> Element:
    found = page.find(f".//{tag}")
    assert found is not None
    return found


def test_a_link_to_a_term_leads_to_its_entry_and_is_described_by_it(docs: Path) -> None:
    page = fromstring(render(docs, "In a [*free* run](term:free-run){.x}, errors grow."))
    together, link, tip = part(page, "span"), part(page, "a"), part(page, "lt-tip")
    assert "".join(link.itertext()) == "free run"
    assert link.attrib == {
        "href": "reference/glossary.md#term-free-run",
        "class": "x lt-term",
        "aria-describedby": "tip-1",
    }
    assert tip.attrib == {"id": "tip-1", "role": "tooltip", "data-search-exclude": ""}
    assert tip.text == (
        "A continuation in which the network reads its own predictions, as if they were data."
    )
    assert together.tail == ", errors grow."


def test_tooltips_have_unique_ids(docs: Path) -> None:
    page = fromstring(render(docs, "[a](term:window), **[b](term:window)**"))
    assert [tip.get("id") for tip in page.iter("lt-tip")] == ["tip-1", "tip-2"]
    assert [tip.text for tip in page.iter("lt-tip")] == ["A piece of 3.5 points."] * 2


def test_the_table_of_contents_has_no_tooltips(docs: Path) -> None:
    html = render(docs, "[TOC]\n\n# The [window](term:window)")
    assert '<a href="#the-window">The window</a>' in html
    assert html.count("<lt-tip") == 1


def test_code_that_shows_the_syntax_is_left_alone(docs: Path) -> None:
    assert "lt-term" not in render(docs, "Write `[a](term:a)`.")


def test_mkdocs_leads_from_pages_at_every_depth_and_search_skips_the_tooltip(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.chdir(docs.parent)
    link = "The [window](term:window) slides."
    write_pages(
        docs, {"index.md": f"# Home\n\n{link}", "a/b/c.md": f"# A [b](term:window)\n{link}"}
    )
    write_pages(docs, {GLOSSARY: ENTRIES.replace("$", "")})
    (docs.parent / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    build(load_config(str(docs.parent / "mkdocs.yml")))
    site = docs.parent / "site"
    leads = {
        "index.html": "",
        "a/b/c/index.html": "../../../",
        "reference/glossary/index.html": "#",
    }
    for page, start in leads.items():
        target = "#" if start == "#" else f"{start}reference/glossary/#"
        assert f'href="{target}term-window"' in (site / page).read_text("utf-8")
    assert (
        '<dt id="term-window">Window</dt>'
        in (site / GLOSSARY.replace(".md", "/index.html")).read_text()
    )
    assert "<title>A b - A trial</title>" in (site / "a/b/c/index.html").read_text("utf-8")
    assert not verify(site)
    search = (site / "search" / "search_index.json").read_text("utf-8")
    assert "The window slides." in search
    assert search.count("3.5 points") == 1


def test_an_unknown_term_is_named_with_the_nearest(docs: Path) -> None:
    with pytest.raises(PageError, match=r"\[a run\]\(term:fre-run\).*did you mean 'free-run'"):
        render(docs, "In [a\nrun](term:fre-run).")


@pytest.mark.parametrize(
    ("entries", "complaint"),
    [
        (f"{ENTRIES}\nPane {{#term-window}}\n:   Glass.\n", "two entries carry {#term-window}"),
        ("Window {#term-window}\n\nA piece.", "{#term-window}: an entry is the term"),
        ("Window {#term-Window}\n:   A piece.", "{#term-Window}: an entry is the term"),
        ("Window { #term-window .x }\n:   A piece.", "{#term-window}: an entry is the term"),
        ("Window {#term-window}\n:   A $T$ long piece.", "must not contain a formula"),
        ("Window {#term-window}\n:   A piece", "needs a full stop"),
    ],
)
def test_an_entry_unfit_for_a_tooltip_is_refused(docs: Path, entries: str, complaint: str) -> None:
    with pytest.raises(PageError) as error:
        render(docs, "[a](term:window)", entries)
    assert complaint in str(error.value)


def test_without_a_glossary_only_links_to_it_are_errors(docs: Path) -> None:
    markdown = markdown_for(docs, "lstm_tutor.site.markdown.glossary")
    assert markdown.convert("[a](b.md)") == '<p><a href="b.md">a</a></p>'
    with pytest.raises(PageError, match="there is no glossary"):
        markdown.convert("[a](term:a)")


def test_our_entries_are_in_alphabetical_order() -> None:
    names = list(read_glossary(DOCS))
    assert len(names) > 40
    assert names == sorted(names)
