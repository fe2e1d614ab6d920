"""`/// gallery` shows all figures in the order of the chapter, linked to their places in the text.

`docs/assets/gallery.js` reveals the filters by section and by verdict; without scripts, the gallery
shows all figures.
"""

from collections.abc import Iterable
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks.block import Block

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.messages import nearest
from lstm_tutor.base.passport import Passport
from lstm_tutor.site.content.passports import VERDICTS, figures_in_order
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown.elements import add, as_heading, mark
from lstm_tutor.site.markdown.links import from_page


class GalleryBlock(Block):  # type: ignore[misc]
    """`/// gallery` and `///`; the block itself is empty."""

    NAME = "gallery"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if a figure's section is not in the chapter."""
        shown = figures_in_order(Path(self.config["docs_dir"]))
        gallery = SubElement(parent, "div", {"class": "lt-gallery"})
        verdicts = [passport["verdict"] for passport in shown if passport["verdict"]]
        found = {verdict["verdict"] for verdict in verdicts}
        # The search should find figures, not the options of these filters.
        form = SubElement(gallery, "form", {"hidden": "", "data-search-exclude": ""})
        _filter(form, "section", dict.fromkeys(map(_page_title, shown)))
        _filter(form, "verdict", [word for word in VERDICTS if word in found])
        SubElement(form, "output")
        figures = SubElement(gallery, "ul")
        for passport in shown:
            _thumbnail(figures, passport, self.md)
        return gallery


def _page_title(passport: Passport) -> str:
    """The title of the page that has the figure's section."""
    section = passport["section"]
    chapter = read_chapter()
    if section not in chapter.page_of:
        close = nearest(str(section), chapter.page_of)
        raise PageError(f"{passport['source']}: the chapter has no section {section!r}{close}")
    return as_heading(chapter.title_of(chapter.page_of[section]))


def _filter(parent: Element, name: str, values: Iterable[str]) -> None:
    label = add(parent, "label", f"{name.capitalize()} ")
    select = SubElement(label, "select", {"name": name})
    add(select, "option", "all", value="")
    for value in values:
        add(select, "option", value, value=value)


def _thumbnail(parent: Element, passport: Passport, md: Markdown) -> None:
    verdict = passport["verdict"]
    item = SubElement(parent, "li", {"data-section": _page_title(passport)})
    link = SubElement(item, "a", {"href": f"fig:{passport['id']}"})
    # Decorative here: the title beside it names the figure, and its page has the alternative text.
    SubElement(
        link,
        "img",
        {
            "src": from_page(md, f"figures/{passport['id']}.svg"),
            "alt": "",
            "width": str(passport["width"]),
            "height": str(passport["height"]),
            "loading": "lazy",
        },
    )
    add(link, "span", passport["title"])
    about = add(item, "p", f"{as_heading(passport['section'])} ")
    if verdict:
        item.set("data-verdict", verdict["verdict"])
        mark(about, verdict["verdict"])
