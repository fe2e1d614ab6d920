"""The chapter's contract, held against the pages: which figure serves which phrase and equation."""

import re
from collections import defaultdict
from pathlib import Path

from lstm_tutor.base.chapter import Chapter, read_chapter
from lstm_tutor.base.messages import nearest
from lstm_tutor.base.passport import Passport
from lstm_tutor.base.project import CHAPTER
from lstm_tutor.site.content.exercises import read_exercises
from lstm_tutor.site.content.pages import PLACED, Link, Place, scan, texts
from lstm_tutor.site.content.passports import read_passports, value_of
from lstm_tutor.site.content.text import PageError

MIN_EXERCISES = 3  # of a page of the chapter

_BLOCK = re.compile(r"^ {0,3}/{3,} *exercises *\| *(\S+) *$", re.MULTILINE)


def check_contract(docs_dir: Path) -> list[str]:
    """Every breach of the contract found in the pages and passports, one sentence each."""
    try:
        passports = read_passports(docs_dir)
    except PageError as error:
        return [str(error)]
    chapter = read_chapter()
    places, links = scan(docs_dir)
    return [
        *(
            problem
            for passport in passports.values()
            for problem in _declares(passport, docs_dir, chapter)
        ),
        *_every_figure_exists(passports, chapter),
        *_placed_once(places, passports, chapter),
        *_links_lead_somewhere(links, places, passports, chapter),
        *_values_exist(links, passports),
        *_sections_are_complete(docs_dir, places, links, chapter),
    ]


def _declares(passport: Passport, docs_dir: Path, chapter: Chapter) -> list[str]:
    """What is wrong with one figure's place in the chapter, or with its words."""
    name, source, section = passport["id"], passport["source"], passport["section"]
    phrase, equation = chapter.phrase_of(name), chapter.equation_of(name)
    problems = []
    if phrase and equation:
        problems.append(
            f"{CHAPTER.name}: the figure {name!r} is named for both a phrase and an equation"
        )
    serves = phrase or equation
    recorded = (section, passport["phrase"], passport["equation"])
    if serves:
        stated = (serves.section, phrase.text if phrase else None, None if phrase else name)
        if recorded != stated:
            problems.append(
                f"{source}: was drawn for another place in {CHAPTER.name}; draw it again"
            )
    elif section not in chapter.page_of:
        close = nearest(str(section), chapter.page_of)
        problems.append(
            f"{source}: {CHAPTER.name} names no phrase and no equation for it, and its SECTION is "
            f"{section!r}, none of the chapter{close}"
        )
    problems += [
        f"{source}: the figure has no {what}"
        for words, what in ((passport["alt"], "alternative text"), (passport["claim"], "caption"))
        if not words.strip()
    ]
    if not (docs_dir / "figures" / f"{name}.svg").is_file():
        problems.append(f"{source}: the drawing figures/{name}.svg is missing; draw it again")
    return problems


def _every_figure_exists(passports: dict[str, Passport], chapter: Chapter) -> list[str]:
    return [
        f"{CHAPTER.name}: [{section}]: there is no figure {figure!r}; write "
        f"figures/{figure.replace('-', '_')}.py"
        for figure, section in chapter.figures.items()
        if figure not in passports
    ]


def _placed_once(
    places: list[Place], passports: dict[str, Passport], chapter: Chapter
) -> list[str]:
    pages = defaultdict[tuple[str, str], list[str]](list)
    for place in places:
        pages[place.kind, place.id].append(place.page)
    problems = [
        f"/// figure | {name} ({passport['source']}) is on no page; place it"
        for name, passport in passports.items()
        if ("figure", name) not in pages
    ]
    for (kind, name), found in pages.items():
        known = passports if kind == "figure" else [e.figure for e in chapter.equations]
        if name not in known:
            problems.append(
                f"{found[0]}: /// {kind} | {name}: no such {kind}{nearest(name, known)}"
            )
        if len(found) > 1:
            problems.append(
                f"/// {kind} | {name} is placed {len(found)} times ({', '.join(found)}); keep one"
            )
    return problems


def _links_lead_somewhere(
    links: list[Link],
    places: list[Place],
    passports: dict[str, Passport],
    chapter: Chapter,
) -> list[str]:
    figures = defaultdict[str, set[str]](set)
    for phrase in chapter.phrases:
        figures[phrase.text].add(phrase.figure)
    equations = [place.id for place in places if place.kind == "equation"]
    problems = []
    for link in links:
        if link.scheme not in PLACED:
            continue
        target = f"{link.page}: [{link.text}]({link.scheme}:{link.id})"
        known = list(passports) if link.scheme == "fig" else equations
        if link.id not in known:
            problems.append(f"{target}: no such {PLACED[link.scheme]}{nearest(link.id, known)}")
        elif link.scheme == "fig" and link.id not in figures.get(link.text, {link.id}):
            right = " or ".join(f"fig:{name}" for name in sorted(figures[link.text]))
            problems.append(f"{target}: this phrase belongs to {right}")
    return problems


def _values_exist(links: list[Link], passports: dict[str, Passport]) -> list[str]:
    problems = []
    for link in links:
        if link.scheme == "value":
            try:
                value_of(link.id, passports)
            except PageError as error:
                problems.append(f"{link.page}: [{link.text}](value:{link.id}): {error}")
    return problems


def _sections_are_complete(
    docs_dir: Path, places: list[Place], links: list[Link], chapter: Chapter
) -> list[str]:
    problems = []
    for section, page in chapter.page_of.items():
        anchor = "{#" + section.lower().replace(" ", "-") + "}"
        path = docs_dir / page
        if not path.is_file():
            problems.append(
                f"{page}: this permanent address is gone; it holds {section!r}. "
                "Has it moved? Then name its new page in docs/chapter.toml too"
            )
        elif anchor not in path.read_text(encoding="utf-8"):
            problems.append(f"{page}: no heading carries {anchor}, the anchor of {section!r}")
    for phrase in chapter.phrases:
        page = chapter.page_of[phrase.section]
        texts = [link.text for link in links if link.page == page and link.id == phrase.figure]
        if phrase.text not in texts:
            others = texts or [link.text for link in links if link.page == page]
            problems.append(
                f"{page}: the phrase {phrase.text!r} is not linked word for word to "
                f"fig:{phrase.figure}{nearest(phrase.text, others)}"
            )
    for equation in chapter.equations:
        page = chapter.page_of[equation.section]
        problems += [
            f"{page}: /// {kind} | {equation.figure} is missing"
            for kind in ("equation", "figure")
            if Place(page, kind, equation.figure) not in places
        ]
    return problems


def check_exercises(docs_dir: Path) -> list[str]:
    """Every breach found in the pages and in `docs/exercises/`, one sentence each."""
    try:
        sections = read_exercises(docs_dir)
    except PageError as error:
        return [str(error)]
    problems = []
    chapter = read_chapter()
    for page in chapter.exercised:
        count = sum(len(s["exercises"]) for s in sections.values() if s["page"] == page)
        if count < MIN_EXERCISES:
            problems.append(
                f"{page}: has {count} exercises and needs {MIN_EXERCISES}; write them in a file of "
                f'lstm_tutor/exercises/chapter, with PAGE = "{page}"'
            )
    shown = _shown(docs_dir)
    for name, section in sections.items():
        source, page = section["source"], section["page"]
        if page not in chapter.pages:
            close = nearest(page, chapter.pages)
            problems.append(f"{source}: PAGE is {page!r}, no page of the chapter{close}")
        elif shown.get(name) != [page]:
            ids = ", ".join(repr(exercise["id"]) for exercise in section["exercises"])
            problems.append(
                f"{source}: the exercises {ids} belong to {page} and stand on "
                f"{' and '.join(shown.get(name, [])) or 'no page'}; "
                f"put /// exercises | {name} there, and nowhere else"
            )
    return problems


def _shown(docs_dir: Path) -> dict[str, list[str]]:
    """The pages that show each section's exercises."""
    shown = dict[str, list[str]]()
    for page, text in texts(docs_dir):
        for name in _BLOCK.findall(text):
            shown.setdefault(name, []).append(page)
    return shown
