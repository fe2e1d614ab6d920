"""Citations and the bibliography.

`[text](cite:key)` links to an entry; with an empty text, `[](cite:key)` shows author and year.
`/// bibliography` lists all entries, each with links back to the pages that cite it.
"""

from html import escape
from pathlib import Path
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement, fromstring

from pybtex.backends.html import Backend
from pybtex.database import Entry
from pybtex.style.formatting.unsrt import Style
from pymdownx.blocks.block import Block

from lstm_tutor.site.content.bibliography import citing_pages, label, read_bibliography, unknown
from lstm_tutor.site.content.citations import title_of
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown.elements import add
from lstm_tutor.site.markdown.extension import DocsExtension, DocsTreeprocessor
from lstm_tutor.site.markdown.links import from_page, links_to

LIST = "reference/bibliography.md"


class CitationsTreeprocessor(DocsTreeprocessor):
    """Resolves links to entries of the bibliography."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError if a key has no entry."""
        links = links_to(root, "cite:")
        entries = read_bibliography(self.docs_dir) if links else {}
        seen = set[str]()
        for _, link in links:
            key = link.get("href", "").removeprefix("cite:")
            if key not in entries:
                raise PageError(
                    f"[{''.join(link.itertext())}](cite:{key}): {unknown(key, entries)}"
                )
            if not "".join(link.itertext()):
                link.text = label(entries[key])
            link.set("href", from_page(self.md, LIST, f"ref-{key}"))
            if key not in seen:  # the bibliography links back to the first citation
                link.set("id", f"cited-{key}")
                seen.add(key)


class BibliographyBlock(Block):  # type: ignore[misc]
    """`/// bibliography` and `///`; the block itself is empty."""

    NAME = "bibliography"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if the bibliography cannot be read."""
        docs_dir = Path(self.config["docs_dir"])
        entries, citing = read_bibliography(docs_dir), citing_pages(docs_dir)
        listed = SubElement(parent, "ul", {"class": "lt-bibliography"})
        for key in sorted(entries):
            item = SubElement(listed, "li", {"id": f"ref-{key}"})
            add(item, "strong", label(entries[key])).tail = " "
            item.append(_reference(entries[key]))
            pages = add(item, "p", "Cited in ")
            pages.set("class", "lt-cited")
            for page in citing.get(key, []):
                address = from_page(self.md, page, f"cited-{key}")
                back = add(pages, "a", title_of(docs_dir / page), href=address)
                back.tail = ", " if page != citing[key][-1] else ""
        return listed


class ReferencesExtension(DocsExtension):
    """Registers the block and the links."""

    blocks = (BibliographyBlock,)
    processors = ((CitationsTreeprocessor, "lt-citations", 7.3),)


makeExtension = ReferencesExtension  # noqa: N816


class _Html(Backend):  # type: ignore[misc]
    """Writes well-formed XML: no named character references, and escaped addresses."""

    symbols: ClassVar = {"ndash": "–", "newblock": " ", "nbsp": "\u00a0"}

    def format_href(self, url: str, text: str, external: bool = False) -> str:
        """Called by pybtex."""
        return f'<a href="{escape(url)}">{text}</a>'


def _reference(entry: Entry) -> Element:
    """An entry as pybtex formats it, with its DOI or address as a link."""
    (formatted,) = Style().format_entries([entry])
    return fromstring(f"<span>{formatted.text.render(_Html('utf-8'))}</span>")
