"""Putting a built site in the reader's place, whole or not at all.

`site` is a link to `build/site-<hash of the content>`. A directory cannot be replaced in one step,
a link can: readers and servers see the old site or the new one, and nothing in between.
"""

import hashlib
import itertools
import os
import shutil
from pathlib import Path

from filelock import FileLock

from lstm_tutor.base.errors import TutorError


class PublishError(TutorError):
    """The site cannot be put in place; the last good one, if any, still stands."""


def publish(built_dir: Path, site_link: Path) -> Path:
    """Move a built folder beside earlier ones, point the link at it, remove the earlier ones.

    Returns the folder that the link now leads to. Raises PublishError if there is nothing to
    publish or a folder or file stands where the link belongs.
    """
    if not (built_dir / "index.html").is_file():
        raise PublishError(f"{built_dir}: holds no index.html, so it is no site; not published")
    if site_link.exists() and not site_link.is_symlink():
        raise PublishError(
            f"{site_link}: a {'folder' if site_link.is_dir() else 'file'} stands where the link to "
            "the built site belongs; move it away or delete it"
        )
    builds = built_dir.parent
    with FileLock(builds / ".publish.lock"):  # must not remove what another is about to publish
        target = _place_for(built_dir)
        if not target.exists():
            _open_to_readers(built_dir)
            built_dir.rename(target)
        # The link is made under another name first, then takes its place by one rename.
        temporary = builds / f"{site_link.name}.part"
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(os.path.relpath(target, site_link.parent))
        temporary.replace(site_link)
        for earlier in builds.glob("site-*"):
            if earlier != target:
                shutil.rmtree(earlier, ignore_errors=True)
    return target


def _open_to_readers(folder: Path) -> None:
    """Whatever the builder's umask is, and though temporary folders are private."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def content_hash(folder: Path) -> str:
    """Hash of all files of a folder and their names, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        name, content = file.relative_to(folder).as_posix().encode(), file.read_bytes()
        digest.update(b"%d %s %d " % (len(name), name, len(content)) + content)
    return digest.hexdigest()[:16]


def _place_for(built_dir: Path) -> Path:
    """The folder of this content, passing over any that were altered after they were built."""
    content = content_hash(built_dir)
    for suffix in itertools.count():
        place = built_dir.parent / (f"site-{content}-{suffix}" if suffix else f"site-{content}")
        if not place.exists() or content_hash(place) == content:
            return place
    raise AssertionError("unreachable")
