"""Zip archives whose bytes depend on what is in them alone, not on the dates of files."""

import io
import zipfile
from collections.abc import Iterable

_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows


def packed(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of files given as name and content, in their order."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files:
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system = 3  # Unix, so that permissions count, on every system
            entry.external_attr = (0o755 if text.startswith(b"#!") else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    return content.getvalue()
