"""What resting on a link to another page shows: its figure or equation, kept on this page.

The links of links.py name it in `data-card`. If it is on the same page, docs/assets/card.js shows
that. Otherwise a copy is put into a <template> at the end of the page: browsers do not display it
or load its pictures until the card is opened, and pages read from a folder cannot fetch another.
"""

from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.site.content.passports import read_passports
from lstm_tutor.site.markdown.elements import add, image, mark
from lstm_tutor.site.markdown.extension import DocsTreeprocessor
from lstm_tutor.site.markdown.maths import seen


class CardsTreeprocessor(DocsTreeprocessor):
    """Adds a template for each figure and equation of another page that this one links to."""

    def run(self, root: Element) -> None:
        """Called by Markdown."""
        elsewhere = {
            link.get("data-card", ""): None
            for link in root.iter("a")
            if link.get("data-card") and not link.get("href", "").startswith("#")
        }
        for name in elsewhere:
            kind, _, target = name.partition("-")
            # The search finds its words where they belong.
            attributes = {"data-card": name, "data-search-exclude": ""}
            template = SubElement(root, "template", attributes)
            if kind == "fig":
                self._add_figure(template, target)
            elif equation := read_chapter().equation_of(target):
                self._add_equation(template, equation.tex)

    def _add_figure(self, template: Element, target: str) -> None:
        passport = read_passports(self.docs_dir)[target]
        figure = SubElement(template, "figure")
        image(figure, passport, self.md)
        caption = SubElement(figure, "figcaption")
        add(SubElement(caption, "p"), "strong", passport["claim"])
        if passport["verdict"]:
            mark(SubElement(caption, "p"), passport["verdict"]["verdict"])

    def _add_equation(self, template: Element, tex: str) -> None:
        formula = SubElement(template, "div", {"class": "lt-maths--display"})
        formula.text = AtomicString(self.md.htmlStash.store(seen(tex)))
