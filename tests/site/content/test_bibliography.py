"""Citations and the bibliography; unknown keys and uncited entries are errors."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from pybtex.richtext import Text

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.bibliography import FILE, check_bibliography, label, read_bibliography
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.html.verify import verify
from tests.site.folders import Pages, markdown_for, write_pages

ENTRIES = r"""
@article{two, author = {M{\"u}ller, A. and van Berg, B.}, title = {On {LSTM}}, year = {2000},
  journal = {J. & K.}, doi = {10.1/a_b}}
@misc{three, author = {One, A. and Two, B. and Three, C.}, title = {Many}, year = {2001},
  url = {https://example.org/?a=1&b=2}}
"""


def render(docs: Path, text: str, entries: str = ENTRIES) -> str:
    write_pages(docs, {FILE: entries, "index.md": text})
    page = markdown_for(docs, "lstm_tutor.site.markdown.references")
    return f"<div>{page.convert(text)}</div>"


def test_a_citation_shows_author_and_year_or_keeps_its_text(docs: Path) -> None:
    page = fromstring(render(docs, "A ([](cite:two)), [*so*](cite:three), [](cite:two)."))
    links = ["".join(link.itertext()) for link in page.iter("a")]
    assert links == ["Müller and van Berg, 2000", "so", "Müller and van Berg, 2000"]
    assert [link.get("href") for link in page.iter("a")] == [
        f"reference/bibliography.md#ref-{key}" for key in ("two", "three", "two")
    ]
    assert [link.get("id") for link in page.iter("a")] == ["cited-two", "cited-three", None]


def test_of_three_authors_the_first_is_named(docs: Path) -> None:
    write_pages(docs, {FILE: ENTRIES})
    assert label(read_bibliography(docs)["three"]) == "One et al., 2001"


def test_an_unknown_key_is_named_with_the_nearest(docs: Path) -> None:
    with pytest.raises(PageError, match=r"\[so\]\(cite:tow\).* no entry 'tow'; did you mean 'two'"):
        render(docs, "[so](cite:tow)")


def test_the_check_names_unknown_uncited_and_incomplete_entries(docs: Path) -> None:
    entries = ENTRIES + "@misc{Four, title = {No author}}\n"
    write_pages(docs, {FILE: entries, "a.md": "[](cite:tow) `[](cite:three)`", "figures/a.md": ""})
    problems = "\n".join(check_bibliography(docs))
    for part in (
        "a.md: [](cite:tow): references.bib has no entry 'tow'; did you mean 'two'?",
        "no page cites two",
        "no page cites three",
        "Four: a key consists of lower-case letters",
        "Four lacks year, author",
    ):
        assert part in problems


def test_a_file_that_is_not_bibtex_is_named(docs: Path) -> None:
    write_pages(docs, {FILE: "@misc{a, title = {open}"})
    (problem,) = check_bibliography(docs)
    assert problem.startswith("references.bib: ")


def test_without_a_bibliography_only_citations_are_errors(docs: Path) -> None:
    write_pages(docs, {"a.md": "Words."})
    assert check_bibliography(docs) == []
    write_pages(docs, {"a.md": "[](cite:two)"})
    assert check_bibliography(docs) == [
        "a.md: [](cite:two): references.bib has no entry 'two'; there are: none"
    ]


def test_our_bibliography_is_complete() -> None:
    docs = ROOT / "docs"
    assert check_bibliography(docs) == []
    entries = read_bibliography(docs)
    assert list(map(str, entries)) == list(dict.fromkeys(entries))
    for key, entry in entries.items():
        assert key[-4:] == entry.fields["year"]
        assert str(Text.from_latex(entry.fields["title"]))


@pytest.mark.slow
def test_mkdocs_renders_the_list_with_links_back(
    docs: Path, mkdocs: Callable[[Pages], Path]
) -> None:
    write_pages(docs, {FILE: ENTRIES})
    site = mkdocs(
        {
            "index.md": "# Start\n\n[](cite:two) and [](cite:three)",
            "a/b.md": "# B\n\n[](cite:two)",
            "reference/bibliography.md": "# Bibliography\n\n/// bibliography\n///",
        }
    )
    assert not verify(site)
    text = (site / "reference/bibliography/index.html").read_text("utf-8")
    assert text.index('id="ref-three"') < text.index('id="ref-two"')
    for part in (
        'href="https://doi.org/10.1/a_b"',
        'href="../../a/b/#cited-two">B</a>, <a href="../../#cited-two">Start</a>',
    ):
        assert part in text
