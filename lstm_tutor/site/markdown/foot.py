"""The footer of every page: how to cite or reuse the page, and where to report an error.

Three blocks show on a page what is known only when the work is published: `/// doi` the DOI,
`/// attribution` what the licence requires, and `/// address | training/noise.md#some-noise` what a
permanent address looks like.
"""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks.block import Block

from lstm_tutor.site.content.citations import Citation, citation_of
from lstm_tutor.site.content.pages import address_of
from lstm_tutor.site.content.work import read_work
from lstm_tutor.site.markdown.elements import add
from lstm_tutor.site.markdown.extension import DocsExtension, DocsTreeprocessor
from lstm_tutor.site.markdown.links import current_page, from_page

HOW = "about/how-to-cite.md"
OF_A_DRAFT = "This is a draft, which changes. Cite a published version instead."
NO_DOI = "The chapter has no DOI yet. Until it has one, cite the address with the version in it."

_CITATION = re.compile(r'(?<=<div id="cite">).*?(?=</div>)', re.DOTALL)


def without_citation(name: str, text: str) -> str:
    """A finishing step for drafts: the footer says what to cite instead."""
    return _CITATION.sub(f"<p>{OF_A_DRAFT}</p>", text)


class FootTreeprocessor(DocsTreeprocessor):
    """Appends the footer to the page being rendered."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises WorkError if CITATION.cff is incomplete."""
        citation = citation_of(self.docs_dir, current_page(self.md))
        explained = (self.docs_dir / HOW).is_file()
        root.append(_foot(citation, self.md, explained=explained))


class DoiBlock(Block):  # type: ignore[misc]
    """`/// doi` and `///`; the block itself is empty."""

    NAME = "doi"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises WorkError if CITATION.cff is incomplete."""
        doi = read_work(Path(self.config["docs_dir"]).parent).doi
        words = add(parent, "p", "The chapter's DOI is " if doi else NO_DOI)
        if doi:
            add(words, "a", doi, href=f"https://doi.org/{doi}").tail = "."
        return words


class AttributionBlock(Block):  # type: ignore[misc]
    """`/// attribution` and `///`; the block itself is empty."""

    NAME = "attribution"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises WorkError if CITATION.cff is incomplete."""
        work = read_work(Path(self.config["docs_dir"]).parent)
        words = SubElement(parent, "div", {"class": "lt-told"})
        _attribution(words, work.attribution, work.credit())
        return words


class AddressBlock(Block):  # type: ignore[misc]
    """`/// address | page.md#anchor` and `///`; the block itself is empty."""

    NAME = "address"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. MkDocs checks that page and anchor exist."""
        work = read_work(Path(self.config["docs_dir"]).parent)
        page, _, anchor = self.argument.partition("#")
        place = f"{address_of(page)}#{anchor}"
        holder = SubElement(parent, "div", {"class": "lt-told"})
        pattern = replace(work, version="<version>").permanent(place)
        add(add(holder, "p"), "code", pattern)
        words = add(holder, "p", "In this version: ")
        add(words, "a", work.permanent(place), href=from_page(self.md, page, anchor))
        return holder


class FootExtension(DocsExtension):
    """Registers the blocks and the footer, which is added after inline markup (20) is processed."""

    blocks = (DoiBlock, AttributionBlock, AddressBlock)
    processors = ((FootTreeprocessor, "lt-foot", 5.5),)


makeExtension = FootExtension  # noqa: N816


def _foot(citation: Citation, md: Markdown, *, explained: bool) -> Element:
    """The footer. It has no heading, which keeps it out of the table of contents.

    explained: whether the page HOW exists.
    """
    foot = Element("footer", {"class": "lt-foot", "data-search-exclude": ""})
    details = SubElement(foot, "details")
    add(details, "summary", f"Cite or use this {citation.kind}")
    # The anchor is inside: a browser opens the details to show it.
    content = SubElement(details, "div", {"id": "cite"})
    add(content, "p", citation.text).set("class", "lt-citation")
    for name, suffix, text in (
        ("BibTeX", "bib", citation.bibtex),
        ("RIS", "ris", citation.ris),
    ):
        file = f"{citation.key}.{suffix}"
        words = add(content, "p", f"{name}, as a file: ")
        add(words, "a", file, href=from_page(md, f"{citation.file}.{suffix}"), download=file)
        add(SubElement(content, "pre"), "code", text.strip())
    _attribution(content, citation.work.attribution, citation.credit)
    if explained:
        how = add(content, "p")
        add(how, "a", "How to cite a version, or a place in the text", href=from_page(md, HOW))
    report = add(foot, "p")
    add(report, "a", "Report an error", href=citation.work.new_issue(citation.path))
    return foot


def _attribution(parent: Element, required: str, credit: str) -> None:
    add(parent, "p", f"{required} One line does it:")
    add(parent, "p", credit).set("class", "lt-credit")
