"""Projects that tests may break: copies of this one, whole or with three small figures.

The three-figure project has the project's own code, styles and settings, and pages and figures of
its own from `three_figures/`. Training it from nothing takes seconds.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lstm_tutor.base.project import ROOT
from lstm_tutor.exercises.sections import files
from tests.site.works import fix_description

SMALL = Path(__file__).with_name("three_figures")
OURS = ("figures/*.py", "notebooks/*.py", "docs/**/*.md")  # which the small project has not
GENERATED = ("docs/figures", "docs/notebooks", "docs/cite", "docs/exercises")
LOCAL = {
    ".cache",
    ".git",
    ".hypothesis",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".venv",
}
NAV = """nav:
  - Start: index.md
  - Learning rate: training/learning-rate.md
  - Noise: training/noise.md
  - Glossary: reference/glossary.md
  - Licence: about/licence.md

"""


def whole_project(folder: Path) -> Path:
    """A copy of this project without what it generates; returns the folder, which it makes."""
    left_out = {"build", "site", *GENERATED, *LOCAL}

    def ignored(below: str, names: list[str]) -> set[str]:
        paths = {name: (Path(below) / name).relative_to(ROOT).as_posix() for name in names}
        return {name for name, path in paths.items() if path in left_out or name == "__pycache__"}

    shutil.copytree(ROOT, folder, ignore=ignored)
    return folder


def three_figures(folder: Path) -> Path:
    """The three-figure project, nothing built yet and nothing on record, in version 0.1.0."""
    fix_description(whole_project(folder))
    exercises = folder / "lstm_tutor/exercises/chapter"
    for path in [*files(exercises), *(p for kind in OURS for p in folder.glob(kind))]:
        path.unlink()
    for record in ("figures/ledger.json", "docs/references.bib"):
        (folder / record).unlink(missing_ok=True)
    (folder / "docs/addresses.txt").write_text("", encoding="utf-8")  # nothing is published yet
    for part in ("docs", "figures"):
        shutil.copytree(SMALL / part, folder / part, dirs_exist_ok=True)
    shutil.copytree(SMALL / "exercises", exercises, dirs_exist_ok=True)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    text, replaced = re.subn(r"^nav:\n.*?\n\n(?=\S)", NAV, text, flags=re.MULTILINE | re.DOTALL)
    assert replaced == 1, "mkdocs.yml: its nav was not found"
    settings.write_text(text, encoding="utf-8")
    return folder


@contextmanager
def copied(project: Path, folder: Path) -> Iterator[Path]:
    """A copy of a project with all that was built there, for as long as it is needed."""
    shutil.copytree(project, folder, symlinks=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def share_cache(project: Path) -> None:
    """Let a copy read, and add to, what this project has trained."""
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    (project / ".cache").symlink_to(cache, target_is_directory=True)


def run(
    project: Path, *arguments: str, env: Mapping[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """`python -m lstm_tutor docs`, or other arguments, as make calls it; never raises."""
    return subprocess.run(
        [sys.executable, "-m", "lstm_tutor", *(arguments or ("docs",))],
        env={**os.environ, **(env or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        **{"cwd": project, **options},
    )


def build(project: Path, *arguments: str, **options: Any) -> str:
    """The same, for builds that must succeed; returns what it printed."""
    finished = run(project, *arguments, **options)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout + finished.stderr


def refused(project: Path, built: Path) -> str:
    """What a build says that must fail and must leave the site as it was built before."""
    finished = run(project)
    said = finished.stdout + finished.stderr
    assert finished.returncode == 1, said
    assert "Traceback" not in said
    assert first_difference(built / "site", project / "site") == ""
    return said


def edit(project: Path, file: str, old: str, new: str) -> None:
    """Replace one text in one file of a copy."""
    path = project / file
    before = path.read_text(encoding="utf-8")
    assert old in before, f"{file} holds no {old!r}"
    path.write_text(before.replace(old, new, 1), encoding="utf-8")


def wipe(project: Path, *names: str) -> None:
    """Remove folders and links that a build generates."""
    for name in names:
        path = project / name
        if path.is_symlink():
            path.unlink()
        else:
            shutil.rmtree(path, ignore_errors=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder: its name below the folder, and its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def first_difference(one: Path, other: Path) -> str:
    """The first file in which two folders differ, and where; empty if they are equal."""
    ours, theirs = contents(one), contents(other)
    for name in sorted(ours | theirs):
        if name not in ours or name not in theirs:
            return f"{name} is only in {one if name in ours else other}"
        pairs = enumerate(zip(ours[name], theirs[name], strict=False))
        if ours[name] != theirs[name]:
            place = next((at for at, (a, b) in pairs if a != b), "the end")
            return f"{name} differs from byte {place} on"
    return ""


def generated(project: Path) -> set[str]:
    """Names of all that a build generates: results, drawings, pages and whatever it left behind."""
    places = (project / name for name in (".cache", "build", *GENERATED))
    files = (path for place in places for path in place.rglob("*"))
    return {path.relative_to(project).as_posix() for path in files}
