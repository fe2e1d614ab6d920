"""Versions of the site side by side, on the branch that a static host serves.

mike commits each to a folder of the branch, `0.1.0/` and so on, where it stays as it is: that is
the citable form. `latest/` holds a copy of the newest, since links between folders, which would
save space, are not served everywhere; `dev/` holds a draft, replaced each time. The first page
and unknown addresses lead to the latest. Nothing is pushed.
"""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from mike import commands
from mike.git_utils import Commit, FileInfo, GitError
from mike.versions import Versions

from lstm_tutor.site.parsing import read_page
from lstm_tutor.site.redirects import front_page

BRANCH = "gh-pages"
LATEST, DRAFT = "latest", "dev"
NOT_FOUND, SITEMAP = "404.html", "sitemap.xml"
SHOWN = 5  # files listed in a message


class DeployError(RuntimeError):
    """A version cannot be deployed; nothing on the branch has changed."""


def check_deployable(root: Path, version: str, own_version: str) -> None:
    """Refuse to deploy what nobody could find again. Raises DeployError saying what to do."""
    if version not in {own_version, DRAFT}:
        raise DeployError(
            f"version {version!r}: pyproject.toml says {own_version!r}; name that one, or "
            f"{DRAFT!r} for a draft"
        )
    changed = _git(root, "status", "--porcelain").splitlines()
    if changed:
        raise DeployError(
            "a version is made from a commit, and these files differ from the last one: "
            f"{', '.join(line[3:] for line in changed[:SHOWN])}; commit them or put them aside"
        )


def has_release(root: Path) -> bool:
    """Whether the branch holds a version that is no draft."""
    with chdir(root):
        return bool(_releases(commands.list_versions(BRANCH)))


def deploy(site_dir: Path, root: Path, version: str) -> bool:
    """Commit a rendered site as a version, to the branch of the repository at `root`.

    Returns False if the branch holds these very bytes already. Raises DeployError if it holds this
    version with other bytes: what is published stays as it is.
    """
    built, published = _tree(root, site_dir), _published(root, version)
    if published and built != published and version != DRAFT:
        files = _git(root, "diff-tree", "-r", "--name-only", published, built).splitlines()
        raise DeployError(
            f"version {version} is published already, and {len(files)} files differ "
            f"({', '.join(files[:SHOWN])}); raise the version in pyproject.toml"
        )
    if built == published:
        return False
    try:
        with chdir(root):
            _commit(site_dir, version)
    except GitError as error:
        raise DeployError(str(error)) from error
    return True


def _commit(site_dir: Path, version: str) -> None:
    """Let mike commit the version; then see to what stands above all versions."""
    versions = commands.list_versions(BRANCH)
    first = not _releases(versions)
    newest = version != DRAFT and version == _newest(versions, version)
    with commands.deploy(
        {"site_dir": str(site_dir), "use_directory_urls": True},
        version,
        title="draft" if version == DRAFT else version,
        aliases=[LATEST] if newest else [],
        update_aliases=True,
        alias_type=commands.AliasType.copy,
        branch=BRANCH,
    ):
        pass  # built beforehand
    if newest or first:
        _beside_versions(site_dir, LATEST if newest else version)


def _releases(versions: Versions) -> list[str]:
    """All versions but the draft, the newest first."""
    return [str(info.version) for info in versions if str(info.version) != DRAFT]


def _newest(versions: Versions, version: str) -> str:
    """The newest release, this one among them: a correction of an old one is not the latest."""
    versions.add(version)
    return _releases(versions)[0]


def _beside_versions(site_dir: Path, default: str) -> None:
    """What stands above the versions: the way to one of them, and what a wrong address gets."""
    with Commit(BRANCH, f"Lead from the first page to {default}", allow_empty=True) as commit:
        commit.add_file(FileInfo("index.html", front_page(f"{default}/")))
        commit.add_file(FileInfo(NOT_FOUND, (site_dir / NOT_FOUND).read_bytes()))
        if default == LATEST:
            # Material shows previews of pages that the sitemap has at the address being read.
            own = read_page((site_dir / "index.html").read_text(encoding="utf-8")).canonical or ""
            sitemap = (site_dir / SITEMAP).read_text(encoding="utf-8")
            copied = sitemap.replace(own, urljoin(own, f"../{LATEST}/"))
            commit.add_file(FileInfo(f"{LATEST}/{SITEMAP}", copied))


def _published(root: Path, version: str) -> str:
    """The name that git has for the content of a version on the branch; empty if there is none."""
    found = _run_git(root, ["rev-parse", "--verify", "--quiet", f"{BRANCH}:{version}"])
    return found.stdout.strip()


def _tree(root: Path, folder: Path) -> str:
    """The name that git gives to the content of a folder, whatever its place and dates."""
    with tempfile.TemporaryDirectory() as scratch:
        index = {"GIT_INDEX_FILE": str(Path(scratch, "index"))}
        place = ["-c", "core.autocrlf=false", f"--work-tree={folder}"]
        _git(folder, f"--git-dir={_git_dir(root)}", *place, "add", "--all", "--force", ".", **index)
        return _git(folder, f"--git-dir={_git_dir(root)}", "write-tree", **index).strip()


def _git_dir(root: Path) -> str:
    return _git(root, "rev-parse", "--absolute-git-dir").strip()


def _git(folder: Path, *arguments: str, **environment: str) -> str:
    """What git says. Raises DeployError if it refuses."""
    finished = _run_git(folder, arguments, environment)
    if finished.returncode:
        raise DeployError(f"git {arguments[0]}: {finished.stderr.strip()}")
    return finished.stdout


def _run_git(
    folder: Path, arguments: Sequence[str], environment: dict[str, Any] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
