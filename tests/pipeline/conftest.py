"""Projects as fixtures: each built once, and a copy of the three-figure one for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Once
from tests.pipeline.projects import build, copied, three_figures, wipe


@pytest.fixture(scope="session")
def built(once: Once) -> Path:
    """The three-figure project, its verdict on record and its site built; not to be changed."""

    def make(folder: Path) -> None:
        project = three_figures(folder / "project")
        build(project, "accept")
        wipe(project, ".cache", "docs/figures", "build")  # as if accepted elsewhere: no twins
        build(project)

    return once("small", make) / "project"


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the built three-figure project, in a folder of another name, to be changed."""
    with copied(built, tmp_path / "copied project") as copy:
        yield copy
