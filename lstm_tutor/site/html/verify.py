"""Verification of a built site: every link, anchor, image and caption.

MkDocs checks only links in Markdown. This reads the finished files, including what raw HTML,
templates, stylesheets and drawings refer to. Pages may link to other hosts, but load nothing from
them.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

from lstm_tutor.base.messages import meant
from lstm_tutor.site.html.parsing import Page, Reference, css_references, read_page, svg_references

HOST = "http://site.invalid"
LINK_SCHEMES = {"", "http", "https", "mailto", "tel"}


def verify(site_dir: Path, *, beside: str = "") -> list[str]:
    """All problems of a built site, one sentence each.

    beside: the name of a folder that will be next to the site; links into it are not checked.
    """
    pages = {
        path.relative_to(site_dir).as_posix(): read_page(path.read_text(encoding="utf-8"))
        for path in sorted(site_dir.rglob("*.html"))
    }
    if "index.html" not in pages:
        return [f"{site_dir}: there is no index.html"]
    site = _Site(site_dir, pages, beside)
    problems = list[str]()
    for name, page in pages.items():
        problems += [f"{name}: {problem}" for problem in _problems_of(page)]
        for reference in page.references:
            problems += [f"{name}: {problem}" for problem in site.follow(name, reference)]
    for path in sorted(site_dir.rglob("*")):
        read = {".css": css_references, ".svg": svg_references}.get(path.suffix)
        if read:
            name = path.relative_to(site_dir).as_posix()
            try:
                references = list(read(path.read_text(encoding="utf-8")))
            except ElementTree.ParseError as error:
                problems.append(f"{name}: the drawing is not well-formed ({error})")
                continue
            for reference in references:
                problems += [f"{name}: {problem}" for problem in site.follow(name, reference)]
    return problems


def _problems_of(page: Page) -> Iterator[str]:
    """Problems of a page that do not concern other files."""
    for anchor, times in Counter(page.ids).items():
        if times > 1:
            yield f"the id {anchor!r} is used {times} times"
    for source in page.images_without_alt:
        yield f"the image {source!r} has no alternative text"
    for figure in page.figures_without_caption:
        yield f"the figure {figure!r} has no caption"
    for handler in page.handlers:
        yield f"{handler} is a script in an attribute, which browsers do not run here; use a file"
    for line in page.unrendered:
        yield (
            f"{line!r} was not rendered; is the block's name right, is it closed, and has a block "
            "around it more slashes?"
        )


class _Site:
    """The files of the site, to check references between them."""

    def __init__(self, site_dir: Path, pages: dict[str, Page], beside: str) -> None:
        self.site_dir = site_dir
        self.pages = pages
        # 404.html refers to files by absolute paths, which include the path of the site.
        self.base = urlsplit(pages["index.html"].canonical or "/").path
        self.beside = urljoin(self.base, f"../{beside}/") if beside else None

    def follow(self, name: str, reference: Reference) -> Iterator[str]:
        """Problems of a reference in the file `name`."""
        address = reference.address.strip()
        try:
            parts = urlsplit(address)
        except ValueError:
            yield f"{reference} is not an address"
            return
        if parts.scheme == "data":
            return
        if parts.scheme or parts.netloc:
            if reference.loads:
                yield f"{reference} is loaded from another host"
            elif parts.scheme not in LINK_SCHEMES:
                yield f"{reference} leads to nothing a browser knows"
        elif not address or address == "#":
            yield f"{reference} leads nowhere"
        else:
            yield from self._inside(name, reference, address)

    def _inside(self, name: str, reference: Reference, address: str) -> Iterator[str]:
        target = urlsplit(urljoin(f"{HOST}{self.base}{name}", address))
        path = unquote(target.path)
        if self.beside and path.startswith(self.beside):
            return
        if not path.startswith(self.base):
            yield f"{reference} leads out of the site"
            return
        file = path.removeprefix(self.base)
        if file.endswith("/") or not file:
            file += "index.html"
        if not (self.site_dir / file).is_file():
            yield f"{reference} leads to a file that does not exist"
        elif target.fragment and file in self.pages:
            anchor, anchors = unquote(target.fragment), self.pages[file].ids
            if anchor not in anchors:
                yield f"{reference} leads to an anchor that does not exist{meant(anchor, anchors)}"
