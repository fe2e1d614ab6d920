"""Figures and equations on a page, and links to them from anywhere.

`/// figure | lr-low` places a figure with its caption, its verdict and how it was checked, all
read from the passport beside the drawing. `/// teaser | lr-low` shows the same drawing and its
claim elsewhere, as a link to that place. `//// equation | input-gate` groups a formula with its
code and its gradient, side by side. `lstm_tutor/site/links.py` resolves `fig:` and `eq:` links.
"""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from lstm_tutor.site.links import VERDICTS, LinksTreeprocessor, from_page
from lstm_tutor.site.pages import ID, PageError, nearest, read_passports

COLUMNS = ("setting", "outcome", "effect", "interval", "share")
CODE, GRADIENT = "The code", "Its gradient, checked numerically"


class FigureBlock(Block):  # type: ignore[misc]
    """`/// figure | id` and `///`; the block itself is empty."""

    NAME = "figure"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such figure."""
        return _figure(parent, _passport(self), self.md)


class TeaserBlock(Block):  # type: ignore[misc]
    """`/// teaser | id` and `///`; the block itself is empty."""

    NAME = "teaser"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such figure."""
        passport = _passport(self)
        teaser = SubElement(parent, "figure", {"class": "lt-figure lt-teaser"})
        _image(SubElement(teaser, "a", {"href": f"fig:{self.argument}"}), passport, self.md)
        claim = SubElement(SubElement(teaser, "figcaption"), "p")
        SubElement(claim, "strong").text = passport["claim"]
        return teaser


class EquationBlock(Block):  # type: ignore[misc]
    """`//// equation | id`, then the formula, code blocks and what belongs to them, then `////`.

    What stands before the first code block is on top. Each code block is a part, with what stands
    between it and the part before, under a label; the parts stand side by side where there is room.
    """

    NAME = "equation"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if the id is not allowed."""
        check_id("equation", self.argument)
        return SubElement(
            parent,
            "div",
            {
                "id": f"eq-{self.argument}",
                "class": "lt-equation",
                "role": "group",
                "aria-label": f"Equation: {self.argument.replace('-', ' ')}",
            },
        )

    def on_end(self, block: Element) -> None:
        """Called by pymdownx when all that the block holds is in it."""
        children = list(block)
        kinds = [child.get("class", "").split() for child in children]
        codes = [place for place, kind in enumerate(kinds) if "lt-code" in kind]
        if not codes:
            return
        parts = Element("div", {"class": "lt-parts"})
        for start, end in zip([codes[0], *(place + 1 for place in codes)], codes, strict=False):
            part = SubElement(parts, "div", {"class": "lt-part"})
            label = _add(part, "p", GRADIENT if "lt-code--backward" in kinds[end] else CODE)
            label.set("class", "lt-label")
            part.extend(children[start : end + 1])
        block[codes[0] : codes[-1] + 1] = [parts]


def _passport(block: Block) -> dict[str, Any]:
    """The passport of the figure that a block names."""
    passports = read_passports(Path(block.config["docs_dir"]))
    check_id(block.NAME, block.argument)
    if block.argument not in passports:
        raise PageError(
            f"/// {block.NAME} | {block.argument}: there is no such figure"
            f"{nearest(block.argument, passports)}"
        )
    return passports[block.argument]


def check_id(kind: str, name: str) -> None:
    """Raises PageError unless an id can be an anchor and a file name."""
    if not ID.fullmatch(name):
        raise PageError(
            f"/// {kind} | {name}: an id consists of lower-case letters, digits and hyphens"
        )


def _figure(parent: Element, passport: dict[str, Any], md: Markdown) -> Element:
    """The figure as elements, so that what comes later sees its words, links and anchors."""
    figure = SubElement(parent, "figure", {"id": f"fig-{passport['id']}", "class": "lt-figure"})
    drawing = _image(figure, passport, md)
    caption = SubElement(figure, "figcaption")
    words = SubElement(caption, "p")
    claim = SubElement(words, "strong")
    claim.text = passport["claim"]
    claim.tail = f" {passport['text']}"
    verdict = passport["verdict"]
    if verdict:
        sign = _add(caption, "p", "")
        mark = _add(sign, "span", verdict["verdict"])
        mark.set("class", f"lt-verdict lt-verdict--{VERDICTS[verdict['verdict']]}")
        mark.tail = AtomicString(f" {verdict['sentence']}")
    _details(caption, passport, drawing)
    return figure


def _image(parent: Element, passport: dict[str, Any], md: Markdown) -> str:
    """The drawing as an image; returns its address."""
    drawing = from_page(md, f"figures/{passport['id']}.svg")
    SubElement(
        parent,
        "img",
        {
            "src": drawing,
            "alt": passport["alt"],
            "width": str(passport["width"]),
            "height": str(passport["height"]),
            "loading": "lazy",
        },
    )
    return drawing


def _details(parent: Element, passport: dict[str, Any], drawing: str) -> None:
    """How a claim was checked and how the figure can be made again."""
    verdict = passport["verdict"]
    details = SubElement(parent, "details")
    _add(details, "summary", "How this was checked" if verdict else "How this was made")
    # The anchor lies inside: following a link to it opens the details.
    content = SubElement(details, "div", {"id": f"check-{passport['id']}"})
    if verdict:
        _add(content, "p", verdict["check"])
        _table(content, verdict["panel"], verdict["over"])
    if passport["settings"]:
        _add(content, "p", f"Setting: {passport['settings']}.")
    source = _add(content, "p", "Source: ")
    _add(source, "code", passport["source"]).tail = AtomicString(". Made again by: ")
    _add(source, "code", passport["rebuild"]).tail = AtomicString(". ")
    _add(source, "a", "Download the drawing (SVG)").attrib.update(href=drawing, download="")


def _table(parent: Element, panel: list[dict[str, str]], over: str) -> None:
    table = SubElement(parent, "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for column in COLUMNS:
        _add(head, "th", over if column == "share" else column).set("scope", "col")
    body = SubElement(table, "tbody")
    for result in panel:
        row = SubElement(body, "tr")
        for column in COLUMNS:
            _add(row, "td", result[column])


def _add(parent: Element, tag: str, text: str) -> Element:
    """A new element whose text is taken as it is, not as Markdown."""
    element = SubElement(parent, tag)
    element.text = AtomicString(text)
    return element


class FiguresExtension(BlocksExtension):  # type: ignore[misc]
    """Registers the blocks and the links to them."""

    def __init__(self, **config: object) -> None:
        """Settings: docs_dir, the folder of the pages, which holds figures/."""
        self.config = {"docs_dir": ["docs", "the folder of the pages, which holds figures/"]}
        super().__init__(**config)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Called by pymdownx. Priority 7: after attr_list (8), before anchors are collected (5)."""
        block_mgr.register(FigureBlock, self.getConfigs())
        block_mgr.register(TeaserBlock, self.getConfigs())
        block_mgr.register(EquationBlock, self.getConfigs())
        links = LinksTreeprocessor(md, Path(self.getConfig("docs_dir")))
        md.treeprocessors.register(links, "lt-links", 7)


def makeExtension(**config: object) -> FiguresExtension:  # noqa: N802
    """The entry that Markdown looks for."""
    return FiguresExtension(**config)
