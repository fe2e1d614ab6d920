"""Figures and equations on a page, and links to them from anywhere.

`/// figure | lr-low` places a figure with its caption, its verdict and how it was checked, all
read from the passport beside the drawing. `/// teaser | lr-low` shows the same drawing and its
claim elsewhere, as a link to that place. `//// equation | input-gate` groups a formula with its
code and its gradient, side by side. `links.py` resolves
links to both, and to single results.
"""

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks.block import Block

from lstm_tutor.base.passport import Passport
from lstm_tutor.site.markdown.elements import (
    add,
    caption,
    check_id,
    image,
    panel,
    passport_of,
    reading,
)
from lstm_tutor.site.markdown.extension import DocsExtension
from lstm_tutor.site.markdown.figure_page import PassportBlock
from lstm_tutor.site.markdown.gallery import GalleryBlock
from lstm_tutor.site.markdown.ledger import LedgerBlock, ReplicationBlock
from lstm_tutor.site.markdown.links import LinksTreeprocessor, ValuesTreeprocessor, from_page

CODE, GRADIENT = "The code", "Its gradient, checked numerically"


class FigureBlock(Block):  # type: ignore[misc]
    """`/// figure | id` and `///`; the block itself is empty."""

    NAME = "figure"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such figure."""
        return _figure(parent, passport_of(self), self.md)


class TeaserBlock(Block):  # type: ignore[misc]
    """`/// teaser | id` and `///`; the block itself is empty."""

    NAME = "teaser"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such figure."""
        passport = passport_of(self)
        teaser = SubElement(parent, "figure", {"class": "lt-figure lt-teaser"})
        image(SubElement(teaser, "a", {"href": f"fig:{self.argument}"}), passport, self.md)
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
            label = add(part, "p", GRADIENT if "lt-code--backward" in kinds[end] else CODE)
            label.set("class", "lt-label")
            part.extend(children[start : end + 1])
        block[codes[0] : codes[-1] + 1] = [parts]


def _figure(parent: Element, passport: Passport, md: Markdown) -> Element:
    """The figure as elements, so that what comes later sees its words, links and anchors."""
    figure = SubElement(parent, "figure", {"id": f"fig-{passport['id']}", "class": "lt-figure"})
    image(figure, passport, md)
    words = SubElement(figure, "figcaption")
    caption(words, passport)
    _details(words, passport, md)
    return figure


def _details(parent: Element, passport: Passport, md: Markdown) -> None:
    """How a claim was checked, and the way to everything else about the figure."""
    verdict = passport["verdict"]
    details = SubElement(parent, "details")
    add(details, "summary", "How this was checked" if verdict else "How this was made")
    # The anchor lies inside: following a link to it opens the details.
    content = SubElement(details, "div", {"id": f"check-{passport['id']}"})
    if verdict:
        add(content, "p", verdict["check"])
        panel(content, verdict)
        reading(content, verdict)
    if passport["settings"]:
        add(content, "p", f"Setting: {passport['settings']}.")
    address = from_page(md, f"figures/{passport['id']}.md")
    # Out of context, in a list of links, it has to say which figure it means.
    way = f"Description, data and downloads of “{passport['title']}”"
    add(add(content, "p"), "a", way, href=address)


class FiguresExtension(DocsExtension):
    """Registers the blocks and the links to them."""

    blocks = (
        *(FigureBlock, TeaserBlock, EquationBlock, PassportBlock),
        *(LedgerBlock, ReplicationBlock, GalleryBlock),
    )
    # Values first: what they leave behind are links to figures.
    processors = ((ValuesTreeprocessor, "lt-values", 7.5), (LinksTreeprocessor, "lt-links", 7))


makeExtension = FiguresExtension  # noqa: N816
