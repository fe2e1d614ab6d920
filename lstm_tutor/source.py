"""The source as one archive, so that whoever has a page can make its figures again.

The archive holds what the figures and the site are made from, as it was when they were made. The
same files give the same bytes, whatever their dates.
"""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = "lstm-tutor"  # what the archive unpacks into
PARTS = (
    *("Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "LICENSE-CONTENT"),
    "CITATION.cff",
    *("mkdocs.yml", "pyproject.toml", "requirements", "docs", "figures", "lstm_tutor", "tests"),
    *("benchmarks", ".ci", ".gitignore", ".gitattributes", ".editorconfig"),
)
_GENERATED = (Path("docs", "figures"), Path("docs", "cite"))
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows


def archive(root: Path) -> bytes:
    """A zip of the source below `root`. Parts that are absent are left out."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in _files(root):
            name = path.relative_to(root).as_posix()
            text = path.read_bytes()
            entry = zipfile.ZipInfo(f"{FOLDER}/{name}", _DATE)
            entry.create_system = 3  # Unix, so that permissions count, on every system
            entry.external_attr = (0o755 if text.startswith(b"#!") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, text)
    return content.getvalue()


def _files(root: Path) -> Iterator[Path]:
    for part in PARTS:
        place = root / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            inside = path.relative_to(root)
            below = path.relative_to(
                place
            ).parts  # a hidden file there is an editor's or a system's
            left_out = "__pycache__" in below or any(name.startswith(".") for name in below)
            if (
                path.is_file()
                and not left_out
                and not any(inside.is_relative_to(folder) for folder in _GENERATED)
            ):
                yield path
