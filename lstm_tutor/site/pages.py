"""What the docs folder holds: where figures and equations are placed, what links to them.

Read from the Markdown itself, without rendering it, so that a link on one page can find a figure
on another before that page is rendered.
"""

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lstm_tutor.project import ID

FIELDS = (
    *("id", "source", "title", "phrase", "section", "equation", "width", "height", "narrow"),
    *("claim", "text", "alt", "values", "settings", "seeds", "experiments", "timesteps"),
    *("seconds", "machine", "rebuild", "source_sha256", "environment", "verdict", "files"),
)

PLACED = {"fig": "figure", "eq": "equation"}  # what is placed on pages, by how links to it begin

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ ]*$", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_PLACE = re.compile(r"^ {0,3}/{3,} *(figure|equation) *\| *(\S+) *$", re.MULTILINE)
_WORDS_OF_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_LINK = re.compile(
    rf"\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*({'|'.join(PLACED)}|value):([^)\s]*)\s*\)"
)


class PageError(ValueError):
    """Something in a page cannot be rendered; the message says what and what to do."""


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


def read_text(path: Path) -> str:
    """The text of a file. Raises PageError naming it if it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PageError(f"{path}: not UTF-8 ({error}); save it as UTF-8") from None


def scan(docs_dir: Path) -> tuple[list[Place], list[Link]]:
    """All places and links of all pages, in the order of page names and lines."""
    places, links = list[Place](), list[Link]()
    for page, text in texts(docs_dir):
        places += [Place(page, kind, place) for kind, place in _PLACE.findall(text)]
        links += [
            Link(page, plain(words), scheme, target)
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


def read_passports(docs_dir: Path) -> dict[str, dict[str, Any]]:
    """The passports in `figures/`, by id. Raises PageError naming a file that is not a passport."""
    passports = {}
    for path in sorted((docs_dir / "figures").glob("*.passport.json")):
        try:
            passport = json.loads(path.read_text(encoding="utf-8"))
            lacking = [field for field in FIELDS if field not in passport]
        except (ValueError, TypeError) as error:
            raise PageError(f"{path}: not a figure's passport ({error}); draw it again") from None
        if lacking:
            raise PageError(f"{path}: the passport lacks {', '.join(lacking)}; draw it again")
        name = passport["id"]
        if f"{name}.passport.json" != path.name or not ID.fullmatch(name):
            raise PageError(
                f"{path}: its id is {name!r}; it must equal the file's name and consist of "
                "lower-case letters, digits and single hyphens"
            )
        passports[name] = passport
    return passports


def plain(words: str) -> str:
    """Text without line breaks and repeated spaces."""
    return " ".join(words.split())


def unmarked(words: str) -> str:
    """Text without links, emphasis and marks of code."""
    return _WORDS_OF_LINK.sub(r"\1", plain(words)).replace("*", "").replace("`", "")


def nearest(wanted: str, existing: Iterable[str]) -> str:
    """What was probably meant, as the end of an error message."""
    existing = sorted(existing)
    match = difflib.get_close_matches(wanted, existing, n=1, cutoff=0.4)
    if match:
        return f"; did you mean {match[0]!r}?"
    return f"; there are: {', '.join(existing) or 'none'}"


def meant(wanted: str, existing: Iterable[str]) -> str:
    """The same where there are too many to list: nothing if none is near."""
    suggestion = nearest(wanted, existing)
    return suggestion if suggestion.startswith("; did you mean") else ""


def without_code(text: str) -> str:
    """Code on a page may show the syntax of blocks and links without using it."""
    return _INLINE_CODE.sub("", without_blocks_of_code(text))


def without_blocks_of_code(text: str) -> str:
    """The same, where a name in code belongs to the text."""
    return _FENCE.sub("", text)
