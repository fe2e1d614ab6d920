"""Files written whole or not at all, and zip archives that depend on their content alone."""

import io
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

PARTIAL = ".part"  # the end of a name that is not yet whole


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
    for path in sorted(folder.rglob("*"), reverse=True):  # what is in a folder comes before it
        if path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def write_changed(path: Path, content: bytes) -> None:
    """Write a file whole unless it has this content already, so that its date tells of changes."""
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def clear_partial(folder: Path) -> None:
    """Remove half-written files of a folder. Nobody else may be writing there."""
    for path in folder.glob(f".*{PARTIAL}"):
        path.unlink(missing_ok=True)


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
