"""Versions of the site side by side, on the branch that a static host serves.

mike commits each to a folder of the branch, `0.1.0/` and so on, where it stays as it is: that is
the citable form. `latest/` holds a copy of the newest, since links between folders, which would
save space, are not served everywhere; `dev/` holds a draft, replaced each time. The first page
and unknown addresses lead to the latest: a second commit, made from what the branch holds, so that
whoever deploys next makes up for one that was not reached. Nothing is pushed.
"""

import tempfile
from contextlib import chdir
from pathlib import Path
from urllib.parse import urljoin

from mike import commands
from mike.git_utils import Commit, FileInfo, GitError, read_file
from mike.versions import Versions

from lstm_tutor.site.html.parsing import read_page
from lstm_tutor.site.html.redirects import front_page
from lstm_tutor.site.publishing.deployable import DRAFT, SHOWN, DeployError, git, run_git

BRANCH = "gh-pages"
LATEST = "latest"
NOT_FOUND, SITEMAP = "404.html", "sitemap.xml"


def has_release(root: Path) -> bool:
    """Whether the branch holds a version that is no draft."""
    with chdir(root):
        return bool(_releases(commands.list_versions(BRANCH)))


def deploy(site_dir: Path, root: Path, version: str) -> bool:
    """Commit a rendered site as a version, to the branch of the repository at `root`.

    Returns False if the branch holds these very bytes already, and what belongs above the versions.
    Raises DeployError if it holds this version with other bytes: what is published stays as it is.
    """
    built, published = _tree(root, site_dir), _published(root, version)
    if published and built != published and version != DRAFT:
        files = git(root, "diff-tree", "-r", "--name-only", published, built).splitlines()
        raise DeployError(
            f"version {version} is published already, and {len(files)} files differ "
            f"({', '.join(files[:SHOWN])}); raise the version in pyproject.toml"
        )
    try:
        with chdir(root):
            if built != published:
                _commit(site_dir, version)
            completed = _complete()
    except GitError as error:
        raise DeployError(str(error)) from error
    return completed or built != published


def _commit(site_dir: Path, version: str) -> None:
    """Let mike commit the version, and the copy that is the latest if this one is."""
    newest = version != DRAFT and version == _newest(commands.list_versions(BRANCH), version)
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


def _releases(versions: Versions) -> list[str]:
    """All versions but the draft, the newest first."""
    return [str(info.version) for info in versions if str(info.version) != DRAFT]


def _newest(versions: Versions, version: str) -> str:
    """The newest release, this one among them: a correction of an old one is not the latest."""
    versions.add(version)
    return _releases(versions)[0]


def _complete() -> bool:
    """Commit what belongs above the versions, where it is missing or old; False if all is there."""
    default, files = _above_versions()
    wanting = [name for name, content in files.items() if _on_branch(name) != content]
    if wanting:
        with Commit(BRANCH, f"Lead from the first page to {default}") as commit:
            for name in wanting:
                commit.add_file(FileInfo(name, files[name]))
    return bool(wanting)


def _above_versions() -> tuple[str, dict[str, bytes]]:
    """The version that the first page leads to, and the files that see to it, by name."""
    releases = _releases(commands.list_versions(BRANCH))
    default, version = (LATEST, releases[0]) if releases else (DRAFT, DRAFT)
    files = {
        "index.html": front_page(f"{default}/").encode(),
        NOT_FOUND: read_file(BRANCH, f"{version}/{NOT_FOUND}"),
    }
    if default == LATEST:
        # Material shows previews of pages that the sitemap has at the address being read.
        own = read_page(read_file(BRANCH, f"{version}/index.html").decode()).canonical or ""
        sitemap = read_file(BRANCH, f"{version}/{SITEMAP}").decode()
        files[f"{LATEST}/{SITEMAP}"] = sitemap.replace(own, urljoin(own, f"../{LATEST}/")).encode()
    return default, files


def _on_branch(name: str) -> bytes | None:
    """The content of a file of the branch, None if there is no such file."""
    try:
        return bytes(read_file(BRANCH, name))
    except GitError:
        return None


def _published(root: Path, version: str) -> str:
    """The name that git has for the content of a version on the branch; empty if there is none."""
    found = run_git(root, ["rev-parse", "--verify", "--quiet", f"{BRANCH}:{version}"])
    return found.stdout.strip()


def _tree(root: Path, folder: Path) -> str:
    """The name that git gives to the content of a folder, whatever its place and dates."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = {
            "GIT_DIR": git(root, "rev-parse", "--absolute-git-dir").strip(),
            "GIT_WORK_TREE": str(folder.resolve()),
            "GIT_INDEX_FILE": str(Path(scratch, "index")),
            # As `git -c core.autocrlf=false`: bytes are published as they were built.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.autocrlf",
            "GIT_CONFIG_VALUE_0": "false",
        }
        git(folder, "add", "--all", "--force", ".", **settings)
        return git(folder, "write-tree", **settings).strip()
