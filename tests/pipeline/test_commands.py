"""What a command does around its work: it clears up first, and tells an error in a sentence."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from lstm_tutor.__main__ import main
from lstm_tutor.figure import timings
from lstm_tutor.pipeline import content, lock


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of a project, empty, in which the commands run."""
    names = {
        "BUILD": "build",
        "FIGURES": "figures",
        "DOCS": "docs",
        "DRAWN_FIGURES": "docs/figures",
    }
    names |= {"STORED_RUNS": ".cache/runs"}
    for name, path in names.items():
        (tmp_path / path).mkdir(parents=True)
        monkeypatch.setattr(lock, name, tmp_path / path)
    return [tmp_path / path for name, path in names.items() if name != "BUILD"]


def test_half_written_files_are_cleared_wherever_a_build_writes(folders: list[Path]) -> None:
    for folder in folders:
        (folder / ".ledger.json-x7.part").write_bytes(b"hal")
    with lock.one_build_at_a_time():
        assert [path for folder in folders for path in folder.glob("*.part")] == []


@pytest.mark.usefixtures("folders")
def test_damaged_timings_are_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "timings.json"
    path.write_text("{")
    monkeypatch.setattr(content, "build_content", lambda: timings.read(path))
    result = CliRunner().invoke(main, ["docs"])
    assert result.exit_code == 1
    assert result.output.startswith(f"stopped: {path} is not valid")
    assert "make timings" in result.output
