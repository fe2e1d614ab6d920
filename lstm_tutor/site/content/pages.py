"""What the docs folder holds: where figures and equations are placed, what links to them.

Read from the Markdown itself, without rendering it, so that a link on one page can find a figure
on another before that page is rendered.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lstm_tutor.site.content.text import one_line, read_text, without_code

PLACED = {"fig": "figure", "eq": "equation"}  # what is placed on pages, by how links to it begin


_PLACE = re.compile(r"^ {0,3}/{3,} *(figure|equation) *\| *(\S+) *$", re.MULTILINE)
_LINK = re.compile(
    rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*({'|'.join(PLACED)}|value):([^)\s]*)\s*\)"
)


@dataclass(frozen=True)
class Place:
    """A `/// figure | id` or `/// equation | id` block on a page."""

    page: str
    kind: str
    id: str


@dataclass(frozen=True)
class Link:
    """A link `[text](fig:id)`, `[text](eq:id)` or `[text](value:id.name)` on a page."""

    page: str
    text: str
    scheme: str
    id: str


def scan(docs_dir: Path) -> tuple[list[Place], list[Link]]:
    """All places and links of all pages, in the order of page names and lines."""
    places, links = list[Place](), list[Link]()
    for page, text in texts(docs_dir):
        places += [Place(page, kind, place) for kind, place in _PLACE.findall(text)]
        links += [
            Link(page, one_line(words), scheme, target)
            for words, scheme, target in _LINK.findall(text)
        ]
    return places, links


def texts(docs_dir: Path) -> Iterator[tuple[str, str]]:
    """Every page's path below the docs folder, in order, and what it says, code left out."""
    for path in sorted(docs_dir.rglob("*.md")):
        text = without_code(read_text(path))
        yield path.relative_to(docs_dir).as_posix(), text


def address_of(file: str) -> str:
    """Where a file of the docs folder is, below the site's address; "" is the first page."""
    folder, _, name = file.removesuffix(".md").rpartition("/")
    if not file.endswith(".md"):
        return file
    return "".join(f"{part}/" for part in (folder, "" if name == "index" else name) if part)


GLOSSARY = "reference/glossary.md"
