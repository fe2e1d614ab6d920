"""What a machine does to a build: damaged results, a full disk, no permission, another build."""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pipeline.projects import build, first_difference, generated, run, wipe

pytestmark = pytest.mark.slow


def cut_off(content: bytes) -> bytes:
    return content[: len(content) // 2]


def emptied(content: bytes) -> bytes:
    return b""


def first_bit_flipped(content: bytes) -> bytes:
    return bytes([content[0] ^ 1]) + content[1:]


def middle_bit_flipped(content: bytes) -> bytes:
    half = len(content) // 2
    return content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :]


def last_bit_flipped(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def longer(content: bytes) -> bytes:
    return content + b"\0"


DAMAGES = [cut_off, emptied, first_bit_flipped, middle_bit_flipped, last_bit_flipped, longer]


def test_damaged_results_are_found_out_and_trained_again(project: Path, built: Path) -> None:
    results = sorted(project.glob(".cache/runs/*.result"))
    for result, damage in zip(results, DAMAGES, strict=True):
        result.write_bytes(damage(result.read_bytes()))
    said = build(project)
    assert " 6 trained" in said
    for result in results:
        assert len([line for line in said.splitlines() if result.name in line]) == 1, said
    assert first_difference(built / "site", project / "site") == ""
    assert first_difference(built / ".cache", project / ".cache") == ""


def test_the_result_of_another_run_is_not_taken_for_one_s_own(project: Path, built: Path) -> None:
    results = sorted(project.glob(".cache/runs/*.result"))
    contents = [result.read_bytes() for result in results]
    for result, content in zip(results, [*contents[1:], contents[0]], strict=True):
        result.write_bytes(content)
    wipe(project, "docs/figures")
    assert " 6 trained" in build(project)
    assert first_difference(built / "site", project / "site") == ""


OTHER_VERSIONS = """
import platform
import numpy
if {what!r} == "NumPy":
    numpy.__version__ = "99.0.0"
else:
    platform.python_version_tuple = lambda: ("3", "99", "0")
"""


@pytest.mark.parametrize("what", ["NumPy", "Python"])
def test_another_version_trusts_nothing_stored(project: Path, tmp_path: Path, what: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(OTHER_VERSIONS.format(what=what), encoding="utf-8")
    said = build(project, env={"PYTHONPATH": str(tmp_path)})
    assert ", 0 from the cache" in said
    assert "99" in next((project / "docs/figures").glob("sea.passport.json")).read_text("utf-8")


def test_two_builds_at_once_both_end_well(project: Path, built: Path) -> None:
    wipe(project, ".cache", "docs/figures", "build", "site")
    builds = [
        subprocess.Popen(
            [sys.executable, "-m", "lstm_tutor", "docs"],
            cwd=project,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in builds]
    assert [process.returncode for process in builds] == [0, 0], "\n".join(said)
    assert sorted(" 6 trained" in words for words in said) == [False, True], "done twice"
    assert sorted("another build is running" in words for words in said) == [False, True]
    assert first_difference(built / "site", project / "site") == ""
    assert generated(project) == generated(built)


def no_file_above_2000_bytes() -> None:
    """As on a full disk, in the process about to be started: what is longer cannot be written."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))


def permissions_bind_root() -> None:
    """In the process about to be started: root may not write where its permissions forbid it."""
    if os.geteuid() == 0:
        drop_from_bounding_set, override_permissions = 24, 1
        ctypes.CDLL(None).prctl(drop_from_bounding_set, override_permissions)


def one_clear_line(project: Path, built: Path, hindered: Callable[[], None]) -> str:
    """What a hindered build says; it leaves the last good site and nothing half made."""
    finished = run(project, preexec_fn=hindered)
    said = finished.stdout + finished.stderr
    assert finished.returncode == 1, said
    assert "Traceback" not in said
    (line,) = (line for line in said.splitlines() if "stopped: " in line)
    assert first_difference(built / "site", project / "site") == ""
    assert not [path for path in generated(project) if ".part" in path or "rendering-" in path]
    return line


@pytest.mark.parametrize("wiped", [".cache/runs", "docs/figures", ""])
def test_a_full_disk(project: Path, built: Path, wiped: str) -> None:
    wipe(project, *wiped.split())
    assert "too large" in one_clear_line(project, built, no_file_above_2000_bytes)


@pytest.mark.parametrize("folder", [".cache/runs", "docs/figures", "build"])
def test_a_folder_that_cannot_be_written(project: Path, built: Path, folder: str) -> None:
    place = project / folder
    if folder != "build":
        wipe(project, folder)
        place.mkdir()
    place.chmod(0o555)
    probe = [sys.executable, "-c", f"open({str(place / 'probe')!r}, 'w')"]
    if subprocess.run(probe, preexec_fn=permissions_bind_root, check=False).returncode == 0:
        pytest.skip("permissions do not bind this user here")
    try:
        line = one_clear_line(project, built, permissions_bind_root)
    finally:
        place.chmod(0o755)
    assert "ermission" in line
    assert str(place) in line
