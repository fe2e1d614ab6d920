"""The downloads as `make docs-all` makes them."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from lstm_tutor.site.markdown.downloads import OFFLINE, PAPER


@pytest.fixture(scope="session")
def paper(site: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(site / PAPER) as pdf:
        yield pdf


@pytest.fixture(scope="session")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The only folder in the zip, unpacked where a reader might: a space, an umlaut."""
    folder = tmp_path_factory.mktemp("offline") / "Neuer Ordner ü"
    with zipfile.ZipFile(site / OFFLINE) as archive:
        archive.extractall(folder)
    (inside,) = folder.iterdir()
    return inside
