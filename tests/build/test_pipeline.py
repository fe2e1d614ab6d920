"""The whole way from figure files to the published site, in a copy of the project.

What was trained is shared with the project itself; only the first of all runs trains.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGE = Path("docs/training/learning-rate.md")
LEDGER = Path("figures/ledger.json")
DRAWING = Path("figures/lr_low.py")


def run(project: Path, command: str = "docs") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lstm_tutor", command],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in a folder with a space and an umlaut, built once."""
    copy = tmp_path_factory.mktemp("Neuer Ordner ü")
    for name in ("docs", "figures", "lstm_tutor"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, copy / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", copy)
    cache = ROOT / ".cache"
    cache.mkdir(exist_ok=True)
    (copy / ".cache").symlink_to(cache, target_is_directory=True)
    finished = run(copy)
    assert finished.returncode == 0, finished.stderr
    return copy


@contextmanager
def edited(project: Path, file: Path, old: str, new: str) -> Iterator[None]:
    """The project with one text replaced in one file, put back afterwards."""
    path = project / file
    before = path.read_text(encoding="utf-8")
    assert old in before
    path.write_text(before.replace(old, new, 1), encoding="utf-8")
    try:
        yield
    finally:
        path.write_text(before, encoding="utf-8")


def test_again_with_nothing_changed_nothing_is_done_and_the_site_is_the_same(
    project: Path,
) -> None:
    before = (project / "site").resolve()
    finished = run(project)
    assert finished.returncode == 0, finished.stderr
    assert " 0 trained" in finished.stdout
    assert " 0 drawn" in finished.stdout
    assert (project / "site").resolve() == before


def test_editing_prose_trains_and_draws_nothing(project: Path) -> None:
    with edited(project, PAGE, "Imagine walking", "Picture yourself walking"):
        finished = run(project)
        page = (project / "site/training/learning-rate/index.html").read_text(encoding="utf-8")
    assert finished.returncode == 0, finished.stderr
    assert " 0 trained" in finished.stdout
    assert " 0 drawn" in finished.stdout
    assert "Picture yourself walking" in page


def test_editing_one_drawing_redraws_one_figure(project: Path) -> None:
    with edited(project, DRAWING, 'xlabel="epoch"', 'xlabel="epochs"'):
        finished = run(project)
    assert finished.returncode == 0, finished.stderr
    assert " 0 trained" in finished.stdout
    assert " 1 drawn" in finished.stdout


def test_a_comment_in_the_network_changes_nothing(project: Path) -> None:
    with edited(project, Path("lstm_tutor/nn/layer.py"), "import numpy", "# fast\nimport numpy"):
        finished = run(project)
    assert finished.returncode == 0, finished.stderr
    assert " 0 trained" in finished.stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        (PAGE, "(fig:lr-low-slow)", "(fig:lr-low-slwo)", "lr-low-slow"),
        (PAGE, "[too slow]", "[much too slow]", "'too slow'"),
        (PAGE, "/// figure | lr-high\n///", "", "lr-high"),
        (PAGE, "../about/the-experiment.md", "../about/nowhere.md", "nowhere.md"),
        (PAGE, "{#remember}", "{#low-learning-rate}", "low-learning-rate"),
        (PAGE, "$\\theta$", "$\\theat$", "theat"),
        (DRAWING, "def draw(", "def drawn(", "lr_low.py: draw is missing"),
        (DRAWING, "drawing = new_drawing(SIZE)", "raise RuntimeError('no ink')", "no ink"),
        (DRAWING, 'PHRASE = "the', 'PHRASE = "The', "lr_low.py"),
        (LEDGER, '"verdict": "supported here"', '"verdict": "not supported"', "not supported"),
        (Path("docs/assets/logo.svg"), "<svg", "<svg><image href='https://a.example/x.png'/>", ""),
    ],
)
def test_a_fault_is_named_and_the_last_good_site_stands(
    project: Path, file: Path, old: str, new: str, complaint: str
) -> None:
    before = (project / "site").resolve()
    with edited(project, file, old, new):
        finished = run(project)
    assert finished.returncode != 0
    assert complaint in finished.stdout + finished.stderr
    assert (project / "site").resolve() == before
    assert (before / "index.html").is_file()


@pytest.mark.parametrize(
    "file", ["docs/vendor/katex/katex.min.css", "lstm_tutor/style/fonts/SourceSans3-Bold.ttf"]
)
def test_a_missing_vendored_file_stops_the_build(project: Path, file: str) -> None:
    path = project / file
    kept = path.read_bytes()
    path.unlink()
    try:
        finished = run(project)
    finally:
        path.write_bytes(kept)
    assert finished.returncode != 0
    assert path.name in finished.stderr


def test_accept_puts_the_measured_verdicts_on_record(project: Path) -> None:
    recorded = (project / LEDGER).read_text(encoding="utf-8")
    assert json.loads(recorded)
    with edited(project, LEDGER, '"verdict": "supported here"', '"verdict": "not supported"'):
        assert run(project, "accept").returncode == 0
        assert (project / LEDGER).read_text(encoding="utf-8") == recorded
