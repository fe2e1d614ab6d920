"""The chapter's contract, `docs/chapter.toml`: sections, phrases, equations, and their places."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.project import CHAPTER, ID


class Phrase(NamedTuple):
    """A linked phrase. The same words may stand in two sections, with a figure for each."""

    section: str
    text: str
    figure: str


class Equation(NamedTuple):
    """An equation in TeX, and the figure of the same name."""

    section: str
    figure: str
    tex: str


@dataclass(frozen=True)
class Chapter:
    """page_of: each section's page. exercised: the pages that need exercises."""

    page_of: dict[str, str]
    phrases: tuple[Phrase, ...]
    equations: tuple[Equation, ...]
    symbols: dict[str, tuple[str, ...]]
    exercised: tuple[str, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The pages in the chapter's order."""
        return tuple(dict.fromkeys(self.page_of.values()))

    @property
    def figures(self) -> dict[str, str]:
        """The figures behind phrases and of equations, each with its section."""
        return {
            **{phrase.figure: phrase.section for phrase in self.phrases},
            **{equation.figure: equation.section for equation in self.equations},
        }

    def title_of(self, page: str) -> str:
        """The section that names a page, its first: “Learning Rate”, not “Low Learning Rate”."""
        return next(section for section, its_page in self.page_of.items() if its_page == page)

    def phrase_of(self, figure: str) -> Phrase | None:
        """The phrase that a figure belongs to, if any."""
        return next((phrase for phrase in self.phrases if phrase.figure == figure), None)

    def equation_of(self, figure: str) -> Equation | None:
        """The equation that a figure belongs to, if any."""
        return next((equation for equation in self.equations if equation.figure == figure), None)


@cache
def read_chapter(path: Path = CHAPTER) -> Chapter:
    """The contract. Raises TutorError naming the file and what is wrong in it."""
    try:
        sections = tomllib.loads(path.read_text(encoding="utf-8"))
        return Chapter(
            page_of={name: section["page"] for name, section in sections.items()},
            phrases=tuple(
                Phrase(name, text, figure)
                for name, section in sections.items()
                for figure, text in _by_figure(section, "phrases")
            ),
            equations=tuple(
                Equation(name, figure, tex)
                for name, section in sections.items()
                for figure, tex in _by_figure(section, "equations")
            ),
            symbols={name: tuple(section.get("symbols", ())) for name, section in sections.items()},
            exercised=tuple(
                dict.fromkeys(
                    section["page"]
                    for section in sections.values()
                    if section.get("exercises", True)
                )
            ),
        )
    except KeyError as error:
        raise TutorError(f"{path}: a section lacks {error}; add it") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise TutorError(f"{path}: {error}") from None


def _by_figure(section: dict[str, Any], part: str) -> list[tuple[str, str]]:
    """The phrases or equations of a section, each with its figure."""
    listed = dict(section.get(part, {}))
    for figure in listed:
        if not ID.fullmatch(figure):
            raise ValueError(f"{part}.{figure}: a figure's id is of a-z, 0-9 and single hyphens")
    return list(listed.items())
