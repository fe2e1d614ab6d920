"""A store of results on disk: what is written is whole or absent, what is read is what was written.

Each result is one file, named by its key, that starts with the checksum of the rest. It is written
under another name and then renamed, so that a process killed at any moment leaves no half result.
A file that was cut off or altered since is found out when it is read.
"""

import hashlib
import io
import tempfile
from pathlib import Path
from typing import Any

import joblib

PARTIAL = ".part"  # the end of a name that is not yet whole
_DIGITS = 64  # of a SHA-256 in hexadecimal


class DamagedError(ValueError):
    """A stored result is not what was written; the message names the file."""


class Store:
    """Results in a folder, by key. Only for one's own files: what is read is unpickled."""

    def __init__(self, folder: Path) -> None:
        """folder: made when something is stored."""
        self.folder = folder

    def path(self, key: str) -> Path:
        """Where the result of this key is, or would be."""
        return self.folder / f"{key}.result"

    def write(self, key: str, result: Any) -> None:
        """Store a result whole, in place of one with the same key. Raises OSError if it cannot."""
        content = io.BytesIO()
        joblib.dump(result, content, compress=3)
        payload = content.getvalue()
        write_whole(self.path(key), _checksum(key, payload) + payload)

    def read(self, key: str) -> Any:
        """The stored result. Raises FileNotFoundError if there is none, DamagedError if it is not
        what was written."""
        path = self.path(key)
        content = path.read_bytes()
        payload = content[_DIGITS:]
        if content[:_DIGITS] != _checksum(key, payload):
            raise DamagedError(f"{path}: cut off or altered since it was written")
        return joblib.load(io.BytesIO(payload))

    def clear_partial(self) -> None:
        """Remove what a killed process left half written. Nobody else may be writing."""
        clear_partial(self.folder)


def _checksum(key: str, payload: bytes) -> bytes:
    """Of a result and its key, so that none can stand in another's place."""
    return hashlib.sha256(key.encode() + payload).hexdigest().encode()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, with the usual permissions; its folder is made.

    Raises OSError naming the file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}-", suffix=PARTIAL, delete=False
    ) as file:
        temporary = Path(file.name)
        try:
            file.write(content)
            file.flush()
            temporary.chmod(0o644)
            temporary.replace(path)
        except OSError as error:
            temporary.unlink(missing_ok=True)
            raise OSError(error.errno, error.strerror, str(path)) from error
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def write_only(files: dict[str, bytes], folder: Path) -> None:
    """Make these the files of a folder and what is below it; all others are removed."""
    for name, content in files.items():
        write_changed(folder / name, content)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


def write_changed(path: Path, content: bytes) -> None:
    """Write a file whole unless it has this content already, so that its date tells of changes."""
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def clear_partial(folder: Path) -> None:
    """Remove half-written files of a folder. Nobody else may be writing there."""
    for path in folder.glob(f".*{PARTIAL}"):
        path.unlink(missing_ok=True)
