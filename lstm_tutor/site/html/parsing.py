"""Parsing of a built site: the content of its pages, and all addresses in its files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from xml.etree import ElementTree

from lstm_tutor.base.project import ID

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Attributes whose address a browser loads, on any element.
LOADED = {"src", "poster", "data", "background"}
# Values of rel with which a <link> is not loaded.
NAMED = {"canonical", "prev", "next", "alternate", "license", "author", "help", "search"}

_URL = re.compile(r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^)"'\s]*))\s*\)""")
_IMPORT = re.compile(r"""@import\s+(?:"([^"]*)"|'([^']*)')""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLOCK = re.compile(r"/{3,}(\s*[\w-]+.*)?")


@dataclass(frozen=True)
class Reference:
    """An address in a file. loads: a browser fetches it on its own, without a click."""

    address: str
    where: str
    loads: bool

    def __str__(self) -> str:
        """For messages: the place, then the address."""
        return f"{self.where} {self.address!r}"


@dataclass
class Page:
    """The content of one page, as far as it can be checked."""

    ids: list[str] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)  # the ids that may be cited
    references: list[Reference] = field(default_factory=list)
    images_without_alt: list[str] = field(default_factory=list)
    figures_without_caption: list[str] = field(default_factory=list)
    unrendered: list[str] = field(default_factory=list)  # lines that look like blocks
    handlers: list[str] = field(default_factory=list)  # attributes such as onclick
    canonical: str | None = None


def read_page(text: str) -> Page:
    """Parse one HTML page."""
    parser = _Parser()
    parser.feed(text)
    parser.close()
    return parser.page


def css_references(text: str) -> Iterator[Reference]:
    """What a stylesheet or a style attribute loads."""
    text = _COMMENT.sub("", text)
    for pattern, where in ((_URL, "url()"), (_IMPORT, "@import")):
        for match in pattern.finditer(text):
            address = next((group for group in match.groups() if group is not None), "")
            yield Reference(address, where, loads=True)


def svg_references(text: str) -> Iterator[Reference]:
    """What an SVG drawing loads or links to. Raises ElementTree.ParseError if it is not XML."""
    for element in ElementTree.fromstring(text).iter():
        tag = element.tag.rpartition("}")[2]
        for name, value in element.attrib.items():
            attribute = name.rpartition("}")[2]
            if attribute in {"href", "src"} and not value.startswith("#"):
                yield Reference(value, f"<{tag} {attribute}>", loads=tag != "a")
            elif "url(" in value:
                yield from _outside(css_references(value))
        if tag == "style":
            yield from _outside(css_references(element.text or ""))


def _outside(references: Iterator[Reference]) -> Iterator[Reference]:
    """The references without those of a drawing to itself."""
    return (reference for reference in references if not reference.address.startswith("#"))


class _Parser(HTMLParser):
    """Fills a Page, tag by tag."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.open = list[str]()
        self.figures = list[dict[str, str | bool]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by HTMLParser."""
        attributes = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self.open.append(tag)
        self._anchors(tag, attributes)
        self._references(tag, attributes)
        if tag == "figure":
            self.figures.append({"name": attributes.get("id", ""), "caption": False})
        in_figure = bool(self.figures)
        if tag == "img" and ("alt" not in attributes or (in_figure and not attributes["alt"])):
            self.page.images_without_alt.append(attributes.get("src", ""))

    def handle_endtag(self, tag: str) -> None:
        """Called by HTMLParser."""
        if tag == "figure" and self.figures:
            figure = self.figures.pop()
            if not figure["caption"]:
                self.page.figures_without_caption.append(str(figure["name"]))
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Called by HTMLParser."""
        words = data.strip()
        if not words:
            return
        if self.figures and "figcaption" in self.open:
            self.figures[-1]["caption"] = True
        if "style" in self.open:
            self.page.references += css_references(data)
        elif not {"pre", "code", "script"} & set(self.open):
            self.page.unrendered += [
                line for line in words.splitlines() if _BLOCK.fullmatch(line.strip())
            ]

    def _anchors(self, tag: str, attributes: dict[str, str]) -> None:
        if "id" in attributes:
            self.page.ids.append(attributes["id"])
            if self._is_citable(tag, attributes):
                self.page.anchors.append(attributes["id"])
        elif tag == "a" and "name" in attributes:
            self.page.ids.append(attributes["name"])

    def _is_citable(self, tag: str, attributes: dict[str, str]) -> bool:
        """Whether an author chose the id to mark something in the text.

        The id of a link is only a target for links back.
        """
        in_text = "article" in self.open and "svg" not in self.open
        chosen = ID.fullmatch(attributes["id"]) is not None  # tools use colons and underscores
        return in_text and chosen and tag != "a" and attributes.get("role") != "tooltip"

    def _references(self, tag: str, attributes: dict[str, str]) -> None:
        add = self.page.references.append
        for name, value in attributes.items():
            where = f"<{tag} {name}>"
            if name.startswith("on"):
                self.page.handlers.append(where)
            elif name in LOADED:
                add(Reference(value, where, loads=True))
            elif name == "srcset":
                for candidate in value.split(","):
                    add(Reference(candidate.split()[0] if candidate.split() else "", where, True))
            elif name == "style":
                self.page.references += css_references(value)
            elif name in {"href", "xlink:href"} and tag == "link":
                self._link(attributes.get("rel", ""), value)
            elif name in {"href", "xlink:href"} and tag != "base":
                add(Reference(value, where, loads=tag not in {"a", "area"}))

    def _link(self, relation: str, address: str) -> None:
        if relation == "canonical":
            self.page.canonical = address
        loads = not set(relation.split()) <= NAMED
        self.page.references.append(Reference(address, f"<link rel={relation}>", loads))
