"""The last touch to rendered pages, whatever has rendered them: between rendering and verifying.

A step takes a page's path below the site and its text, and returns the text that readers get.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

Step = Callable[[str, str], str]


def finish(site_dir: Path, steps: Iterable[Step]) -> None:
    """Put every page through the steps, in their order."""
    steps = tuple(steps)
    for file in sorted(site_dir.rglob("*.html")):
        name = file.relative_to(site_dir).as_posix()
        before = text = file.read_text(encoding="utf-8")
        for step in steps:
            text = step(name, text)
        if text != before:
            file.write_text(text, encoding="utf-8", newline="\n")
