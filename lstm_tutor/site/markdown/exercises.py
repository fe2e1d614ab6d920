"""Exercises on a page, the answer sheet, and what a reader should be able to do.

`/// exercises | noise` lists the exercises of a page, each with its answer behind a line that opens
it, without a script. `/// answers` shows all answers of the chapter, open. `/// objectives | noise`
lists the learning objectives of a page, each with the exercises that test it, `/// objectives`
those of all. They are read from what the exercises' own step wrote to `docs/exercises/`; their
words are Markdown like that of the page.
"""

from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.messages import nearest
from lstm_tutor.site.content.exercises import read_exercises, sections_in_order
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown.code import highlighted
from lstm_tutor.site.markdown.elements import add, as_heading
from lstm_tutor.site.markdown.extension import DocsExtension
from lstm_tutor.site.markdown.links import from_page


class ExercisesBlock(Block):  # type: ignore[misc]
    """`/// exercises | section` and `///`; the block itself is empty."""

    NAME = "exercises"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such section."""
        listed = SubElement(parent, "ol", {"class": "lt-exercises"})
        for number, exercise in enumerate(_named(self)["exercises"], start=1):
            item = SubElement(listed, "li", {"id": f"ex-{exercise['id']}"})
            _head(item, number, exercise, f"#ex-{exercise['id']}")
            _markdown(item, exercise["question"], self.md)
            details = SubElement(item, "details", {"class": "lt-answer"})
            add(details, "summary", f"Answer to exercise {number}")
            # Whoever searches the site should not be told the answers.
            content = SubElement(details, "div", {"data-search-exclude": ""})
            _answer(content, exercise, self.md)
        return listed


class AnswersBlock(Block):  # type: ignore[misc]
    """`/// answers` and `///`; the block itself is empty."""

    NAME = "answers"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx."""
        sheet = SubElement(parent, "div", {"class": "lt-answers"})
        for section in sections_in_order(Path(self.config["docs_dir"])):
            add(sheet, "h2", _title(section), id=section["section"])
            listed = SubElement(sheet, "ol", {"class": "lt-exercises"})
            for number, exercise in enumerate(section["exercises"], start=1):
                item = SubElement(listed, "li", {"id": f"answer-{exercise['id']}"})
                place = from_page(self.md, section["page"], f"ex-{exercise['id']}")
                _head(item, number, exercise, place)
                _markdown(item, exercise["question"], self.md)
                _answer(SubElement(item, "div", {"class": "lt-answer"}), exercise, self.md)
        return sheet


class ObjectivesBlock(Block):  # type: ignore[misc]
    """`/// objectives | section`, or all without a section, and `///`; the block is empty."""

    NAME = "objectives"
    ARGUMENT = None  # may be left out

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such section."""
        holder = SubElement(parent, "div", {"class": "lt-objectives"})
        if self.argument:
            _objectives(holder, _named(self), self.md)
            return holder
        for section in sections_in_order(Path(self.config["docs_dir"])):
            group = SubElement(holder, "div")
            name = SubElement(group, "p", {"class": "lt-label"})
            add(name, "a", _title(section), href=from_page(self.md, section["page"]))
            _objectives(group, section, self.md)
        return holder


def _named(block: Block) -> dict[str, Any]:
    sections = read_exercises(Path(block.config["docs_dir"]))
    if block.argument not in sections:
        raise PageError(
            f"/// {block.NAME} | {block.argument}: no file in "
            f"lstm_tutor/exercises/chapter has this name"
            f"{nearest(block.argument, sections)}"
        )
    return sections[block.argument]


def _title(section: dict[str, Any]) -> str:
    return as_heading(read_chapter().title_of(section["page"]))


def _head(parent: Element, number: int, exercise: dict[str, Any], address: str) -> None:
    head = SubElement(parent, "p", {"class": "lt-exercise"})
    add(head, "a", f"Exercise {number}", href=address).tail = " "
    add(head, "span", exercise["kind"]).set("class", "lt-kind")


def _answer(parent: Element, exercise: dict[str, Any], md: Markdown) -> None:
    _markdown(parent, exercise["answer"], md)
    if exercise["solution"]:
        code = highlighted(md, exercise["solution"])
        # A paragraph that holds nothing else is replaced by the highlighted code.
        SubElement(parent, "p").text = AtomicString(md.htmlStash.store(code))


def _objectives(parent: Element, section: dict[str, Any], md: Markdown) -> None:
    """Each with links to the exercises that test it."""
    listed = SubElement(parent, "ul")
    for objective in section["objectives"]:
        item = SubElement(listed, "li")
        item.text = f"{objective['text']} "
        tested = SubElement(item, "span", {"class": "lt-tested"})
        for number, exercise in enumerate(section["exercises"], start=1):
            if exercise["id"] in objective["exercises"]:
                if len(tested):
                    tested[-1].tail = ", "
                place = from_page(md, section["page"], f"ex-{exercise['id']}")
                add(tested, "a", f"Exercise {number}", href=place)


def _markdown(parent: Element, text: str, md: Markdown) -> None:
    """Read a text as part of the page; fenced code first, which Markdown takes out beforehand."""
    lines = text.splitlines()
    if "fenced_code_block" in md.preprocessors:
        lines = md.preprocessors["fenced_code_block"].run(lines)
    md.parser.parseChunk(parent, "\n".join(lines))


class ExercisesExtension(DocsExtension):
    """Registers the blocks."""

    blocks = (ExercisesBlock, AnswersBlock, ObjectivesBlock)


makeExtension = ExercisesExtension  # noqa: N816
