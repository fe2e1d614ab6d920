"""The footer of a page, and the blocks about citing and reuse."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from lstm_tutor.site.content.work import read_work
from lstm_tutor.site.markdown.foot import HOW, NO_DOI, OF_A_DRAFT, without_citation
from tests.site.folders import markdown_for, write_pages
from tests.site.works import REPOSITORY, SITE, copy_description


@pytest.fixture
def project(docs: Path) -> Path:
    """A docs folder next to the files that describe the work."""
    copy_description(docs.parent)
    write_pages(docs, {"index.md": "# Start", HOW: "# How to cite"})
    return docs


def render(docs: Path, text: str) -> tuple[str, str]:
    """The page, and its table of contents."""
    page = markdown_for(docs, "toc", "lstm_tutor.site.markdown.foot")
    html = page.convert(text)
    return f"<div>{html}</div>", str(getattr(page, "toc", ""))


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_footer_comes_last_and_is_not_in_the_table_of_contents(project: Path) -> None:
    html, contents = render(project, "# Title\n\nWords.")
    foot = fromstring(html)[-1]
    assert foot.tag == "footer"
    assert "data-search-exclude" in foot.attrib
    assert [words(e) for e in foot.iter("summary")] == ["Cite or use this chapter"]
    assert not {"h1", "h2", "h3", "h4"} & {element.tag for element in foot.iter()}
    assert "Cite" not in contents
    links = {words(link): link.get("href", "") for link in foot.iter("a")}
    assert links["lstm-tutor.bib"] == "cite/index.bib"
    assert "How to cite a version, or a place in the text" in links
    assert links["Report an error"].startswith(f"{REPOSITORY}/issues/new?")


def test_a_draft_does_not_offer_itself_for_citation(project: Path) -> None:
    html, _ = render(project, "# Title\n\nWords.")
    foot = fromstring(without_citation("index.html", html))[-1]
    (cite,) = (element for element in foot.iter("div") if element.get("id") == "cite")
    assert words(cite) == OF_A_DRAFT
    assert "Report an error" in words(foot)


def test_without_a_page_on_citing_there_is_no_link_to_it(project: Path) -> None:
    (project / HOW).unlink()
    html, _ = render(project, "# A")
    assert "How to cite" not in html


def test_a_page_says_that_there_is_no_doi(project: Path) -> None:
    html, _ = render(project, "/// doi\n///")
    assert NO_DOI in html
    settings = project.parent / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace('doi: ""', "doi: 10.1234/abc"), "utf-8")
    html, _ = render(project, "/// doi\n///")
    assert NO_DOI not in html
    assert '<a href="https://doi.org/10.1234/abc">10.1234/abc</a>' in html


def test_every_page_has_its_own_credit_line(project: Path) -> None:
    write_pages(project, {"index.md": "# Start"})
    work = read_work(project.parent)
    html, _ = render(project, "# Title")
    (line,) = (p for p in fromstring(html).iter("p") if p.get("class") == "lt-credit")
    assert words(line) == work.credit(work.title, work.permanent())
    assert work.attribution in words(fromstring(html))


def test_a_page_shows_the_pattern_of_a_credit_line(project: Path) -> None:
    asked, line = fromstring(render(project, "/// attribution\n///")[0])[0]
    assert words(asked) == f"{read_work(project.parent).attribution} One line does it:"
    assert words(line) == (
        "LSTM Tutor contributors, “<title of the page or figure>”, <its address>. "
        "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/. Unchanged."
    )


def test_a_page_shows_a_complete_permanent_address(project: Path) -> None:
    html, _ = render(project, "/// address | training/noise.md#some-noise\n///")
    pattern, filled_in = fromstring(html)[0]
    assert words(pattern) == f"{SITE}<version>/training/noise/#some-noise"
    assert words(filled_in) == f"In this version: {SITE}0.1.0/training/noise/#some-noise"
    assert filled_in[0].get("href") == "training/noise.md#some-noise"
