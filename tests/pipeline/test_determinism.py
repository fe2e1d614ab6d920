"""The same bytes wherever and however a site is built: nothing of the reader's machine gets in."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.projects import (
    GENERATED,
    build,
    copied,
    first_difference,
    share_cache,
    whole_project,
    wipe,
)

pytestmark = pytest.mark.slow

MATPLOTLIBRC = """
font.family: monospace
svg.fonttype: none
figure.dpi: 300
savefig.dpi: 300
savefig.bbox: tight
axes.facecolor: red
lines.linewidth: 9
path.simplify: False
"""


def hostile(project: Path, threads: int) -> dict[str, Any]:
    """Called from elsewhere, by somebody whose machine is set up in another way."""
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "matplotlibrc").write_text(MATPLOTLIBRC, encoding="utf-8")
    return {
        "cwd": elsewhere,
        "umask": 0o077,
        "env": {
            "PYTHONPATH": str(project),
            "PYTHONHASHSEED": "1",
            "TZ": "Pacific/Kiritimati",  # where the day starts first
            "LANG": "tr_TR.UTF-8",
            "LC_ALL": "C",
            "MATPLOTLIBRC": str(elsewhere),
            "OMP_NUM_THREADS": str(threads),
            "OPENBLAS_NUM_THREADS": str(threads),
            "SOURCE_DATE_EPOCH": "86400",  # the second day of 1970
        },
    }


def site_elsewhere(project: Path, *arguments: str, threads: int) -> Path:
    """The site that a copy gives when it is built in other surroundings, nothing drawn yet."""
    wipe(project, *GENERATED, "build", "site")
    build(project, *arguments, **hostile(project, threads))
    return project / "site"


def test_two_copies_trained_from_nothing_give_the_same_site(built: Path, tmp_path: Path) -> None:
    with copied(built, tmp_path / "Neuer Ordner ü") as copy:
        wipe(copy, ".cache")
        assert first_difference(built / "site", site_elsewhere(copy, threads=1)) == ""


def test_two_copies_of_the_whole_project_give_the_same_site(site: Path, tmp_path: Path) -> None:
    """The PDF and the offline site included."""
    copy = whole_project(tmp_path / "Neuer Ordner ü")
    share_cache(copy)
    assert first_difference(site, site_elsewhere(copy, "docs", "--all", threads=2)) == ""
    shutil.rmtree(copy)
