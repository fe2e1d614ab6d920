"""A notebook in a project: executed when it must be, the same bytes, and named when it fails."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.projects import build, copied, edit, first_difference, run, wipe
from tests.pipeline.test_determinism import site_elsewhere

pytestmark = pytest.mark.slow

SOURCE = Path(__file__).with_name("small_notebook.py")
BOOK = "notebooks/small_notebook.py"
SECOND = "notebooks/second_notebook.py"
ENTRY = "  - Small notebook: notebooks/small-notebook.ipynb\n"
NAV = "  - Noise: training/noise.md\n"


@pytest.fixture(scope="module")
def with_notebook(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The three-figure project with one notebook, built."""
    with copied(built, tmp_path_factory.mktemp("notebook") / "project") as project:
        (project / "notebooks").mkdir(exist_ok=True)
        shutil.copy(SOURCE, project / BOOK)
        edit(project, "mkdocs.yml", NAV, NAV + ENTRY)
        assert rebuild(project, "accept") == (1, 1)  # an address that is new
        assert rebuild(project) == (1, 0)
        yield project


@pytest.fixture
def project(with_notebook: Path, tmp_path: Path) -> Iterator[Path]:
    with copied(with_notebook, tmp_path / "project") as copy:
        yield copy


def rebuild(project: Path, command: str = "docs") -> tuple[int, int]:
    """Build again, which must succeed: how many notebooks there are, how many were executed."""
    said = build(project, command)
    found = re.search(r"(\d+) notebooks: (\d+) executed", said)
    assert found, said
    return int(found[1]), int(found[2])


def test_a_project_without_notebooks_does_not_hear_of_them(built: Path) -> None:
    assert not (built / "docs/notebooks").exists()
    assert not (built / ".cache/notebooks").exists()


def test_page_and_downloads_are_on_the_site(project: Path) -> None:
    site = project / "site/notebooks"
    page = (site / "small-notebook/index.html").read_text(encoding="utf-8")
    assert "open to 0.881" in page
    assert 'class="katex' in page
    assert 'href="../../training/learning-rate/#fig-low-rate"' in page
    assert 'href="../../training/noise/#noise"' in page
    assert {path.name for path in site.iterdir()} == {
        "small-notebook",
        "small-notebook.ipynb",
        "small-notebook.py",
        "small-notebook-2-0.svg",
        "lstm_tutor-0.1.0-py3-none-any.whl",
    }


def test_text_comments_and_code_that_it_does_not_import_execute_nothing(project: Path) -> None:
    edit(project, "docs/training/noise.md", "no sine", "never a sine")
    edit(project, "lstm_tutor/nn/cell.py", "import numpy", "# an array library\nimport numpy")
    edit(
        project,
        "lstm_tutor/site/markdown/links.py",
        "import posixpath",
        "import posixpath as posixpath",
    )
    edit(project, BOOK, "# It opens a gate.", "# It opens one gate.")
    assert rebuild(project) == (1, 0)


def test_one_edited_notebook_is_the_only_one_executed(project: Path) -> None:
    text = SOURCE.read_text(encoding="utf-8").replace("small-notebook", "second-notebook")
    (project / SECOND).write_text(text.replace("open to", "gate at"), encoding="utf-8")
    edit(
        project, "mkdocs.yml", ENTRY, ENTRY + ENTRY.replace("Small", "2").replace("small", "second")
    )
    assert rebuild(project, "accept") == (2, 1)
    edit(project, SECOND, "gate at", "gate stands at")
    assert rebuild(project) == (2, 1)
    edit(project, "lstm_tutor/nn/cell.py", "0.5 + 0.5 *", "0.5 + 1 * 0.5 *")
    assert rebuild(project) == (2, 2)


def test_a_failing_cell_is_named_and_the_last_good_site_stays(
    project: Path, with_notebook: Path
) -> None:
    edit(project, BOOK, "[0.5, gate]", "[0.5, gaet]")
    finished = run(project)
    assert finished.returncode == 1
    assert "Traceback" not in finished.stderr
    line = (
        SOURCE.read_text(encoding="utf-8").splitlines().index("drawing = new_drawing((640, 200))")
    )
    expected = f"notebooks/small_notebook.py: cell 2, line {line + 1} (“drawing"
    assert expected in finished.stderr
    assert "NameError: name 'gaet' is not defined" in finished.stderr
    assert first_difference(with_notebook / "site", project / "site") == ""


def test_a_blank_picture_is_refused(project: Path) -> None:
    edit(project, BOOK, ".plot([0, 1], [0.5, gate])", "")
    finished = run(project)
    assert finished.returncode == 1
    assert "cell 2" in finished.stderr
    assert "nothing is drawn in it" in finished.stderr


def test_a_number_typed_into_a_notebook_stops_the_build(project: Path) -> None:
    edit(project, BOOK, "It opens a gate.", "It opens a gate to 0.881.")
    finished = run(project)
    assert finished.returncode == 1
    assert "small_notebook.py: the number '0.881' is typed" in finished.stderr


def test_a_dead_link_in_a_notebook_is_named(project: Path) -> None:
    edit(project, BOOK, "noise.md#noise", "nosie.md#noise")
    finished = run(project)
    assert finished.returncode == 1
    assert "notebooks/small-notebook.ipynb" in finished.stderr
    assert "nosie.md" in finished.stderr


def test_a_notebook_that_is_gone_leaves_nothing_behind(project: Path) -> None:
    (project / BOOK).unlink()
    edit(project, "mkdocs.yml", ENTRY, "")
    record = project / "docs/addresses.txt"  # from which nobody but a test takes anything
    kept = [line for line in record.read_text("utf-8").splitlines() if "notebook" not in line]
    record.write_text("\n".join(kept) + "\n", encoding="utf-8")
    build(project)
    assert not list((project / "docs/notebooks").iterdir())
    assert not (project / "site/notebooks").exists()


def test_executed_elsewhere_it_gives_the_same_site(project: Path, with_notebook: Path) -> None:
    wipe(project, ".cache/notebooks")
    assert first_difference(with_notebook / "site", site_elsewhere(project, threads=2)) == ""
