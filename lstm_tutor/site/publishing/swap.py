"""Replacing the site by a new build, atomically.

`site` is a symbolic link to `build/site-<hash of the content>`. Unlike a folder, a link can be
replaced in one step: readers and servers see either the old site or the new one.
"""

import hashlib
import itertools
import os
import shutil
from pathlib import Path

from filelock import FileLock

from lstm_tutor.base.errors import TutorError


class PublishError(TutorError):
    """The build cannot be published; the last good site, if any, is still in place."""


def publish(built_dir: Path, site_link: Path) -> Path:
    """Move a built folder next to earlier builds, point the link at it, and remove the others.

    Returns the folder that the link points to. Raises PublishError if built_dir is not a site or if
    there is a folder or file in the place of the link.
    """
    if not (built_dir / "index.html").is_file():
        raise PublishError(f"{built_dir}: has no index.html, so it is not a site; not published")
    if site_link.exists() and not site_link.is_symlink():
        raise PublishError(
            f"{site_link}: a {'folder' if site_link.is_dir() else 'file'} is in the place of the "
            "link to the site; move it away or delete it"
        )
    builds = built_dir.parent
    with FileLock(builds / ".publish.lock"):  # another process may be publishing
        target = _place_for(built_dir)
        if not target.exists():
            _make_readable(built_dir)
            built_dir.rename(target)
        # Created under another name first: renaming replaces the old link atomically.
        temporary = builds / f"{site_link.name}.part"
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(os.path.relpath(target, site_link.parent))
        temporary.replace(site_link)
        for earlier in builds.glob("site-*"):
            if earlier != target:
                shutil.rmtree(earlier, ignore_errors=True)
    return target


def content_hash(folder: Path) -> str:
    """A hash of the names and contents of all files in a folder, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = file.relative_to(folder).as_posix().encode(), file.read_bytes()
        digest.update(b"%d %s %d " % (len(name), name, len(content)) + content)
    return digest.hexdigest()[:16]


def _make_readable(folder: Path) -> None:
    """Make all files readable, despite the umask and the mode of temporary folders."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _place_for(built_dir: Path) -> Path:
    """The folder for this content; skips folders that were changed after they were built."""
    content = content_hash(built_dir)
    for suffix in itertools.count():
        place = built_dir.parent / (f"site-{content}-{suffix}" if suffix else f"site-{content}")
        if not place.exists() or content_hash(place) == content:
            return place
    raise AssertionError("unreachable")
