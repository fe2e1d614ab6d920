"""The exercises in `docs/exercises/`, one JSON file per section, as the build writes them."""

import json
from pathlib import Path
from typing import TypedDict

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.site.content.text import PageError


class Objective(TypedDict):
    """A learning objective, and the ids of the exercises that test it."""

    text: str
    exercises: list[str]


class Exercise(TypedDict):
    """An exercise; question and answer are Markdown, the solution is Python source."""

    id: str
    kind: str
    question: str
    answer: str
    solution: str | None


class Section(TypedDict):
    """The exercises of one section, the page that shows them, and the file they come from."""

    section: str
    source: str
    page: str
    objectives: list[Objective]
    exercises: list[Exercise]


def read_exercises(docs_dir: Path) -> dict[str, Section]:
    """All sections by name. Raises PageError if a file is not JSON."""
    sections = {}
    for path in sorted((docs_dir / "exercises").glob("*.json")):
        try:
            sections[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise PageError(f"{path}: no exercises ({error}); build it again") from None
    return sections


def sections_in_order(docs_dir: Path) -> list[Section]:
    """The sections shown on pages of the chapter, in the order of these pages."""
    pages = read_chapter().pages
    sections = [
        section for section in read_exercises(docs_dir).values() if section["page"] in pages
    ]
    return sorted(sections, key=lambda section: pages.index(section["page"]))
