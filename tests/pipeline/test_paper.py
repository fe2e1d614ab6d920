"""`docs --all`: both downloads or none; without a browser the last good site stays."""

from pathlib import Path

import pytest

from lstm_tutor.downloads.paper.chromium import VARIABLE
from lstm_tutor.site.markdown.downloads import OFFLINE, PAPER
from tests.pipeline.projects import build, first_difference, run

pytestmark = pytest.mark.slow


def test_another_chapter_gets_its_downloads_and_plain_docs_has_none(project: Path) -> None:
    said = build(project, "docs", "--all")
    for file in (PAPER, OFFLINE):
        assert file in said
        assert (project / "site" / file).stat().st_size > 10_000
    told = "`make docs-all` makes them"
    assert told in build(project)
    assert not (project / "site" / PAPER).parent.exists()
    assert told not in build(project)


def test_without_a_browser_the_build_says_so_and_the_site_stays(project: Path, built: Path) -> None:
    finished = run(project, "docs", "--all", env={VARIABLE: "/nowhere/chromium"})
    assert finished.returncode == 1
    said = finished.stdout + finished.stderr
    assert "LSTM_TUTOR_CHROMIUM is '/nowhere/chromium'" in said
    assert "Traceback" not in said
    assert first_difference(built / "site", project / "site") == ""
    left = [path.name for path in (project / "build").iterdir()]
    assert not [name for name in left if name.startswith("rendering-")]
