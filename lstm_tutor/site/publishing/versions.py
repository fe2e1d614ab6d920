"""Versions of the site next to each other, on the branch that a static host serves.

mike commits each version to a folder, such as `0.1.0/`, which never changes and can be cited.
`latest/` is a copy of the newest, since not every host serves symbolic links; `dev/` is a draft,
replaced by each deployment. A second commit adds what is above the versions, such as the redirect
to `latest/`. It is made from the branch alone, so that the next deployment makes up for one that
failed between the two. Nothing is pushed.
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
    """Whether the branch has a version other than a draft."""
    with chdir(root):
        return bool(_releases(commands.list_versions(BRANCH)))


def deploy(site_dir: Path, root: Path, version: str) -> bool:
    """Commit a rendered site as a version, to the branch of the repository at `root`.

    Returns False if there was nothing to commit. Raises DeployError if the branch has this version
    with other content, since a published version must not change.
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
            completed = _complete_root()
    except GitError as error:
        raise DeployError(str(error)) from error
    return completed or built != published


def _commit(site_dir: Path, version: str) -> None:
    """Let mike commit the version and, if it is the newest, its copy in `latest/`."""
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
        pass  # the site is already built


def _releases(versions: Versions) -> list[str]:
    """All versions except drafts, newest first."""
    return [str(info.version) for info in versions if str(info.version) != DRAFT]


def _newest(versions: Versions, version: str) -> str:
    """The newest release, counting this one; a fix of an older release is not the newest."""
    versions.add(version)
    return _releases(versions)[0]


def _complete_root() -> bool:
    """Commit the files above the versions that are missing or outdated; False if none is."""
    default, files = _above_versions()
    outdated = [name for name, content in files.items() if _on_branch(name) != content]
    if outdated:
        with Commit(BRANCH, f"Lead from the first page to {default}") as commit:
            for name in outdated:
                commit.add_file(FileInfo(name, files[name]))
    return bool(outdated)


def _above_versions() -> tuple[str, dict[str, bytes]]:
    """The folder that the root redirects to, and the files above the versions, by name."""
    releases = _releases(commands.list_versions(BRANCH))
    default, version = (LATEST, releases[0]) if releases else (DRAFT, DRAFT)
    files = {
        "index.html": front_page(f"{default}/").encode(),
        NOT_FOUND: read_file(BRANCH, f"{version}/{NOT_FOUND}"),
    }
    if default == LATEST:
        # Material shows link previews only for pages whose current address is in the sitemap.
        own = read_page(read_file(BRANCH, f"{version}/index.html").decode()).canonical or ""
        sitemap = read_file(BRANCH, f"{version}/{SITEMAP}").decode()
        files[f"{LATEST}/{SITEMAP}"] = sitemap.replace(own, urljoin(own, f"../{LATEST}/")).encode()
    return default, files


def _on_branch(name: str) -> bytes | None:
    """The content of a file on the branch, or None."""
    try:
        return bytes(read_file(BRANCH, name))
    except GitError:
        return None


def _published(root: Path, version: str) -> str:
    """The hash of the git tree of a version on the branch; empty if there is none."""
    found = run_git(root, ["rev-parse", "--verify", "--quiet", f"{BRANCH}:{version}"])
    return found.stdout.strip()


def _tree(root: Path, folder: Path) -> str:
    """The hash of the git tree of a folder, which depends only on its content."""
    with tempfile.TemporaryDirectory() as scratch:
        settings = {
            "GIT_DIR": git(root, "rev-parse", "--absolute-git-dir").strip(),
            "GIT_WORK_TREE": str(folder.resolve()),
            "GIT_INDEX_FILE": str(Path(scratch, "index")),
            # As `git -c core.autocrlf=false`: publish the files byte for byte.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "core.autocrlf",
            "GIT_CONFIG_VALUE_0": "false",
        }
        git(folder, "add", "--all", "--force", ".", **settings)
        return git(folder, "write-tree", **settings).strip()
