"""The source as one archive, so that whoever has a page can make its figures again.

The archive holds what the figures and the site are made from, as it was when they were made. The
same files give the same bytes, whatever their dates.
"""

from collections.abc import Iterator
from pathlib import Path

from lstm_tutor.base.files import packed

FOLDER = "lstm-tutor"  # what the archive unpacks into
PARTS = (
    *("Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "LICENSE-CONTENT"),
    *("CITATION.cff", "mkdocs.yml", "pyproject.toml", "requirements", "docs", "figures"),
    *("notebooks", "lstm_tutor", "tests", "benchmarks", ".ci", ".github"),
    *(".gitignore", ".gitattributes", ".editorconfig"),
)
_GENERATED = tuple(Path("docs", name) for name in ("figures", "notebooks", "cite", "exercises"))


def archive(root: Path) -> bytes:
    """A zip of the source below `root`. Parts that are absent are left out."""
    return packed(
        (f"{FOLDER}/{path.relative_to(root).as_posix()}", path.read_bytes())
        for path in _files(root)
    )


def _files(root: Path) -> Iterator[Path]:
    for part in PARTS:
        place = root / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            inside = path.relative_to(root)
            # A hidden file in there is an editor's or a system's.
            below = path.relative_to(place).parts
            left_out = "__pycache__" in below or any(name.startswith(".") for name in below)
            generated = any(map(inside.is_relative_to, _GENERATED))
            if path.is_file() and not left_out and not generated:
                yield path
