"""One document from the rendered pages of the chapter, in the order of the list of contents.

Every page becomes a section of its part. Its ids get the page's name in front, so that they stay
unique, and its links lead to where their target is now: in this document, or on the site.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from lstm_tutor.base.errors import TutorError
from lstm_tutor.downloads.paper.adapt import describe_formulas, open_details, take_answers
from lstm_tutor.site.content.navigation import Entry

# What is printed: the chapter, where to look up, and how the evidence was made and judged.
PRINTED = (
    *("recurrent-networks/", "training/", "lstm-cells/", "reference/", "evidence/explornn.md"),
    *("about/how-claims-are-checked.md", "about/the-experiment.md", "about/licence.md"),
)
# The last two: how to cite a page of the site, and the drawing for phones.
SCREEN_ONLY = ".headerlink, lt-tip, script, form, button, nav, [hidden], .lt-foot, .lt-narrow"
TOLD_ONCE = ".lt-reading"  # how tables of claims are read: a page of the book says it for all
REFERRING = ("aria-describedby", "aria-labelledby", "for", "headers")  # to ids, by their names
ANSWERS = "<article><h1 id='answers-title'>Answers to the exercises</h1></article>"
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


class Heading(NamedTuple):
    """A heading of the document: 1 for a part, 2 for a page, 3 and more for sections."""

    level: int
    id: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """A page as a section of the document."""

    part: str
    name: str  # its id in the document
    title: str
    section: Tag


def chapters(site_dir: Path, site_url: str, entries: Sequence[Entry]) -> list[Chapter]:
    """The printed pages of a rendered site as sections, their ids and links made fit for one.

    Raises TutorError if there is none, or a link between two of them leads to no anchor.
    """
    printed = [entry for entry in entries if entry.page.startswith(PRINTED)]
    if not printed:
        raise TutorError("mkdocs.yml: the list of contents has no page that belongs into the PDF")
    articles = {site_url + entry.address: article_of(site_dir, entry) for entry in printed}
    names = {address: _name(entry) for address, entry in zip(articles, printed, strict=True)}
    anchors = {(names[url], _id(tag)) for url, a in articles.items() for tag in a.select("[id]")}
    found, part = list[Chapter](), ""
    answers = BeautifulSoup(ANSWERS, "html.parser").article
    assert answers is not None
    for (address, article), entry in zip(articles.items(), printed, strict=True):
        _relink(article, address, names, anchors)
        _rename(article, names[address])
        taken = take_answers(article)
        section = _section(article, entry, begins=entry.part != part)
        found.append(Chapter(entry.part, _name(entry), words(section.h2), section))
        part = entry.part
        if taken:
            answers.append(_heading("h2", f"to-{_name(entry)}", found[-1].title))
            answers.extend(taken)
    if answers.h2:
        last = Entry("Answers", "answers.md")
        section = _section(answers, last, begins=True)
        found.append(Chapter(last.part, _name(last), words(section.h2), section))
    return found


def headings(sections: Iterable[Tag]) -> list[Heading]:
    """All headings in their order."""
    return [
        Heading(int(tag.name[1]), _id(tag), words(tag))
        for section in sections
        for tag in section.find_all(HEADINGS)
    ]


def stylesheets(site_dir: Path, site_url: str) -> list[str]:
    """The addresses of what styles a page of the site."""
    links = _parsed(site_dir / "index.html").select("head link[rel=stylesheet]")
    return [urljoin(site_url, str(link["href"])) for link in links]


def _parsed(file: Path) -> BeautifulSoup:
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def article_of(site_dir: Path, entry: Entry) -> Tag:
    """A page's content as it can be printed: nothing to click, nothing that only a screen needs."""
    article = _parsed(site_dir / entry.address / "index.html").article
    if article is None or article.h1 is None:
        raise TutorError(f"{entry.page}: the rendered page has no article with a title")
    for tag in article.select(f"{SCREEN_ONLY}, {TOLD_ONCE}"):
        tag.decompose()
    for image in article.select("img[loading]"):
        del image["loading"]  # what is not in view would be missing on paper
    for figure in article.select("figure"):
        figure["role"] = "group"  # or it is an image of its own, without a description
    open_details(article)
    describe_formulas(article)
    return article


def _name(entry: Entry) -> str:
    return entry.page.removesuffix(".md").replace("/", "-")


def words(tag: Tag | None) -> str:
    """The text of an element in one line; nothing if there is no element."""
    return " ".join(tag.get_text().split()) if tag else ""


def _id(tag: Tag) -> str:
    return str(tag["id"])


def _relink(
    article: Tag, address: str, names: dict[str, str], anchors: set[tuple[str, str]]
) -> None:
    """Links to printed pages stay in the document, others get their full address."""
    for image in article.select("[src]"):
        image["src"] = urljoin(address, str(image["src"]))
    for link in article.select("[href]"):
        target = urljoin(address, str(link["href"]))
        page, _, anchor = target.partition("#")
        name, anchor = names.get(page), unquote(anchor)
        if name is None:
            link["href"] = target
        elif anchor and (name, anchor) not in anchors:
            raise TutorError(f"{urlsplit(address).path}: {target} is not on the printed page")
        else:
            link["href"] = f"#{name}--{anchor}" if anchor else f"#{name}"


def _rename(article: Tag, name: str) -> None:
    """Put the page's name before every id and whatever refers to one."""
    for tag in article.select("[id]"):
        tag["id"] = f"{name}--{tag['id']}"
    for attribute in REFERRING:
        for tag in article.select(f"[{attribute}]"):
            kept = [f"{name}--{word}" for word in str(tag[attribute]).split()]
            tag[attribute] = " ".join(kept)


def _section(article: Tag, entry: Entry, *, begins: bool) -> Tag:
    """The page as a section: its title is a heading below its part's, and so on."""
    for tag in article.find_all(HEADINGS):
        tag.name = f"h{min(int(tag.name[1]) + 1, len(HEADINGS))}"
    article.name, article["id"] = "section", _name(entry)
    article["class"] = "lt-chapter md-content__inner md-typeset"
    article["style"] = f"page: {_name(entry)}"  # so that its sheets can carry its title
    if begins and entry.part:
        article.insert(0, _heading("h1", f"part-{_name(entry)}", entry.part))
    return article


def _heading(kind: str, name: str, text: str) -> Tag:
    heading = BeautifulSoup("", "html.parser").new_tag(kind, id=name)
    heading.string = text
    return heading
