"""The work as readers cite it: described in CITATION.cff, published at the addresses in mkdocs.yml.

Title, authors, version, date and licence come from CITATION.cff. The addresses and the DOI, known
only when the work is published, come from the top of mkdocs.yml.
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
PLACEHOLDER = "example.org"  # host of the addresses until the work is published
LICENCES = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
TITLE, ADDRESS = "<title of the page or figure>", "<its address>"  # for readers to fill in
REQUIRED = (
    *("cff-version", "message", "type", "title", "authors", "version", "date-released"),
    *("license", "url", "repository-code", "abstract", "keywords"),
)

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class WorkError(PageError):
    """The work is not fully described; the message names the file and the entry."""


@dataclass(frozen=True)
class Work:
    """One version of the whole chapter. site_url ends in a slash; doi may be empty."""

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
        """The authors, on one line."""
        return ", ".join(self.authors)

    @property
    def attribution(self) -> str:
        """The sentence that says what the licence requires of those who use a part."""
        return (
            f"Wherever you use text, figures or data, name {self.by}, the page or figure with its "
            "address, and the licence with its address; say whether you changed anything."
        )

    def credit(self, title: str = TITLE, address: str = ADDRESS) -> str:
        """A credit line that meets these requirements: for one page or figure, or as a pattern."""
        name, url = self.licence.replace("-", " "), LICENCES[self.licence]
        return f"{self.by}, “{title}”, {address}. {name}, {url}. Unchanged."

    def permanent(self, path: str = "") -> str:
        """The permanent address of a page of this version; path is relative to the site."""
        return f"{self.site_url}{self.version}/{path}"

    def new_issue(self, path: str) -> str:
        """The address for reporting an error, with page and version filled in."""
        filled = {
            "title": f"Error on the page {path or 'Start'}",
            "body": f"Page: {self.permanent(path)}\nVersion: {self.version}\n\nWhat is wrong: ",
        }
        return f"{self.repository}/issues/new?{urlencode(filled)}"


def read_work(root: Path) -> Work:
    """The work in the repository `root`. Raises WorkError naming the entries that are missing."""
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
    """Contradictions between CITATION.cff, pyproject.toml and mkdocs.yml, one sentence each."""
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
    """The addresses that are still placeholders, each with where to set it."""
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
        yield f"{SETTINGS}: site_url is {work.site_url!r}; it must end in a slash"
    if not work.repository:
        yield f"{SETTINGS}: extra.repository is missing; errors are reported there"


def _name(author: Any) -> str:
    """The name of an author, a person or an entity."""
    if not isinstance(author, dict):
        raise WorkError(f"{CITATION}: the author {author!r} has no `name:` in front of it; add it")
    parts = (author.get(part) for part in ("given-names", "name-particle", "family-names"))
    return str(author.get("name") or " ".join(str(part) for part in parts if part))


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """Ignores the tags with which mkdocs.yml may name Python functions."""


_Loader.add_multi_constructor("", lambda loader, suffix, node: None)


@cache
def mapping(text: str, name: str) -> dict[str, Any]:
    """Parse YAML. name: the file, for messages. Raises WorkError if it is not a mapping."""
    try:
        content = yaml.load(text, _Loader)  # a subclass of SafeLoader
    except yaml.YAMLError as error:
        raise WorkError(f"{name}: {one_line(str(error))}") from None
    if not isinstance(content, dict):
        raise WorkError(f"{name}: not a list of named entries")
    return content
