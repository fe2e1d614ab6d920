"""Everything the chapter was given is on its pages: headings, phrases, equations, symbols.

The list in `chapter.toml` is held against the pages themselves, independently of the contract
that the build checks.
"""

import re
import tomllib
from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT

HERE = Path(__file__).parent
DOCS = ROOT / "docs"
GIVEN = tomllib.loads((HERE / "chapter.toml").read_text(encoding="utf-8"))
PAGES = [page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))]

COLOUR = re.compile(r"\\q[a-z]\{((?:[^{}]|\{[^{}]*\})*)\}")


def pairs(kind: str) -> list[tuple[str, str]]:
    return [(section, item) for section, items in GIVEN[kind].items() for item in items]


def section_of(heading: str) -> str:
    """The text below a heading, up to the next one that is not lower; without colour macros."""
    for page in PAGES:
        for match in re.finditer(r"^(#+) (.+?) *\{#[a-z0-9-]+\}$", page, re.MULTILINE):
            if match[2].casefold() == heading.casefold():
                rest = page[match.end() :]
                end = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
                return COLOUR.sub(r"\1", rest[: end.start()] if end else rest)
    raise AssertionError(f"no page has the heading {heading!r}")


def test_the_list_is_whole() -> None:
    assert len(pairs("phrases")) == 20
    assert len(pairs("equations")) == 7
    assert len(GIVEN["headings"]) == 20


@pytest.mark.parametrize("heading", GIVEN["headings"])
def test_every_heading_is_there(heading: str) -> None:
    assert section_of(heading).strip()


@pytest.mark.parametrize(("section", "phrase"), pairs("phrases"))
def test_every_phrase_is_linked_in_its_section(section: str, phrase: str) -> None:
    words = r"\s+".join(re.escape(word) for word in phrase.split())
    assert re.search(rf"\[{words}\]\(fig:[a-z-]+\)", section_of(section))


def test_no_two_phrases_lead_to_the_same_figure() -> None:
    targets = []
    for section, phrase in pairs("phrases"):
        words = r"\s+".join(re.escape(word) for word in phrase.split())
        targets += re.findall(rf"\[{words}\]\((fig:[a-z-]+)\)", section_of(section))
    assert len(targets) == len(set(targets)) == 20


@pytest.mark.parametrize(("section", "equation"), pairs("equations"))
def test_every_equation_is_there(section: str, equation: str) -> None:
    assert f"$${equation}$$" in section_of(section)


@pytest.mark.parametrize(("section", "symbol"), pairs("symbols"))
def test_every_symbol_is_explained(section: str, symbol: str) -> None:
    explained = rf"^\| \${re.escape(symbol)}\$ \| \w.+\|$"
    assert re.search(explained, section_of(section), re.MULTILINE)
