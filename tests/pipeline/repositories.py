"""A project under git, its versions deployed, and the branch of versions as a host serves it."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path

from lstm_tutor.base.project import ROOT
from tests.pipeline.projects import edit

BRANCH = "gh-pages"


def git(project: Path, *arguments: str) -> bytes:
    """What git says; it must not refuse."""
    finished = subprocess.run(["git", *arguments], cwd=project, capture_output=True, check=False)
    assert finished.returncode == 0, finished.stderr.decode()
    return finished.stdout


def under_git(project: Path) -> Path:
    """Put a project under git, what it generates left out; returns the project."""
    shutil.copy(ROOT / ".gitignore", project)
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "config", "user.name", "A test")
    git(project, "config", "user.email", "test@example.org")
    commit(project)
    return project


def commit(project: Path) -> None:
    """Commit all that is in the folder and not left out."""
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message=A state of the project")


def raise_version(project: Path, old: str, new: str) -> None:
    """Write a new version wherever the project says which one it is, and commit it."""
    edit(project, "pyproject.toml", f'version = "{old}"', f'version = "{new}"')
    if (project / "CITATION.cff").exists():
        edit(project, "CITATION.cff", f"version: {old}", f"version: {new}")
    commit(project)


def served(project: Path, folder: Path) -> Path:
    """The files of the branch, as a static host has them; returns the folder, which it makes."""
    with tarfile.open(fileobj=io.BytesIO(git(project, "archive", BRANCH))) as archive:
        archive.extractall(folder, filter="data")
    return folder
