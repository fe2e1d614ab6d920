"""Citations as text, BibTeX and RIS, read back by other programs."""

import codecs
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rispy
from pybtex.database import Entry, parse_string

from lstm_tutor.site.content.citations import (
    LATEX_COMMANDS,
    Citation,
    citation_files,
    title_of,
    titles,
)
from tests.site.folders import write_pages
from tests.site.works import HOSTILE, WORK, copy_description

RATE = Citation(WORK, "training/learning-rate.md", "Learning rate")
WHOLE = Citation(WORK, "index.md", "LSTM Tutor")
FIGURE = Citation(WORK, "figures/lr-low.md", "A rate that is too low")


def from_bibtex(text: str) -> Entry:
    (entry,) = parse_string(text, "bibtex").entries.values()
    return entry


def from_ris(text: str) -> dict[str, Any]:
    (record,) = rispy.loads(text)
    return dict(record)


@pytest.mark.parametrize("citation", [RATE, WHOLE, FIGURE])
def test_text_bibtex_and_ris_say_the_same(citation: Citation) -> None:
    entry, record = from_bibtex(citation.bibtex), from_ris(citation.ris)
    assert entry.fields["title"].strip("{}") == record["title"] == citation.title
    assert entry.fields["url"] == record["urls"][0] == citation.address
    assert entry.fields["year"] == record["year"] == "2026"
    assert entry.fields["version"] == record["edition"] == "0.1.0"
    assert [str(person) for person in entry.persons["author"]] == ["{LSTM Tutor contributors}"]
    assert record["authors"] == ["LSTM Tutor contributors"]
    for part in (citation.title, "0.1.0", "2026-11-25", citation.address, *WORK.authors):
        assert part in citation.text


def test_a_part_names_the_chapter() -> None:
    assert "Figure in LSTM Tutor, version 0.1.0" in FIGURE.text
    assert from_ris(FIGURE.ris)["secondary_title"] == "LSTM Tutor"
    assert "secondary_title" not in from_ris(WHOLE.ris)
    assert WHOLE.text == (
        "LSTM Tutor contributors (2026). LSTM Tutor. Version 0.1.0, 2026-11-25. "
        "https://example.org/~a_b/0.1.0/"
    )


@pytest.mark.parametrize("title", [" ".join(title.split()) for title in HOSTILE])
def test_titles_survive_the_round_trip(title: str) -> None:
    citation = Citation(WORK, "a/b.md", title)
    written = from_bibtex(citation.bibtex).fields["title"]
    stand_ins = {chr(0xE000 + n): pair for n, pair in enumerate(LATEX_COMMANDS.items())}
    for stand_in, (_, command) in stand_ins.items():
        written = written.replace(command, stand_in)
    read = codecs.decode(written, "ulatex")
    for stand_in, (character, _) in stand_ins.items():
        read = read.replace(stand_in, character)
    assert read == f"{{{title}}}"
    assert from_ris(citation.ris)["title"] == title


def test_a_doi_is_shown_once_there_is_one() -> None:
    assert "doi" not in f"{RATE.text}{RATE.bibtex}{RATE.ris}".lower()
    citation = Citation(replace(WORK, doi="10.1234/a_b"), RATE.page, RATE.title)
    assert citation.text.endswith("https://doi.org/10.1234/a_b")
    assert from_bibtex(citation.bibtex).fields["doi"] == "10.1234/a_b"
    assert from_ris(citation.ris)["doi"] == "10.1234/a_b"


@pytest.mark.parametrize(
    ("page", "path", "file"),
    [
        ("index.md", "", "cite/index"),
        ("a/index.md", "a/", "cite/a/index"),
        ("a/b.md", "a/b/", "cite/a/b"),
    ],
)
def test_addresses_of_a_page_and_its_files(page: str, path: str, file: str) -> None:
    citation = Citation(WORK, page, "A")
    assert (citation.path, citation.file) == (path, file)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("a.md", "---\ntitle: Given\n# no heading\n---\n# Heading", "Heading"),
        (
            "a.md",
            "---\ndescription: x\n---\n\n# The *first* [one](b.md) {#one}\n\n# Two",
            "The first one",
        ),
        ("a.md", "```\n# code\n```\n# Heading", "Heading"),
        (
            "a.md",
            "# The `LSTM` cell, $c^t$ and $\\qi{i^t}$ {#a}",
            "The LSTM cell, $c^t$ and ${i^t}$",
        ),
        ("low-rate.md", "Words.", "Low rate"),
    ],
)
def test_the_title_of_a_page(tmp_path: Path, name: str, text: str, title: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert title_of(tmp_path / name) == title


def test_titles_are_keyed_by_address(docs: Path) -> None:
    copy_description(docs.parent)
    write_pages(docs, {"index.md": "# Start", "a/b.md": "# B"})
    assert titles(docs) == {"": "LSTM Tutor", "a/b/": "B"}


def test_every_page_has_two_files(docs: Path) -> None:
    copy_description(docs.parent)
    write_pages(docs, {"index.md": "# Start", "a/b.md": "# B"})
    files = citation_files(docs)
    assert set(files) == {"index.bib", "index.ris", "a/b.bib", "a/b.ris"}
    assert b"LSTM Tutor" in files["index.bib"]
