"""The project's layout: every path, the form of ids, how figure and exercise files are loaded."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from lstm_tutor.base.errors import TutorError

ROOT = Path(__file__).resolve().parents[2]

# Written by people and committed.
SETTINGS = ROOT / "mkdocs.yml"
DOCS = ROOT / "docs"
CHAPTER = DOCS / "chapter.toml"
FIGURES = ROOT / "figures"
NOTEBOOKS = ROOT / "notebooks"
EXERCISES = ROOT / "lstm_tutor" / "exercises" / "chapter"

# Measured, and committed by a command of its own.
LEDGER = FIGURES / "ledger.json"
TIMINGS = FIGURES / "timings.json"

# Generated.
DRAWN_FIGURES = DOCS / "figures"
WRITTEN_EXERCISES = DOCS / "exercises"
STORED_RUNS = ROOT / ".cache" / "runs"
STORED_NOTEBOOKS = ROOT / ".cache" / "notebooks"
BUILD = ROOT / "build"
SITE = ROOT / "site"

# Generated downloads, relative to DOCS.
SOURCE_ARCHIVE = "figures/lstm-tutor-source.zip"
FIGURE_PACK = "figures/lstm-tutor-figures.zip"

# A figure, an exercise, a reference: lower-case letters and digits, with single hyphens between.
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class LoadingError(TutorError):
    """The file cannot be loaded; the message says why, and the caller which file."""


def load_module(path: Path, name: str) -> ModuleType:
    """The module in a file. Raises LoadingError, also if the file would end the program."""
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise LoadingError("cannot be loaded as a Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise LoadingError(f"{type(error).__name__}: {error}") from error
    return module
