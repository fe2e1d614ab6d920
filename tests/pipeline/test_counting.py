"""After a change exactly what depends on it is done again: read from what a build says it did."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.pipeline.projects import build, edit, wipe

pytestmark = pytest.mark.slow

FIGURES = 3
SINES = 2  # experiments of the figure `sea`, in which no network plays a part


class Done(NamedTuple):
    """What a build did: experiments needed, experiments trained, figures drawn."""

    experiments: int
    trained: int
    drawn: int


def rebuild(project: Path, command: str = "docs") -> Done:
    """Build again, which must succeed."""
    said = build(project, command)

    def count(pattern: str) -> int:
        found = re.search(pattern, said)
        assert found, f"no {pattern!r} in:\n{said}"
        return int(found[1])

    return Done(count(r"(\d+) experiments: "), count(r"(\d+) trained"), count(r"(\d+) drawn"))


def page(project: Path, name: str) -> str:
    return (project / "site" / name / "index.html").read_text(encoding="utf-8")


def test_nothing_changed_nothing_done_and_the_site_is_the_same(project: Path) -> None:
    before = (project / "site").resolve()
    assert rebuild(project)[1:] == (0, 0)
    assert (project / "site").resolve() == before


def test_prose_and_comments_train_and_draw_nothing(project: Path) -> None:
    edit(project, "docs/training/noise.md", "no sine", "never a sine")
    for file in ("lstm_tutor/nn/layer.py", "lstm_tutor/nn/network.py"):
        edit(project, file, "import numpy", "# an array library\nimport numpy")
    assert rebuild(project)[1:] == (0, 0)
    assert "never a sine" in page(project, "training/noise")


def test_an_edited_drawing_is_the_only_one_drawn_again(project: Path) -> None:
    edit(project, "figures/low_rate.py", 'xlabel="epoch"', 'xlabel="epochs"')
    assert rebuild(project)[1:] == (0, 1)


def test_a_changed_cell_retrains_what_used_it_and_only_that(project: Path) -> None:
    edit(project, "lstm_tutor/nn/layer.py", "by_gate.transpose(", "0.0 + by_gate.transpose(")
    done = rebuild(project)
    assert done.trained == done.experiments - SINES


def test_changed_data_code_retrains_what_used_it_and_only_that(project: Path) -> None:
    edit(project, "lstm_tutor/tasks/series/sine_fit.py", "len(PERIODS[", "1 * len(PERIODS[")
    assert rebuild(project).trained == SINES


def test_one_changed_setting_trains_one_experiment(project: Path) -> None:
    edit(project, "figures/low_rate.py", "learning_rate=0.0001", "learning_rate=0.0002")
    done = rebuild(project, "accept")  # other numbers
    assert 0 < done.trained < done.experiments - SINES
    assert done.drawn == 1


def test_a_changed_palette_redraws_everything_and_trains_nothing(project: Path) -> None:
    edit(project, "lstm_tutor/figure/drawing/palette.py", '"#1f2328"', '"#1f2329"')
    assert rebuild(project)[1:] == (0, FIGURES)


def test_a_removed_drawing_is_drawn_again(project: Path) -> None:
    before = (project / "site").resolve()
    (project / "docs/figures/sea.svg").unlink()
    assert rebuild(project)[1:] == (0, 1)
    assert (project / "site").resolve() == before


def test_an_emptied_cache_is_filled_with_the_same_results(project: Path) -> None:
    before = (project / "site").resolve()
    wipe(project, ".cache")
    done = rebuild(project)
    assert done.trained == done.experiments
    assert (project / "site").resolve() == before
