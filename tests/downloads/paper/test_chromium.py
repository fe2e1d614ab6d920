"""Which browser printing and tests take, and what they say when there is none."""

from pathlib import Path

import pytest

from lstm_tutor.base.errors import TutorError
from lstm_tutor.downloads.paper import chromium


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine without a browser, on which nothing can be installed; the attempts are listed."""
    attempts: list[list[str]] = []

    def fails(command: list[str], seconds: int) -> bool:
        assert seconds > 0
        attempts.append(command)
        return False

    monkeypatch.delenv(chromium.VARIABLE, raising=False)
    monkeypatch.setattr(chromium, "COMMANDS", ("no-such-browser",))
    monkeypatch.setattr(chromium, "APPLICATIONS", ())
    monkeypatch.setattr(chromium, "_succeeds", fails)
    return attempts


def a_program(path: Path) -> Path:
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_the_one_named_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named, managed = a_program(tmp_path / "named"), a_program(tmp_path / "managed")
    monkeypatch.setenv(chromium.VARIABLE, str(named))
    assert chromium.find(managed) == named


def test_a_name_without_a_file_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(chromium.VARIABLE, "/nowhere/chromium")
    with pytest.raises(TutorError, match="LSTM_TUTOR_CHROMIUM is '/nowhere/chromium'"):
        chromium.find(Path("/nowhere"))


def test_the_system_s_comes_before_playwright_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, managed = a_program(tmp_path / "chromium"), a_program(tmp_path / "managed")
    monkeypatch.setattr(chromium, "COMMANDS", ("chromium",))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert chromium.find(managed) == own


def test_playwright_s_is_used_if_it_is_there(tmp_path: Path) -> None:
    managed = a_program(tmp_path / "managed")
    assert chromium.find(managed) == managed


def test_without_any_it_tries_and_then_says_what_to_install(bare: list[list[str]]) -> None:
    with pytest.raises(TutorError, match="install the package `chromium`"):
        chromium.find(Path("/nowhere"))
    assert bare[0][1:] == ["-m", "playwright", "install", "chromium"]
