"""What is cited: the work as CITATION.cff describes it, at the addresses that mkdocs.yml gives.

Title, authors, version, date and licence are written in CITATION.cff alone. What is known only
when the work is published, its addresses and its DOI, stands at the top of mkdocs.yml.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import yaml

from lstm_tutor.site.content.text import PageError, one_line, read_text

CITATION, SETTINGS, PROJECT = "CITATION.cff", "mkdocs.yml", "pyproject.toml"
PLACEHOLDER = "example.org"  # the host of addresses before anything is published
LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
TITLE, ADDRESS = "<title of the page or figure>", "<its address>"  # to be filled in by a reader
REQUIRED = (
    *("cff-version", "message", "type", "title", "authors", "version", "date-released"),
    *("license", "url", "repository-code", "abstract", "keywords"),
)

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class WorkError(PageError):
    """The work cannot be described; the message names the file and the entry."""


@dataclass(frozen=True)
class Work:
    """The whole chapter in one version. site_url ends in a slash; doi may be empty."""

    title: str
    authors: tuple[str, ...]
    version: str
    date: str
    licence: str
    abstract: str
    keywords: tuple[str, ...]
    site_url: str
    repository: str
    doi: str = ""

    @property
    def year(self) -> str:
        """The year of this version."""
        return self.date[:4]

    @property
    def by(self) -> str:
        """Whoever made it, in one line."""
        return ", ".join(self.authors)

    @property
    def attribution(self) -> str:
        """What the licence asks of whoever uses a part, in the one sentence that says so."""
        return (
            f"Wherever you use text, figures or data, name {self.by}, the page or figure with its "
            "address, and the licence with its address; say whether you changed anything."
        )

    def credit(self, title: str = TITLE, address: str = ADDRESS) -> str:
        """A line that does all of this for one page or figure, or shows how it is done."""
        name, url = self.licence.replace("-", " "), LICENCES[self.licence]
        return f"{self.by}, “{title}”, {address}. {name}, {url}. Unchanged."

    def permanent(self, path: str = "") -> str:
        """The address under which a page of this version stays; path is below the site."""
        return f"{self.site_url}{self.version}/{path}"

    def new_issue(self, path: str) -> str:
        """Where an error is reported, with the page and the version filled in."""
        filled = {
            "title": f"Error on the page {path or 'Start'}",
            "body": f"Page: {self.permanent(path)}\nVersion: {self.version}\n\nWhat is wrong: ",
        }
        return f"{self.repository}/issues/new?{urlencode(filled)}"


def read_work(root: Path) -> Work:
    """The work of a project. Raises WorkError naming what a file lacks."""
    citation = mapping(read_text(root / CITATION), CITATION)
    settings = mapping(read_text(root / SETTINGS), SETTINGS)
    lacking = [name for name in REQUIRED if not citation.get(name)]
    if lacking:
        raise WorkError(f"{CITATION}: {', '.join(lacking)} is missing")
    extra = settings.get("extra") or {}
    return Work(
        title=str(citation["title"]),
        authors=tuple(map(_name, citation["authors"])),
        version=str(citation["version"]),
        date=str(citation["date-released"]),
        licence=str(citation["license"]),
        abstract=str(citation["abstract"]).strip(),
        keywords=tuple(map(str, citation["keywords"])),
        site_url=str(settings.get("site_url") or ""),
        repository=str(extra.get("repository") or "").rstrip("/"),
        doi=str(extra.get("doi") or ""),
    )


def check_work(root: Path) -> list[str]:
    """Every contradiction between CITATION.cff, pyproject.toml and mkdocs.yml, naming both."""
    try:
        work = read_work(root)
        citation = mapping(read_text(root / CITATION), CITATION)
        settings = mapping(read_text(root / SETTINGS), SETTINGS)
        project = tomllib.loads(read_text(root / PROJECT))["project"]
    except tomllib.TOMLDecodeError as error:
        return [f"{PROJECT}: {error}"]
    except (PageError, OSError) as error:
        return [str(error)]
    repository = str(citation["repository-code"]).rstrip("/")
    pairs = (
        ("version", work.version, f"{PROJECT}: version", str(project.get("version"))),
        ("title", work.title, f"{SETTINGS}: site_name", str(settings.get("site_name"))),
        ("url", str(citation["url"]), f"{SETTINGS}: site_url", work.site_url),
        ("repository-code", repository, f"{SETTINGS}: extra.repository", work.repository),
        ("doi", str(citation.get("doi") or ""), f"{SETTINGS}: extra.doi", work.doi),
    )
    return [
        *(
            f"{CITATION}: {name} is {ours!r}, {other} is {theirs!r}; make them equal"
            for name, ours, other, theirs in pairs
            if ours != theirs
        ),
        *_malformed(work),
    ]


def placeholders(work: Work) -> list[str]:
    """The addresses that nobody has set yet, each with where to set it."""
    addresses = {"site_url": work.site_url, "extra.repository": work.repository}
    return [
        f"{SETTINGS}: {name} is {address!r}, a placeholder; set it there and in {CITATION}"
        for name, address in addresses.items()
        if urlsplit(address).hostname == PLACEHOLDER
    ]


def _malformed(work: Work) -> Iterator[str]:
    if not _DATE.fullmatch(work.date):
        yield f"{CITATION}: date-released is {work.date!r}; write it as year-month-day"
    if work.licence not in LICENCES:
        yield f"{CITATION}: license is {work.licence!r}; known: {', '.join(LICENCES)}"
    if not work.site_url.endswith("/"):
        yield f"{SETTINGS}: site_url is {work.site_url!r}; it has to end in a slash"
    if not work.repository:
        yield f"{SETTINGS}: extra.repository is missing; errors are reported there"


def _name(author: Any) -> str:
    """Of an entity, or of a person."""
    if not isinstance(author, dict):
        raise WorkError(f"{CITATION}: the author {author!r} has no `name:` in front of it; add it")
    parts = (author.get(part) for part in ("given-names", "name-particle", "family-names"))
    return str(author.get("name") or " ".join(str(part) for part in parts if part))


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """MkDocs's settings may name functions of Python, which do not matter here."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


@cache
def mapping(text: str, name: str) -> dict[str, Any]:
    """The content of the YAML file of that name. Raises WorkError if it is not a mapping."""
    try:
        content = yaml.load(text, _Loader)  # a safe loader
    except yaml.YAMLError as error:
        raise WorkError(f"{name}: {one_line(str(error))}") from None
    if not isinstance(content, dict):
        raise WorkError(f"{name}: not a list of named entries")
    return content
