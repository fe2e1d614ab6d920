"""`/// downloads` offers the chapter as a PDF and the site as a zip, which `make docs-all` builds.

They are built from the rendered pages, so the block first says how to get them; a finishing step
then replaces it with links to the files that exist, and names the PDF to reference managers.
"""

import posixpath
import re
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from pymdownx.blocks.block import Block

from lstm_tutor.site.content.work import Work
from lstm_tutor.site.html.finish import Step
from lstm_tutor.site.markdown.elements import add
from lstm_tutor.site.markdown.extension import DocsExtension

# Permanent addresses, relative to the site.
PAPER, OFFLINE = "downloads/lstm-tutor.pdf", "downloads/lstm-tutor-offline.zip"
FILES = {
    PAPER: ("The chapter as a PDF", "for paper and for e-readers; tagged, with an outline"),
    OFFLINE: ("The site as a zip", "for reading without a network; it holds the PDF, too"),
}
_BLOCK = re.compile(r'<div class="lt-offers".*?</div>', re.DOTALL)


class DownloadsBlock(Block):  # type: ignore[misc]
    """`/// downloads` and `///`; the block itself is empty."""

    NAME = "downloads"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx."""
        attributes = {"class": "lt-offers", "data-search-exclude": ""}
        holder = SubElement(parent, "div", attributes)
        words = add(holder, "p", "This copy of the site was built without the PDF and the zip. ")
        add(words, "code", "make docs-all").tail = " in its source makes both."
        return holder


def offer(site_dir: Path, work: Work) -> Step:
    """A finishing step that replaces the block with links to the files that exist."""
    meta = f'<meta name="citation_pdf_url" content="{escape(work.permanent(PAPER))}">\n'
    items = [
        (file, title, use, megabytes((site_dir / file).stat().st_size))
        for file, (title, use) in FILES.items()
        if (site_dir / file).is_file()
    ]

    def step(name: str, text: str) -> str:
        if not items:
            return text
        lines = (
            f'<li><a href="{posixpath.relpath(file, posixpath.dirname(name) or ".")}" download="">'
            f"{title}</a> ({size}), {use}</li>"
            for file, title, use, size in items
        )
        block = f'<div class="lt-offers"><ul>{"".join(lines)}</ul></div>'
        text = _BLOCK.sub(lambda _: block, text)
        if name == "index.html" and (site_dir / PAPER).is_file():
            text = text.replace("</head>", f"{meta}</head>", 1)
        return text

    return step


def megabytes(size: int) -> str:
    """A size in bytes, in words: "3.4 MB"."""
    return f"{size / 1e6:.1f} MB"


class DownloadsExtension(DocsExtension):
    """Registers the block."""

    blocks = (DownloadsBlock,)


makeExtension = DownloadsExtension  # noqa: N816
