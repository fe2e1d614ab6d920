"""The chapter as a PDF: tagged, with an outline, all figures and formulas, and no dead link."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pikepdf
import pypdf
import pytest
from bs4 import BeautifulSoup, Tag

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.project import ROOT
from lstm_tutor.downloads.paper.book import PRINTED
from lstm_tutor.downloads.paper.printing import print_pdf
from lstm_tutor.site.content.navigation import Entry, contents
from lstm_tutor.site.content.passports import figures_in_order
from lstm_tutor.site.markdown.downloads import PAPER
from tests.browser.serving import public_address

pytestmark = pytest.mark.slow


def printed() -> list[Entry]:
    return [entry for entry in contents(ROOT / "mkdocs.yml") if entry.page.startswith(PRINTED)]


CHAPTER = list(read_chapter().pages)


class Sheet(NamedTuple):
    """The text of a sheet, and where each piece of it begins, in points from the left edge."""

    width: float
    text: str
    places: list[tuple[str, float]]


@pytest.fixture(scope="module")
def sheets(site: Path) -> list[Sheet]:
    """All sheets, read once."""
    return [read(page) for page in pypdf.PdfReader(site / PAPER).pages]


def read(page: pypdf.PageObject) -> Sheet:
    places = list[tuple[str, float]]()

    def note(text: str, user: list[float], matrix: list[float], *_: object) -> None:
        if text.strip():
            places.append((text, matrix[4] * user[0] + matrix[5] * user[2] + user[4]))

    text = words(page.extract_text(visitor_text=note))
    return Sheet(float(page.mediabox.width), text, places)


def article(site: Path, page: str) -> Tag:
    file = site / page.removesuffix(".md") / "index.html"
    found = BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser").article
    assert found is not None
    for link in found.select(".headerlink"):
        link.decompose()
    return found


def words(text: str) -> str:
    return " ".join(text.split())


def elements(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The tag tree's elements, whose kind is their S, in the order of reading."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting.extend(reversed(list(element)))
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                yield element
            if "/K" in element:
                waiting.append(element.K)


def described(paper: pikepdf.Pdf, kind: str) -> list[str]:
    """The descriptions of all elements of a kind; every one has to have one."""
    found = [element for element in elements(paper.Root.StructTreeRoot) if str(element.S) == kind]
    assert all("/Alt" in element for element in found)
    return [str(element.Alt) for element in found]


def outline(site: Path) -> list[tuple[int, str]]:
    """(level, title) of every entry, in order; a part is at level 1."""

    def flat(entries: Sequence[object], level: int) -> Iterator[tuple[int, str]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from flat(entry, level + 1)
            else:
                assert isinstance(entry, pypdf.generic.Destination)
                yield level, words(str(entry.title))

    return list(flat(pypdf.PdfReader(site / PAPER).outline, 1))


def test_it_says_what_it_is(paper: pikepdf.Pdf) -> None:
    assert paper.Root.MarkInfo.Marked
    assert "/StructTreeRoot" in paper.Root
    assert paper.Root.Lang == "en"
    assert paper.Root.ViewerPreferences.DisplayDocTitle
    assert str(paper.docinfo["/Title"]).startswith("LSTM Tutor: ")
    assert "LSTM Tutor" in str(paper.docinfo["/Author"])
    with paper.open_metadata() as metadata:
        assert metadata["dc:title"] == str(paper.docinfo["/Title"])
        assert "CC BY 4.0" in str(metadata["dc:rights"])


def test_the_outline_has_every_page_and_section_in_order(site: Path) -> None:
    found = outline(site)
    assert [title for level, title in found if level == 1][:4] == [
        *("Contents", "Recurrent networks", "Training", "LSTM cells")
    ]
    expected = [
        (int(heading.name[1]) + 1, words(heading.get_text()))
        for page in CHAPTER
        for heading in article(site, page).find_all(["h1", "h2", "h3"])
    ]
    below_parts = [(level, title) for level, title in found if level > 1]
    assert below_parts[: len(expected)] == expected


def test_every_figure_of_the_gallery_is_in_it_with_its_description(
    paper: pikepdf.Pdf, site: Path
) -> None:
    found = list(map(words, described(paper, "/Figure")))
    expected = {words(passport["alt"]) for passport in figures_in_order(ROOT / "docs")}
    assert expected
    assert set(found) == expected
    pages = (article(site, entry.page) for entry in printed())
    assert len(found) == sum(len(page.select("figure")) for page in pages)


def test_every_formula_is_in_it(paper: pikepdf.Pdf, site: Path, sheets: list[Sheet]) -> None:
    found = described(paper, "/Formula")
    for page in CHAPTER:
        for typed in article(site, page).select(".lt-maths--display annotation"):
            plain = words(typed.get_text())
            for letter in "ifogcax":
                plain = plain.replace(rf"\q{letter}{{", "{")
            assert plain in found, page
    drawn = "".join("".join(sheet.text.split()) for sheet in sheets)
    assert drawn.count("=sigmoid(") >= 3  # the three gates
    assert r"\q" not in "".join(found)


def test_its_fonts_are_in_it(paper: pikepdf.Pdf) -> None:
    """Fonts of several weights come as drawings of their letters, the others as font files."""
    dictionaries = [thing for thing in paper.objects if isinstance(thing, pikepdf.Dictionary)]
    fonts = [thing for thing in dictionaries if thing.get("/Type") == "/Font"]
    assert fonts
    for font in fonts:
        if font.Subtype == "/Type3":
            assert len(font.CharProcs.keys())
        elif font.Subtype != "/Type0":  # what a Type0 font is made of is in the list itself
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
        assert "/ToUnicode" in font or "CIDFont" in str(font.Subtype)  # letters, not only shapes
    descriptors = [thing for thing in dictionaries if thing.get("/Type") == "/FontDescriptor"]
    names = " ".join(str(descriptor.FontName) for descriptor in descriptors)
    assert all(name in names for name in ("SourceSerif4", "SourceSans3", "SourceCodePro", "KaTeX"))


def test_no_sheet_is_empty_and_each_says_where_it_is(sheets: list[Sheet]) -> None:
    for number, sheet in enumerate(sheets, start=1):
        assert len(sheet.text) > 80, f"sheet {number}: {sheet.text}"
        if number > 1:
            assert str(number) in sheet.text


def test_nothing_begins_beyond_the_margins(sheets: list[Sheet]) -> None:
    for number, sheet in enumerate(sheets, start=1):
        beyond = [words for words, left in sheet.places if not 40 < left < sheet.width - 40]
        assert not beyond, f"sheet {number}: {beyond}"


def test_links_lead_to_places_in_it_or_to_pages_of_the_site(paper: pikepdf.Pdf, site: Path) -> None:
    inside, outside = list[str](), list[str]()
    for page in paper.pages:
        for link in page.get("/Annots", pikepdf.Array()):
            if "/Dest" in link:
                inside.append(str(link.Dest))
            elif link.get("/Subtype") == "/Link":
                outside.append(str(link.A.URI))
    assert len(inside) > 100
    assert set(inside) <= set(paper.Root.Dests.keys())
    assert {urlsplit(address).scheme for address in outside} <= {"https", "http"}
    own = [address for address in outside if address.startswith(public_address())]
    assert own
    for address in own:
        path = address.removeprefix(public_address()).partition("#")[0]
        assert (site / path).exists(), address


def test_nothing_says_when_it_was_made(site: Path) -> None:
    assert b"/CreationDate" not in (site / PAPER).read_bytes()


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        ('<p style="width: 900px">wide</p>', "wider than a sheet, on the page noise: wide"),
        ('<img src="/lstm-tutor/no.svg" alt="A">', "does not have: .*/lstm-tutor/no.svg"),
    ],
)
def test_what_cannot_be_printed_is_named(site: Path, fault: str, named: str) -> None:
    text = f'<!doctype html><section class="lt-chapter" id="noise">{fault}</section>'
    with pytest.raises(TutorError, match=named):
        print_pdf(lambda _: text, site, public_address())
