"""Which files of the project a drawing reads, seen by Python's audit hook for `open`.

A figure is drawn again when a file in its FILES changes. One that it reads and does not list would
go stale without anybody noticing.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from lstm_tutor.base.project import ROOT

_PYTHON = {".py", ".pyc"}  # whose meaning is part of every key
_opened: set[str] | None = None  # while somebody watches


@contextmanager
def watched(*folders: Path) -> Iterator[set[Path]]:
    """The files below the project, or below other folders, that are opened meanwhile."""
    global _opened
    _watch()
    read = set[Path]()
    _opened = set()
    try:
        yield read
    finally:
        paths = {Path(name).resolve() for name in _opened}
        _opened = None
        environment = Path(sys.prefix).resolve()  # its packages read fonts and settings
        read |= {
            path
            for path in paths
            if any(path.is_relative_to(folder.resolve()) for folder in (ROOT, *folders))
            and not path.is_relative_to(environment)
            and path.suffix not in _PYTHON
            and path.is_file()
        }


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and _opened is not None and isinstance(arguments[0], str):
        _opened.add(arguments[0])


@cache
def _watch() -> None:
    """Add the hook, once: Python can never remove it again."""
    sys.addaudithook(_note)
