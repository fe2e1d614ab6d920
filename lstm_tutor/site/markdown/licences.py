"""`/// vendored` lists the files of other projects in this repository, read from vendored.toml."""

import tomllib
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks.block import Block

from lstm_tutor.site.content.vendored import MANIFEST
from lstm_tutor.site.markdown.elements import add, table
from lstm_tutor.site.markdown.extension import DocsExtension
from lstm_tutor.site.markdown.links import from_page

_DOCS = "docs/"  # files in here are part of the site and can be linked


class VendoredBlock(Block):  # type: ignore[misc]
    """`/// vendored` and `///`; the block itself is empty."""

    NAME = "vendored"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. `check_vendored` has already compared the list with the files."""
        files = tomllib.loads(Path(MANIFEST).read_text(encoding="utf-8"))["file"]
        # Styled like the files on the page of a figure.
        holder = SubElement(parent, "div", {"class": "lt-passport lt-vendored"})
        # (version, licence, source) -> names of its works; a dict keeps their order
        works = dict[tuple[str, ...], dict[str, None]]()
        for file in files:
            if not file["name"].endswith(", licence"):  # skip licence texts
                work = (file["version"], file["licence"], file["source"])
                works.setdefault(work, {})[file["name"].partition(",")[0]] = None
        body = table(holder, ("what", "version", "licence", "where from"))
        for (version, licence, source), names in works.items():
            row = SubElement(body, "tr")
            for words in (", ".join(names), version, licence):
                add(row, "td", words)
            _source(SubElement(row, "td"), source)
        details = SubElement(holder, "details")
        add(details, "summary", f"The {len(files)} files, with the SHA-256 of each")
        body = table(details, ("file", "what it is", "SHA-256"))
        for file in files:
            row = SubElement(body, "tr")
            _file(SubElement(row, "td"), file["path"], self.md)
            add(row, "td", file["name"])
            add(add(row, "td"), "code", file["sha256"]).set("class", "lt-hash")
        return holder


class LicencesExtension(DocsExtension):
    """Registers the block."""

    blocks = (VendoredBlock,)


makeExtension = LicencesExtension  # noqa: N816


def _source(parent: Element, source: str) -> None:
    """The source of a file; an address at its end becomes a link."""
    words, found, address = source.partition("https://")
    parent.text = words
    if found:
        add(parent, "a", address, href=found + address)


def _file(parent: Element, path: str, md: Markdown) -> None:
    if path.startswith(_DOCS):
        add(parent, "a", path, href=from_page(md, path.removeprefix(_DOCS)))
    else:
        parent.text = path
