"""The site's list of contents as mkdocs.yml gives it, for what is made from the rendered pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lstm_tutor.site.content.pages import address_of
from lstm_tutor.site.content.work import mapping


class Entry(NamedTuple):
    """A page in the list of contents, and the part it belongs to ("" for none)."""

    part: str
    page: str  # the Markdown file below the docs folder

    @property
    def address(self) -> str:
        """Where the page is, below the site's address; "" is the first page."""
        return address_of(self.page)


def settings(config_file: Path) -> dict[str, Any]:
    """The configuration as it is written, before MkDocs adds what is not said."""
    return mapping(config_file.read_text(encoding="utf-8"), config_file.name)


def contents(config_file: Path) -> list[Entry]:
    """All pages of the list of contents, in its order."""
    return [
        Entry(part, page)
        for part, item in _items(settings(config_file).get("nav") or [])
        for page in _pages(item)
    ]


def _items(nav: list[Any]) -> Iterator[tuple[str, Any]]:
    """The topmost items; a page that stands there alone belongs to no part."""
    for item in nav:
        for title, inside in item.items() if isinstance(item, dict) else [("", item)]:
            yield (title if isinstance(inside, list) else ""), inside


def _pages(item: Any) -> Iterator[str]:
    """The pages of an item, however deep; addresses on other sites are none."""
    if isinstance(item, str):
        if item.endswith(".md"):
            yield item
    else:
        for inside in item.values() if isinstance(item, dict) else item:
            yield from _pages(inside)
