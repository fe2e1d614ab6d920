"""The contract of the exercises, held against the pages: enough of them, each where it belongs."""

import re
from pathlib import Path

from lstm_tutor.site.chapter import EXERCISED
from lstm_tutor.site.exercises import read_exercises
from lstm_tutor.site.pages import PageError, nearest, texts

FEWEST = 3

_BLOCK = re.compile(r"^ {0,3}/{3,} *exercises *\| *(\S+) *$", re.MULTILINE)


def check_exercises(docs_dir: Path) -> list[str]:
    """Every breach found in the pages and in `docs/exercises/`, one sentence each."""
    try:
        sections = read_exercises(docs_dir)
    except PageError as error:
        return [str(error)]
    problems = []
    for page in EXERCISED:
        count = sum(len(s["exercises"]) for s in sections.values() if s["page"] == page)
        if count < FEWEST:
            problems.append(
                f"{page}: has {count} exercises and needs {FEWEST}; write them in a file of "
                f'lstm_tutor/exercises, with PAGE = "{page}"'
            )
    shown = _shown(docs_dir)
    for name, section in sections.items():
        source, page = section["source"], section["page"]
        if page not in EXERCISED:
            close = nearest(page, EXERCISED)
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
