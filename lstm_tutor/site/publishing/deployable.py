"""Checks before deployment: a published version must be one that others can find again."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from lstm_tutor.base.errors import TutorError
from lstm_tutor.site.content.work import Work, placeholders

DRAFT = "dev"  # deployed in place of a version number
SHOWN = 5  # files listed in a message


class DeployError(TutorError):
    """A version cannot be deployed, or only in part; deploying it again completes it."""


def check_deployable(root: Path, version: str, work: Work) -> None:
    """Raise DeployError if the version cannot be deployed, saying what to do."""
    if version not in {work.version, DRAFT}:
        raise DeployError(
            f"version {version!r}: pyproject.toml says {work.version!r}; deploy that, or {DRAFT!r} "
            "for a draft"
        )
    check_committed(root)
    for key in ("name", "email"):
        given = os.environ.get(f"GIT_COMMITTER_{key.upper()}")
        if not given and not run_git(root, ["config", f"user.{key}"]).stdout.strip():
            raise DeployError(
                f"git does not know the author of the commit: run `git config user.{key} …`"
            )
    unset = placeholders(work)
    if unset:
        raise DeployError("\n".join(unset))


def check_committed(root: Path) -> None:
    """Raise DeployError if files differ from the last commit."""
    changed = git(root, "status", "--porcelain").splitlines()
    if changed:
        raise DeployError(
            "only a commit can be deployed, and these files differ from the last one: "
            f"{', '.join(line[3:] for line in changed[:SHOWN])}; commit or stash them"
        )


def git(folder: Path, *arguments: str, **environment: str) -> str:
    """The output of a git command. Raises DeployError if it fails."""
    finished = run_git(folder, arguments, environment)
    if finished.returncode:
        raise DeployError(f"git {arguments[0]}: {finished.stderr.strip()}")
    return finished.stdout


def run_git(
    folder: Path, arguments: Sequence[str], environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a git command that may fail."""
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
