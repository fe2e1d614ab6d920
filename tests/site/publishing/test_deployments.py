"""Interrupted and concurrent deployments are completed by the next one."""

import subprocess
from pathlib import Path

import pytest

from lstm_tutor.site.publishing.deployable import DeployError
from lstm_tutor.site.publishing.versions import BRANCH, deploy

FRONT = ("index.html", "404.html", "latest/sitemap.xml")
ADDRESS = "https://example.org/book"


def git(folder: Path, *arguments: str) -> str:
    finished = subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, check=True, encoding="utf-8"
    )
    return finished.stdout.strip()


def named(folder: Path) -> Path:
    git(folder, "config", "user.name", "A test")
    git(folder, "config", "user.email", "test@example.org")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository without deployments."""
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "root")
    named(tmp_path / "root")
    git(tmp_path / "root", "commit", "--quiet", "--allow-empty", "--message=A state")
    return tmp_path / "root"


@pytest.fixture
def other(root: Path, tmp_path: Path) -> Path:
    """A clone of that repository, in which 0.1.0 has been deployed."""
    deploy(a_site(tmp_path, "0.1.0"), root, "0.1.0")
    git(tmp_path, "clone", "--quiet", "--bare", "root", "origin")
    git(root, "remote", "add", "origin", str(tmp_path / "origin"))
    git(tmp_path, "clone", "--quiet", f"--branch={BRANCH}", "origin", "other")
    git(tmp_path / "other", "checkout", "--quiet", "--detach")
    return named(tmp_path / "other")


def a_site(folder: Path, version: str) -> Path:
    """A site of one page, as rendered for a version."""
    site = folder / f"site-{version}"
    site.mkdir()
    own = f"{ADDRESS}/{version}/"
    (site / "index.html").write_text(f'<link rel="canonical" href="{own}">', encoding="utf-8")
    (site / "404.html").write_text(f"Not in {version}", encoding="utf-8")
    (site / "sitemap.xml").write_text(f"<loc>{own}</loc>", encoding="utf-8")
    return site


def tree(root: Path) -> str:
    return git(root, "rev-parse", f"{BRANCH}^{{tree}}")


def front(root: Path) -> list[str]:
    return [git(root, "show", f"{BRANCH}:{name}") for name in FRONT]


def undo_the_second_commit(root: Path) -> None:
    """As if the deployment had been killed after mike's commit."""
    assert "Lead from the first page" in git(root, "log", "-1", "--format=%s", BRANCH)
    git(root, "branch", "--force", BRANCH, f"{BRANCH}~1")


@pytest.mark.parametrize("before", [[], ["0.1.0"]], ids=["the first", "a later one"])
def test_an_interrupted_deployment_is_completed(
    root: Path, tmp_path: Path, before: list[str]
) -> None:
    for version in before:
        deploy(a_site(tmp_path, version), root, version)
    site = a_site(tmp_path, "0.2.0")
    assert deploy(site, root, "0.2.0")
    whole = tree(root)
    undo_the_second_commit(root)
    assert tree(root) != whole
    assert deploy(site, root, "0.2.0"), "it says that nothing was missing"
    assert tree(root) == whole
    assert "latest/" in front(root)[0]
    assert front(root)[1:] == ["Not in 0.2.0", f"<loc>{ADDRESS}/latest/</loc>"]
    assert not deploy(site, root, "0.2.0")
    assert git(root, "rev-list", "--count", BRANCH) == str(2 + 2 * len(before))


@pytest.mark.parametrize("next_one", ["dev", "0.0.9"])
def test_a_draft_or_a_correction_completes_the_version_before_it(
    root: Path, tmp_path: Path, next_one: str
) -> None:
    deploy(a_site(tmp_path, "0.1.0"), root, "0.1.0")
    whole = front(root)
    undo_the_second_commit(root)
    assert deploy(a_site(tmp_path, next_one), root, next_one)
    assert front(root) == whole


def test_an_interrupted_draft_is_completed(root: Path, tmp_path: Path) -> None:
    site = a_site(tmp_path, "dev")
    deploy(site, root, "dev")
    undo_the_second_commit(root)
    assert deploy(site, root, "dev")
    assert "dev/" in git(root, "show", f"{BRANCH}:index.html")
    assert not deploy(site, root, "dev")


def test_of_two_at_once_the_second_fetches_and_deploys_again(
    root: Path, other: Path, tmp_path: Path
) -> None:
    """What the workflow does when it cannot push."""
    version, draft = a_site(tmp_path, "0.2.0"), a_site(tmp_path, "dev")
    git(other, "branch", "--force", BRANCH, f"origin/{BRANCH}")
    deploy(draft, root, "dev")
    deploy(version, other, "0.2.0")
    git(root, "push", "--quiet", "origin", BRANCH)
    with pytest.raises(subprocess.CalledProcessError, match="push"):
        git(other, "push", "--quiet", "origin", BRANCH)
    git(other, "fetch", "--quiet", "origin", f"+refs/heads/{BRANCH}*:refs/heads/{BRANCH}*")
    deploy(version, other, "0.2.0")
    git(other, "push", "--quiet", "origin", BRANCH)
    kept = git(tmp_path / "origin", "ls-tree", "--name-only", BRANCH).split()
    assert {"0.1.0", "0.2.0", "dev", "latest"} < {*kept}
    assert front(other)[1] == "Not in 0.2.0"


def test_a_failure_names_the_git_command(root: Path, tmp_path: Path) -> None:
    site = a_site(tmp_path, "0.1.0")
    git(site, "init", "--quiet", "a-repository-without-a-commit")
    with pytest.raises(DeployError, match=r"^git add: .*a-repository-without-a-commit"):
        deploy(site, root, "0.1.0")
