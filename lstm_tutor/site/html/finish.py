"""Finishing steps: changes to the HTML of pages after rendering and before verification.

A step takes the path of a page, relative to the site, and its HTML; it returns the new HTML.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

Step = Callable[[str, str], str]


def finish(site_dir: Path, steps: Iterable[Step]) -> None:
    """Apply the steps to every page, in order."""
    steps = tuple(steps)
    for file in sorted(site_dir.rglob("*.html")):
        name = file.relative_to(site_dir).as_posix()
        before = text = file.read_text(encoding="utf-8")
        for step in steps:
            text = step(name, text)
        if text != before:
            file.write_text(text, encoding="utf-8", newline="\n")
