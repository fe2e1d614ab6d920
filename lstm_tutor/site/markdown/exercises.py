"""Blocks that show exercises, answers and learning objectives, read from `docs/exercises/`.

`/// exercises | noise` lists the exercises of a section, with collapsed answers; `/// answers`
those of all sections, expanded. `/// objectives | noise` lists the objectives of a section,
each with the exercises that test it; `/// objectives` those of all sections.
"""

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.messages import nearest
from lstm_tutor.site.content.exercises import (
    Exercise,
    Section,
    read_exercises,
    sections_in_order,
)
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
        for number, exercise in enumerate(_section_of(self)["exercises"], start=1):
            item = SubElement(listed, "li", {"id": f"ex-{exercise['id']}"})
            _head(item, number, exercise, f"#ex-{exercise['id']}")
            _markdown(item, exercise["question"], self.md)
            details = SubElement(item, "details", {"class": "lt-answer"})
            add(details, "summary", f"Answer to exercise {number}")
            # The search must not give the answers away.
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
    """`/// objectives | section`, or without a section for all, and `///`; the block is empty."""

    NAME = "objectives"
    ARGUMENT = None  # optional

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such section."""
        holder = SubElement(parent, "div", {"class": "lt-objectives"})
        if self.argument:
            _objectives(holder, _section_of(self), self.md)
            return holder
        for section in sections_in_order(Path(self.config["docs_dir"])):
            group = SubElement(holder, "div")
            name = SubElement(group, "p", {"class": "lt-label"})
            add(name, "a", _title(section), href=from_page(self.md, section["page"]))
            _objectives(group, section, self.md)
        return holder


class ExercisesExtension(DocsExtension):
    """Registers the blocks."""

    blocks = (ExercisesBlock, AnswersBlock, ObjectivesBlock)


makeExtension = ExercisesExtension  # noqa: N816


def _section_of(block: Block) -> Section:
    """The section that a block names. Raises PageError if there is none."""
    sections = read_exercises(Path(block.config["docs_dir"]))
    if block.argument not in sections:
        raise PageError(
            f"/// {block.NAME} | {block.argument}: no file in "
            f"lstm_tutor/exercises/chapter has this name"
            f"{nearest(block.argument, sections)}"
        )
    return sections[block.argument]


def _title(section: Section) -> str:
    return as_heading(read_chapter().title_of(section["page"]))


def _head(parent: Element, number: int, exercise: Exercise, address: str) -> None:
    head = SubElement(parent, "p", {"class": "lt-exercise"})
    add(head, "a", f"Exercise {number}", href=address).tail = " "
    add(head, "span", exercise["kind"]).set("class", "lt-kind")


def _answer(parent: Element, exercise: Exercise, md: Markdown) -> None:
    _markdown(parent, exercise["answer"], md)
    if exercise["solution"]:
        code = highlighted(md, exercise["solution"])
        # Markdown replaces a paragraph with nothing but stashed HTML by that HTML.
        SubElement(parent, "p").text = AtomicString(md.htmlStash.store(code))


def _objectives(parent: Element, section: Section, md: Markdown) -> None:
    """A list of the objectives, with links to the exercises that test them."""
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
    """Parse a text as Markdown of the page; fenced code first, by its own preprocessor."""
    lines = text.splitlines()
    if "fenced_code_block" in md.preprocessors:
        lines = md.preprocessors["fenced_code_block"].run(lines)
    md.parser.parseChunk(parent, "\n".join(lines))
