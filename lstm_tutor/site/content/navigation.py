"""The navigation in mkdocs.yml, for the PDF and other products of the rendered pages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from lstm_tutor.site.content.pages import PAGES, address_of
from lstm_tutor.site.content.work import mapping


class Entry(NamedTuple):
    """A page in the navigation, and the part of the book it belongs to ("" for none)."""

    part: str
    page: str  # the file, relative to the docs folder

    @property
    def address(self) -> str:
        """The address of the page, relative to the site; "" is the start page."""
        return address_of(self.page)


def settings(config_file: Path) -> dict[str, Any]:
    """The configuration as written, without the defaults that MkDocs adds."""
    return mapping(config_file.read_text(encoding="utf-8"), config_file.name)


def contents(config_file: Path) -> list[Entry]:
    """All pages in the navigation, in order."""
    return [
        Entry(part, page)
        for part, item in _items(settings(config_file).get("nav") or [])
        for page in _pages(item)
    ]


def _items(nav: list[Any]) -> Iterator[tuple[str, Any]]:
    """Top-level items as (part, item); a page at the top level belongs to no part."""
    for item in nav:
        for title, inside in item.items() if isinstance(item, dict) else [("", item)]:
            yield (title if isinstance(inside, list) else ""), inside


def _pages(item: Any) -> Iterator[str]:
    """The pages in an item, at any depth; links to other sites are left out."""
    if isinstance(item, str):
        if item.endswith(PAGES):
            yield item
    else:
        for inside in item.values() if isinstance(item, dict) else item:
            yield from _pages(inside)
