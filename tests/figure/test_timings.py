"""Seconds are read from the committed file; a broken one is named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lstm_tutor.base.project import FIGURES
from lstm_tutor.experiments.learning_rate import MAPPED_BATCH_SIZES
from lstm_tutor.figure import timings
from lstm_tutor.figure.figure import load_all


def test_the_committed_file_names_its_machine_and_every_size() -> None:
    recorded = timings.read()
    assert recorded.machine
    assert set(recorded.epochs) == set(MAPPED_BATCH_SIZES)
    figures = load_all(FIGURES).values()
    assert set(recorded.figures) == {figure.id for figure in figures if figure.experiments}
    seconds = [*recorded.epochs.values(), *recorded.figures.values()]
    assert all(value > 0 for value in seconds)


def test_what_is_measured_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timings, "ROUNDS", 1)
    monkeypatch.setattr(timings, "MAPPED_BATCH_SIZES", (200, 400))
    path = tmp_path / "timings.json"
    assert timings.measure([], path) == timings.read(path)


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, full_disk: Callable[[], None]
) -> None:
    path = tmp_path / "timings.json"
    path.write_text("old")
    monkeypatch.setattr(timings, "_of_epochs", dict)
    full_disk()
    with pytest.raises(OSError, match=r"timings\.json"):
        timings.measure([], path)
    assert path.read_text() == "old"


@pytest.mark.parametrize("text", ["{", "{}", '{"machine": "a", "epochs": {"x": 1}, "figures": {}}'])
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "timings.json"
    path.write_text(text)
    with pytest.raises(timings.TimingsError, match=r"timings\.json is not valid.*make timings"):
        timings.read(path)
