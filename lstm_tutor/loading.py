"""Files of the project that are loaded by their path: figures and exercises."""

import importlib.util
from pathlib import Path
from types import ModuleType


class LoadingError(ValueError):
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
