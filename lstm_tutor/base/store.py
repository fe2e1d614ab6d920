"""A store of results on disk: what is written is whole or absent, what is read is what was written.

Each result is one file, named by its key, that starts with the checksum of the rest. It is written
under another name and then renamed, so that a process killed at any moment leaves no half result.
A file that was cut off or altered since is found out when it is read.
"""

import hashlib
import io
from pathlib import Path
from typing import Any

import joblib

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.files import clear_partial, write_whole

_DIGITS = 64  # of a SHA-256 in hexadecimal


class DamagedError(TutorError):
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
