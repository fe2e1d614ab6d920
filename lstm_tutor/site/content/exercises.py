"""The exercises that the build wrote down for the pages."""

import json
from pathlib import Path
from typing import Any

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.site.content.text import PageError


def read_exercises(docs_dir: Path) -> dict[str, dict[str, Any]]:
    """All sections with their exercises, by name. Raises PageError naming a damaged file."""
    sections = {}
    for path in sorted((docs_dir / "exercises").glob("*.json")):
        try:
            sections[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise PageError(f"{path}: no exercises ({error}); build it again") from None
    return sections


def sections_in_order(docs_dir: Path) -> list[dict[str, Any]]:
    """The sections in the order of the chapter's pages."""
    pages = read_chapter().pages
    sections = [s for s in read_exercises(docs_dir).values() if s["page"] in pages]
    return sorted(sections, key=lambda section: pages.index(section["page"]))
