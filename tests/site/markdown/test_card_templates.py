"""What a card shows of another page is on the page that links to it, out of sight."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring, tostring

from tests.site.folders import MATHS, add_figure, markdown_for, write_pages

LINKS = "[one](fig:lr-low), [again](fig:lr-low), [the gate](eq:input-gate)."
PLACES = {
    "training/rate.md": "/// figure | lr-low\n///",
    "cells/gate.md": "/// equation | input-gate\n$$i$$\n///",
}


def templates(docs: Path, page: str, text: str) -> dict[str, Element]:
    """The templates that a page ends with, by their id."""
    markdown = markdown_for(docs, "lstm_tutor.site.markdown.figures", MATHS, page=page)
    root = fromstring(f"<div>{markdown.convert(text)}</div>")
    found = list(root.iter("template"))
    assert found == list(root)[len(list(root)) - len(found) :]
    return {element.get("data-card", ""): element for element in found}


def test_each_figure_and_equation_of_another_page_is_there_once(docs: Path) -> None:
    add_figure(docs, "lr-low")
    write_pages(docs, PLACES)
    found = templates(docs, "about/words.md", LINKS)
    assert list(found) == ["fig-lr-low", "eq-input-gate"]
    figure, equation = found.values()
    drawings = [image.get("src") for image in figure.iter("img")]
    assert "../figures/lr-low.svg" in drawings
    assert figure.find(".//strong") is not None
    assert not [element for element in figure.iter() if element.get("id")]
    assert "katex-html" in tostring(equation, "unicode")
    assert all("data-search-exclude" in template.attrib for template in found.values())


def test_what_is_on_the_page_itself_is_not_repeated(docs: Path) -> None:
    add_figure(docs, "lr-low")
    write_pages(docs, PLACES)
    page = "training/rate.md"
    found = templates(docs, page, f"{PLACES[page]}\n\n{LINKS}")
    assert list(found) == ["eq-input-gate"]
