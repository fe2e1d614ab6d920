"""One document from several pages: unique ids, links inside or to the site, nothing to click."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from lstm_tutor.base.errors import TutorError
from lstm_tutor.downloads.paper.book import Chapter, chapters, headings, stylesheets
from lstm_tutor.downloads.paper.front import Title, document
from lstm_tutor.site.content.navigation import Entry

SITE = "https://example.org/book/"
NOISE, RATE = Entry("Training", "training/noise.md"), Entry("Training", "training/rate.md")
CELLS = Entry("Cells", "lstm-cells/overview.md")
TITLE = Title("Book", "Why?", "About.", (("Version", "1"),), "en", {})


def page(site: Path, entry: Entry, inside: str, *, title: str = "A page") -> None:
    file = site / entry.address / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        '<html><head><link rel="stylesheet" href="../a.css"></head><body><nav>Menu</nav><article>'
        f'<h1 id="top">{title}<a class="headerlink" href="#top">#</a></h1>{inside}</article>',
        encoding="utf-8",
    )


def one(site: Path, inside: str) -> Tag:
    """The section that a page with this content becomes."""
    page(site, NOISE, inside)
    (chapter,) = chapters(site, SITE, [NOISE])
    return chapter.section


def both(site: Path, first: str, second: str = "") -> list[Chapter]:
    page(site, NOISE, first)
    page(site, RATE, second)
    return chapters(site, SITE, [NOISE, RATE])


def test_ids_carry_the_page_s_name_and_so_does_what_refers_to_them(tmp_path: Path) -> None:
    first, second = both(tmp_path, '<p aria-describedby="a b" id="x"></p>', '<p id="x"></p>')
    assert first.section.p is not None
    assert first.section.p["id"] == "training-noise--x"
    assert first.section.p["aria-describedby"] == "training-noise--a training-noise--b"
    ids = [str(tag["id"]) for c in (first, second) for tag in c.section.select("[id]")]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("#x", "#training-noise--x"),
        ("../rate/#there", "#training-rate--there"),
        ("../rate/", "#training-rate"),
        ("../../figures/lr-low/", f"{SITE}figures/lr-low/"),
        ("../../figures/lr-low/#cite", f"{SITE}figures/lr-low/#cite"),
        ("https://doi.org/10.1", "https://doi.org/10.1"),
    ],
)
def test_links_lead_inside_or_to_the_site(tmp_path: Path, written: str, becomes: str) -> None:
    first, _ = both(tmp_path, f'<p id="x"><a href="{written}">w</a></p>', '<p id="there"></p>')
    assert [link["href"] for link in first.section.select("a")] == [becomes]


def test_a_link_to_what_is_not_printed_is_named(tmp_path: Path) -> None:
    with pytest.raises(TutorError, match=r"/book/training/noise/: .*rate/#gone is not on"):
        both(tmp_path, '<a href="../rate/#gone">w</a>')


def test_images_are_asked_for_at_the_site_s_address_and_at_once(tmp_path: Path) -> None:
    image = one(tmp_path, '<img src="../../figures/a.svg" loading="lazy" alt="A">').img
    assert image is not None
    assert image.attrs == {"src": f"{SITE}figures/a.svg", "alt": "A"}


def test_headings_are_nested_below_their_part_which_begins_once(tmp_path: Path) -> None:
    page(tmp_path, CELLS, "", title="Overview")
    page(tmp_path, NOISE, '<h2 id="s">Some</h2><h3 id="t">More</h3>', title="Noise")
    page(tmp_path, RATE, "", title="Rate")
    found = chapters(tmp_path, SITE, [NOISE, RATE, CELLS, Entry("Other", "about/other.md")])
    assert [(h.level, h.text) for h in headings(chapter.section for chapter in found)] == [
        *((1, "Training"), (2, "Noise"), (3, "Some"), (4, "More"), (2, "Rate")),
        *((1, "Cells"), (2, "Overview")),
    ]


def test_a_check_stands_open_below_its_figure_and_other_details_are_left_out(
    tmp_path: Path,
) -> None:
    section = one(
        tmp_path,
        '<figure id="f"><img src="a.svg" alt="A"><figcaption><p>Claim.</p><details><summary>Check'
        '</summary><div id="check-f"><p>Test.</p><p>Setting.</p></div></details>'
        "<details><summary>Data</summary><table></table></details></figcaption></figure><p>Text.</p>"
        "<details><summary>Files</summary><table></table></details>",
    )
    figure = section.figure
    assert figure is not None
    assert figure.get_text() == "Claim."
    opened = figure.find_next_sibling()
    assert isinstance(opened, Tag)
    assert opened.name == "div"
    assert opened.get_text() == "CheckTest.Setting."
    assert not section.select("details, summary")


def test_answers_stand_at_the_end_and_questions_lead_to_them(tmp_path: Path) -> None:
    asked = (
        '<ol class="lt-exercises"><li id="ex"><p>Why?</p><details class="lt-answer"><summary>Answer'
        '</summary><p>So <a href="#ex">there</a>.</p></details></li></ol>'
    )
    page(tmp_path, NOISE, asked, title="Noise")
    page(tmp_path, RATE, asked, title="Rate")
    page(tmp_path, CELLS, "", title="Cells")
    *pages, answers = chapters(tmp_path, SITE, [NOISE, RATE, CELLS])
    assert [chapter.title for chapter in pages] == ["Noise", "Rate", "Cells"]
    assert pages[0].section.get_text() == "TrainingNoiseWhy?Answer at the end"
    found = [(heading.level, heading.text) for heading in headings([answers.section])]
    assert found == [*((1, "Answers"), (2, "Answers to the exercises"), (3, "Noise"), (3, "Rate"))]
    for chapter, answer in zip(pages, answers.section.select(".lt-answer"), strict=False):
        link = chapter.section.select_one(".lt-to-answer a")
        assert link is not None
        assert link["href"] == f"#{answer['id']}"
        assert answer.get_text() == "AnswerSo there."
        assert [a["href"] for a in answer.select("a")] == [f"#{chapter.name}--ex"]


def test_a_formula_is_drawn_once_and_described_by_what_was_typed(tmp_path: Path) -> None:
    section = one(
        tmp_path,
        '<p><span class="katex"><span class="katex-mathml"><math><semantics><mi>i</mi><annotation>'
        r"\qi{i^t} = 1 &amp; 2</annotation></semantics></math></span>"
        '<span class="katex-html" aria-hidden="true">drawn</span></span></p>',
    )
    assert section.p is not None
    assert section.p.get_text() == "drawn"
    (formula,) = section.select("[role=img]")
    assert formula["aria-label"] == "Formula: {i^t} = 1 & 2"
    assert not section.select("math, [aria-hidden]")


@pytest.mark.parametrize(
    "gone", ["<lt-tip>tip</lt-tip>", "<form>y</form>", '<p class="lt-reading">Effect: what</p>']
)
def test_what_only_a_screen_needs_and_what_is_told_once_is_gone(tmp_path: Path, gone: str) -> None:
    section = one(tmp_path, f"<div>A {gone}b</div><script>x</script>")
    assert section.get_text() == "TrainingA pageA b"


def test_a_list_of_contents_without_printed_pages_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TutorError, match="no page that belongs into the PDF"):
        chapters(tmp_path, SITE, [Entry("", "index.md")])


def test_contents_name_parts_pages_and_sections_with_their_sheets(tmp_path: Path) -> None:
    page(tmp_path, NOISE, '<h2 id="s">Some &lt;b&gt;</h2><h3 id="t">Hidden</h3>', title="Noise")
    found = chapters(tmp_path, SITE, [NOISE])
    text = document(TITLE, found, ["a.css"], {"training-noise--s": 7})
    soup = BeautifulSoup(text, "html.parser")
    lines = [" ".join(link.get_text().split()) for link in soup.select(".lt-contents a")]
    assert lines == ["Training 000", "Noise 000", "Some <b> 7"]
    for link in soup.select(".lt-contents a"):
        assert soup.find(id=str(link["href"]).removeprefix("#"))
    assert soup.select(".lt-contents ul > li > ul > li > ul > li")


def test_every_sheet_names_its_page_whatever_its_title_holds(tmp_path: Path) -> None:
    page(tmp_path, NOISE, "", title="A “quote”, a \\ and a &quot;")
    text = document(TITLE, chapters(tmp_path, SITE, [NOISE]), [], {})
    head = re.search(r"@page training-noise \{.*?\n\}", text, re.DOTALL)
    assert head
    assert r'content: "A “quote”, a \\ and a \"";' in head[0]


def test_the_site_s_own_styles_are_used(tmp_path: Path) -> None:
    page(tmp_path, Entry("", "index.md"), "")
    assert stylesheets(tmp_path, SITE) == ["https://example.org/a.css"]
