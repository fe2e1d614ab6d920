"""The bibliography, `docs/references.bib`, and which pages cite its entries.

A page cites an entry with a link, `[](cite:gers2000)`. Every cited key must have an entry, and some
page must cite every entry: nobody needs a list of titles that the text does not use.
"""

import re
from pathlib import Path

from pybtex.database import BibliographyData, Entry, parse_string
from pybtex.exceptions import PybtexError
from pybtex.richtext import Text

from lstm_tutor.base.messages import nearest
from lstm_tutor.base.project import ID
from lstm_tutor.site.content.citations import FIGURES
from lstm_tutor.site.content.pages import texts
from lstm_tutor.site.content.text import PageError, one_line

FILE = "references.bib"
REQUIRED = ("title", "year")  # and an author
MAX_AUTHORS = 2  # named in a label; with more, only the first is

_CITED = re.compile(r"\]\(\s*cite:([^)\s]*)\s*\)")


def read_bibliography(docs_dir: Path) -> dict[str, Entry]:
    """The entries by key; empty if there is no file. Raises PageError if it is not BibTeX."""
    path = docs_dir / FILE
    try:
        parsed = parse_string(path.read_text("utf-8"), "bibtex") if path.is_file() else None
    except PybtexError as error:
        raise PageError(f"{FILE}: {one_line(str(error))}") from None
    return dict((parsed or BibliographyData()).entries)


def citing_pages(docs_dir: Path) -> dict[str, list[str]]:
    """The cited keys, each with the pages that cite it, sorted by path."""
    citing = dict[str, list[str]]()
    for page, text in texts(docs_dir):
        if not page.startswith(FIGURES):  # they repeat captions of other pages
            for key in dict.fromkeys(_CITED.findall(text)):
                citing.setdefault(key, []).append(page)
    return citing


def check_bibliography(docs_dir: Path) -> list[str]:
    """Unknown keys, entries that no page cites, and incomplete entries, one sentence each."""
    try:
        entries = read_bibliography(docs_dir)
    except PageError as error:
        return [str(error)]
    citing = citing_pages(docs_dir)
    problems = [
        f"{', '.join(pages)}: [](cite:{key}): {unknown(key, entries)}"
        for key, pages in citing.items()
        if key not in entries
    ]
    for key, entry in entries.items():
        if not ID.fullmatch(key):
            problems.append(
                f"{FILE}: {key}: a key consists of lower-case letters, digits and single hyphens"
            )
        lacking = [name for name in REQUIRED if name not in entry.fields]
        lacking += [] if entry.persons.get("author") else ["author"]
        if lacking:
            problems.append(f"{FILE}: {key} lacks {', '.join(lacking)}")
        if key not in citing:
            problems.append(f"{FILE}: no page cites {key}; cite it, [](cite:{key}), or remove it")
    return problems


def unknown(key: str, entries: dict[str, Entry]) -> str:
    """The error message for a key without an entry."""
    return f"{FILE} has no entry {key!r}{nearest(key, entries)}"


def label(entry: Entry) -> str:
    """How the text refers to an entry: Gers et al., 2000."""
    names = [
        str(Text.from_latex(" ".join(person.prelast_names + person.last_names)))
        for person in entry.persons["author"]
    ]
    short = " and ".join(names) if len(names) <= MAX_AUTHORS else f"{names[0]} et al."
    return f"{short}, {entry.fields['year']}"
