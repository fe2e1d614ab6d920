"""A version is deployable with a commit, an author, and addresses that are not placeholders."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from lstm_tutor.site.content.work import Work
from lstm_tutor.site.publishing.deployable import DeployError, check_deployable
from tests.site.works import WORK

PUBLISHED = replace(
    WORK, site_url="https://tutor.example/", repository="https://tutor.example/repository"
)


def git(root: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=root, capture_output=True, check=True)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository in an environment that does not name an author."""
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, str(tmp_path / "no-such-file"))
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.delenv(name, raising=False)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "config", "user.name", "A test")
    git(tmp_path, "config", "user.email", "test@example.org")
    return tmp_path


def refused(root: Path, version: str = "0.1.0") -> str:
    with pytest.raises(DeployError) as error:
        check_deployable(root, version, PUBLISHED)
    return str(error.value)


@pytest.mark.parametrize("version", ["0.1.0", "dev"])
def test_its_own_version_and_a_draft_may_be_deployed(root: Path, version: str) -> None:
    check_deployable(root, version, PUBLISHED)


def test_uncommitted_files_are_named(root: Path) -> None:
    (root / "notes.txt").touch()
    assert "differ from the last one: notes.txt; commit" in refused(root)


@pytest.mark.parametrize("key", ["name", "email"])
def test_a_missing_author_is_reported(
    root: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    git(root, "config", "--unset", f"user.{key}")
    assert f"run `git config user.{key} " in refused(root)
    monkeypatch.setenv(f"GIT_COMMITTER_{key.upper()}", "A workflow")
    check_deployable(root, "0.1.0", PUBLISHED)


@pytest.mark.parametrize(
    ("work", "place"),
    [
        (replace(PUBLISHED, site_url=WORK.site_url), "site_url"),
        (replace(PUBLISHED, repository=WORK.repository), "extra.repository"),
    ],
)
def test_a_placeholder_is_named_with_its_setting(root: Path, work: Work, place: str) -> None:
    with pytest.raises(DeployError, match=rf"^mkdocs\.yml: {place} is '.*', a placeholder; set it"):
        check_deployable(root, "0.1.0", work)
