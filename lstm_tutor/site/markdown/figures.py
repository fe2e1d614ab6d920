"""Figures and equations on a page, and everything else that is read from passports.

`/// figure | lr-low` places a figure with its caption, its verdict and how it was checked.
`/// teaser | lr-low` shows its drawing and claim on another page, as a link to that place.
`//// equation | input-gate` groups a formula with its code and its gradient.
"""

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks.block import Block

from lstm_tutor.base.passport import Passport
from lstm_tutor.site.markdown.cards import CardsTreeprocessor
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

    Everything before the first code block comes first, over the full width. Each code block makes a
    labelled part, together with what precedes it; wide screens show the parts side by side.
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
        """Called by pymdownx once the content of the block is parsed."""
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


class FiguresExtension(DocsExtension):
    """Registers the blocks, and the links of links.py."""

    blocks = (
        *(FigureBlock, TeaserBlock, EquationBlock, PassportBlock),
        *(LedgerBlock, ReplicationBlock, GalleryBlock),
    )
    # Values first: they become links to figures, which then get cards.
    processors = (
        (ValuesTreeprocessor, "lt-values", 7.5),
        (LinksTreeprocessor, "lt-links", 7),
        (CardsTreeprocessor, "lt-cards", 6.5),
    )


makeExtension = FiguresExtension  # noqa: N816


def _figure(parent: Element, passport: Passport, md: Markdown) -> Element:
    """A figure, as elements, so that later processors see its text, links and anchors."""
    figure = SubElement(parent, "figure", {"id": f"fig-{passport['id']}", "class": "lt-figure"})
    image(figure, passport, md)
    words = SubElement(figure, "figcaption")
    caption(words, passport)
    _details(words, passport, md)
    return figure


def _details(parent: Element, passport: Passport, md: Markdown) -> None:
    """How the claim was checked, and a link to the page of the figure."""
    verdict = passport["verdict"]
    details = SubElement(parent, "details")
    add(details, "summary", "How this was checked" if verdict else "How this was made")
    # The anchor is inside: a browser opens the details to show it.
    content = SubElement(details, "div", {"id": f"check-{passport['id']}"})
    if verdict:
        add(content, "p", verdict["check"])
        panel(content, verdict)
        reading(content, verdict)
    if passport["settings"]:
        add(content, "p", f"Setting: {passport['settings']}.")
    address = from_page(md, f"figures/{passport['id']}.md")
    # The text must make sense out of context: screen readers list the links of a page.
    text = f"Description, data and downloads of “{passport['title']}”"
    add(add(content, "p"), "a", text, href=address)
