"""The type faces of all drawings: every drawing depends on them, though no Python says so."""

import hashlib
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FILES = tuple(sorted(FONTS.glob("*.ttf")))


def fingerprint() -> str:
    """Hash of all faces, which changes when one of them does."""
    hashes = (hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES)
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()
