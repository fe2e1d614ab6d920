"""Projects as fixtures: each built once, and a copy of the three-figure one for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.projects import build, copied, share_cache, three_figures, whole_project, wipe


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The whole project in a folder with a space and an umlaut, built; what was trained is shared.

    Only the first of all runs trains anything.
    """
    folder = tmp_path_factory.mktemp("whole")
    project = whole_project(folder / "Neuer Ordner ü")
    share_cache(project)
    build(project)
    yield project
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The three-figure project, its verdict on record and its site built; not to be changed."""
    folder = tmp_path_factory.mktemp("small")
    project = three_figures(folder / "project")
    build(project, "accept")
    wipe(project, ".cache", "docs/figures", "build")  # as if accepted elsewhere: no twins
    build(project)
    yield project
    shutil.rmtree(folder)


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the built three-figure project, in a folder of another name, to be changed."""
    with copied(built, tmp_path / "copied project") as copy:
        yield copy
