"""Where the pages place figures and equations, and where they link to them.

Read from the Markdown source: a link can then be resolved before the page it leads to is rendered.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lstm_tutor.site.content.text import one_line, read_text, without_code

PAGES = (".md", ".ipynb")  # files that MkDocs makes pages of
GLOSSARY = "reference/glossary.md"
PLACED = {"fig": "figure", "eq": "equation"}  # link scheme -> kind of block

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
    """All places and links, ordered by page, then by position on the page."""
    places, links = list[Place](), list[Link]()
    for page, text in texts(docs_dir):
        places += [Place(page, kind, name) for kind, name in _PLACE.findall(text)]
        links += [
            Link(page, one_line(words), scheme, target)
            for words, scheme, target in _LINK.findall(text)
        ]
    return places, links


def texts(docs_dir: Path) -> Iterator[tuple[str, str]]:
    """Every page, as its path relative to docs_dir and its text without code; sorted by path."""
    for path in sorted([*docs_dir.rglob("*.md"), *docs_dir.glob("notebooks/*.ipynb")]):
        yield path.relative_to(docs_dir).as_posix(), without_code(page_text(path))


def page_text(path: Path) -> str:
    """A page's Markdown; of a notebook, its cells of text."""
    text = read_text(path)
    if path.suffix != ".ipynb":
        return text
    cells = json.loads(text)["cells"]
    return "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")


def address_of(file: str) -> str:
    """The address of a file of the docs folder, relative to the site; "" is the start page."""
    path = PurePosixPath(file)
    if path.suffix not in PAGES:
        return file
    folder, _, name = str(path.with_suffix("")).rpartition("/")
    return "".join(f"{part}/" for part in (folder, "" if name == "index" else name) if part)
