"""Fingerprints: what a stored result depends on, as a short text that changes when it does.

A result is trusted again only while the code that made it means the same. The code is read as
syntax trees, following imports within the project, so that comments, docstrings and layout do
not count, and a changed cell does.
"""

import ast
import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_info

PACKAGE = "lstm_tutor"


def of_code(entry: Path) -> str:
    """Hash of a Python file and of every file of the project that it imports, at any depth."""
    digest = hashlib.sha256()
    for path in imported_files(entry):
        digest.update(_read(path)[0].encode())
    return digest.hexdigest()[:16]


def imported_files(entry: Path) -> list[Path]:
    """A Python file and every file of the project that it imports, at any depth, each once."""
    pending, seen = [entry.resolve()], dict[Path, None]()
    while pending:
        path = pending.pop()
        if path not in seen:
            seen[path] = None
            pending.extend(sorted(_read(path)[1], reverse=True))
    return list(seen)


def of_files(paths: Iterable[Path]) -> str:
    """Hash of the contents of some files, in their order."""
    return key(*(hashlib.sha256(path.read_bytes()).hexdigest() for path in paths))


def key(*parts: object) -> str:
    """The key of a stored result: the hash of everything that it depends on."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


def of_environment() -> str:
    """Python, NumPy and what both compute with: with another of these, numbers may differ.

    That is, of the processor, the features that NumPy has found, and the matrix library's kernel.
    """
    built: Any = np.show_config(mode="dicts")
    features = " ".join(built["SIMD Extensions"].get("found", [])) or "baseline"
    kernels = sorted(
        f"{info.get('internal_api')} {info.get('version')} {info.get('architecture')}"
        for info in threadpool_info()
        if info.get("user_api") == "blas"
    ) or [_part_of_the_system(built["Build Dependencies"]["blas"]["name"])]
    python = ".".join(platform.python_version_tuple()[:2])
    return f"Python {python}, NumPy {np.__version__} ({features}), {', '.join(kernels)}"


def _part_of_the_system(library: str) -> str:
    """A matrix library that threadpoolctl does not see, such as Accelerate: macOS brings it."""
    return f"{library}, {platform.system()} {platform.mac_ver()[0] or platform.release()}"


@cache
def _read(path: Path) -> tuple[str, frozenset[Path]]:
    """The meaning of one file (its tree without docstrings), and the project files it imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    imported = set[Path]()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                imported |= _files_of(alias.name)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module != PACKAGE:
                imported |= _files_of(node.module)
            for alias in node.names:
                imported |= _files_of(f"{node.module}.{alias.name}")
        _drop_docstring(node)
    return ast.dump(tree), frozenset(imported)


def _files_of(module: str) -> set[Path]:
    """The file of a module of the project, if the name is one; parent packages included.

    What the package itself offers comes from its face, without an import statement to follow.
    """
    if module.split(".")[0] != PACKAGE:
        return set()
    root = Path(__file__).resolve().parents[1]
    parts = module.split(".")[1:]
    found = set()
    for depth in range(len(parts) + 1):
        place = root.joinpath(*parts[:depth])
        for candidate in (place / "__init__.py", place.with_suffix(".py")):
            if candidate.is_file():
                found.add(candidate)
    return found if len(found) > 1 else {*found, root / "face.py"}


def _drop_docstring(node: ast.AST) -> None:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        first = node.body[0] if node.body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            node.body = node.body[1:] or [ast.Pass()]
