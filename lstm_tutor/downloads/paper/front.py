"""The document around the sections: title page, contents, and the line above every sheet."""

import html
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup

from lstm_tutor.downloads.paper.book import Chapter, Heading, article_of, headings, words
from lstm_tutor.site.content.citations import START, Citation
from lstm_tutor.site.content.navigation import Entry, settings
from lstm_tutor.site.content.work import Work

STYLES = [Path(__file__).with_name(f"{part}.css") for part in ("chapter", "front", "exhibits")]
REPEATED = 3  # a heading on more pages than these, such as a summary, identifies none of them
DEPTH = 3  # parts, pages and sections are in the contents; the outline has more


@dataclass(frozen=True)
class Title:
    """What the title page says."""

    name: str
    question: str
    about: str
    facts: Sequence[tuple[str, str]]  # a word and what it is about, as HTML
    language: str
    metadata: dict[str, str]


def title_of(config_file: Path, site_dir: Path, work: Work) -> Title:
    """What CITATION.cff, mkdocs.yml and the first page say about the whole."""
    first = article_of(site_dir, Entry("", START))
    licence = " ".join(settings(config_file)["copyright"].split())
    question = words(first.h1)
    address = html.escape(work.site_url)
    return Title(
        name=work.title,
        question=question,
        about=words(first.p),
        facts=(
            ("Version", html.escape(f"{work.version}, {work.date}")),
            ("On the web", f'<a href="{address}">{address}</a>'),
            ("Licence", licence),
            ("Cite as", html.escape(Citation(work, START, work.title).text)),
        ),
        language=settings(config_file)["theme"]["language"],
        metadata={
            "title": f"{work.title}: {question}",
            "author": work.by,
            "subject": " ".join(work.abstract.split()),
            "rights": BeautifulSoup(licence, "html.parser").get_text(),
        },
    )


def document(
    title: Title, found: Sequence[Chapter], stylesheets: Iterable[str], pages: dict[str, int]
) -> str:
    """The whole document as HTML.

    pages: the sheet that each heading is on, by the heading's id; unknown ones get a blank.
    """
    links = "".join(f'<link rel="stylesheet" href="{html.escape(url)}">' for url in stylesheets)
    styles = "\n".join(part.read_text(encoding="utf-8") for part in STYLES)
    styles += _running_heads(title.name, found)
    sections = [chapter.section for chapter in found]
    body = [_title_page(title), _contents(headings(sections), pages), *map(str, sections)]
    return (
        f'<!doctype html>\n<html lang="{title.language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title.name)}</title>\n{links}\n<style>\n{styles}</style>\n</head>\n"
        '<body data-md-color-scheme="default" data-md-color-primary="custom">\n'
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _running_heads(name: str, found: Iterable[Chapter]) -> str:
    """Every sheet names the book and its page."""
    return "".join(
        f"@page {chapter.name} {{\n"
        f"  @top-left {{ content: {_css_string(name)}; }}\n"
        f"  @top-right {{ content: {_css_string(chapter.title)}; }}\n}}\n"
        for chapter in found
    )


def _css_string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _title_page(title: Title) -> str:
    facts = "".join(f"<dt>{html.escape(word)}</dt><dd>{fact}</dd>" for word, fact in title.facts)
    return (
        f'<section class="lt-title md-typeset"><p class="lt-title__name">{html.escape(title.name)}'
        f'</p><p class="lt-title__question">{html.escape(title.question)}</p>'
        f'<p class="lt-title__about">{html.escape(title.about)}</p><dl>{facts}</dl></section>'
    )


def _contents(found: Sequence[Heading], pages: dict[str, int]) -> str:
    """Parts, pages and sections, each with its sheet, as lists in lists."""
    lines, depth = list[str](), 0
    times = Counter(heading.text for heading in found)
    for heading in found:
        if heading.level > DEPTH or (heading.level == DEPTH and times[heading.text] > REPEATED):
            continue
        lines += ["<ul>"] * (heading.level - depth) + ["</li></ul>"] * (depth - heading.level)
        lines += ["</li>"] * (heading.level <= depth)
        lines.append(
            f'<li><a href="#{heading.id}"><span>{html.escape(heading.text)}</span> '
            f'<span class="lt-sheet">{pages.get(heading.id, "000")}</span></a>'
        )
        depth = heading.level
    lines.append("</li></ul>" * depth)
    return (
        '<section class="lt-contents md-typeset" id="contents"><h1 id="contents-title">Contents'
        f"</h1>{''.join(lines)}</section>"
    )
