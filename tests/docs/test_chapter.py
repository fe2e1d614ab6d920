"""Everything the contract lists is on the pages: headings, phrases, equations, symbols.

The pages are read here as they are written, independently of the check that the build makes.
"""

import re

import pytest

from lstm_tutor.base.chapter import Equation, Phrase, read_chapter
from lstm_tutor.base.project import DOCS

CHAPTER = read_chapter()
PAGES = [page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))]
SYMBOLS = [(section, symbol) for section, listed in CHAPTER.symbols.items() for symbol in listed]

COLOUR = re.compile(r"\\q[a-z]\{((?:[^{}]|\{[^{}]*\})*)\}")


def section_of(heading: str) -> str:
    """The text below a heading, up to the next one that is not lower; without colour macros."""
    for page in PAGES:
        for match in re.finditer(r"^(#+) (.+?) *\{#[a-z0-9-]+\}$", page, re.MULTILINE):
            if match[2].casefold() == heading.casefold():
                rest = page[match.end() :]
                end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
                return COLOUR.sub(r"\1", rest[: end.start()] if end else rest)
    raise AssertionError(f"no page has the heading {heading!r}")


def test_the_contract_is_whole() -> None:
    assert len(CHAPTER.page_of) == 24
    assert len(CHAPTER.phrases) == len({phrase.figure for phrase in CHAPTER.phrases}) == 20
    assert len(CHAPTER.equations) == 7
    assert len(SYMBOLS) == 19


@pytest.mark.parametrize("heading", CHAPTER.page_of)
def test_every_heading_is_there(heading: str) -> None:
    assert section_of(heading).strip()


@pytest.mark.parametrize("phrase", CHAPTER.phrases)
def test_every_phrase_leads_to_its_figure(phrase: Phrase) -> None:
    words = r"\s+".join(re.escape(word) for word in phrase.text.split())
    link = rf"\[{words}\]\(fig:{phrase.figure}\)"
    assert re.search(link, section_of(phrase.section))


@pytest.mark.parametrize("equation", CHAPTER.equations)
def test_every_equation_is_there(equation: Equation) -> None:
    assert f"$${equation.tex}$$" in section_of(equation.section)


@pytest.mark.parametrize(("section", "symbol"), SYMBOLS)
def test_every_symbol_is_explained(section: str, symbol: str) -> None:
    explained = rf"^\| \${re.escape(symbol)}\$ \| \w.+\|$"
    assert re.search(explained, section_of(section), re.MULTILINE)
