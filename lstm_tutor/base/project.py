"""What every room may know of the project: where it lies, and how permanent names are written."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

from lstm_tutor.base.errors import TutorError

ROOT = Path(__file__).resolve().parents[2]

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
