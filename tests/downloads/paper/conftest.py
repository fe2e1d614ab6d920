"""The downloads as `make docs-all` makes them, kept apart from a site that other tests rebuild."""

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.markdown.downloads import OFFLINE, PAPER


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the site with its downloads, built now (figures that are up to date are kept)."""
    subprocess.run([sys.executable, "-m", "lstm_tutor", "docs", "--all"], cwd=ROOT, check=True)
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(ROOT / "site", folder / "site")
    yield folder / "site"
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def paper(published: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(published / PAPER) as pdf:
        yield pdf


@pytest.fixture(scope="session")
def unpacked(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The only folder in the zip, unpacked where a reader might: a space, an umlaut."""
    folder = tmp_path_factory.mktemp("offline") / "Neuer Ordner ü"
    with zipfile.ZipFile(published / OFFLINE) as archive:
        archive.extractall(folder)
    (inside,) = folder.iterdir()
    return inside
