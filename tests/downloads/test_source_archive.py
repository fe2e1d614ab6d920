"""The archive of the source holds what is needed, and the same bytes come out every time."""

import io
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.downloads.source_archive import FOLDER, archive


def project(folder: Path) -> Path:
    for name, text in {
        "Makefile": "docs:",
        ".ci/run": "#!/bin/sh",
        ".github/workflows/site.yml": "name: site",
        "figures/lr_low.py": "TITLE = 1",
        "figures/__pycache__/lr_low.pyc": "generated",
        "docs/index.md": "# Größe",
        "docs/figures/lr-low.svg": "generated",
        "notebooks/break_it.py": "# %%",
        "docs/notebooks/break-it.py": "generated",
        ".cache/runs/a.result": "generated",
        "notes.txt": "mine",
        "docs/.index.md.swp": "an editor's",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_it_holds_the_source_and_nothing_that_is_made_from_it(tmp_path: Path) -> None:
    packed = zipfile.ZipFile(io.BytesIO(archive(project(tmp_path))))
    assert set(packed.namelist()) == {
        "lstm-tutor/Makefile",
        "lstm-tutor/.ci/run",
        "lstm-tutor/.github/workflows/site.yml",
        "lstm-tutor/figures/lr_low.py",
        "lstm-tutor/docs/index.md",
        "lstm-tutor/notebooks/break_it.py",
    }
    assert packed.read("lstm-tutor/docs/index.md").decode() == "# Größe"
    modes = {entry.filename: entry.external_attr >> 16 for entry in packed.infolist()}
    assert modes["lstm-tutor/.ci/run"] == 0o755
    assert modes["lstm-tutor/Makefile"] == 0o644


def test_dates_and_permissions_of_files_do_not_count(tmp_path: Path) -> None:
    first = archive(project(tmp_path / "a"))
    other = project(tmp_path / "b")
    os.utime(other / "Makefile", (1, 1))
    (other / "Makefile").chmod(0o600)
    assert archive(other) == first


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="unpacked from an archive")
def test_it_holds_every_file_that_git_keeps() -> None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    kept = {name for name in listed.stdout.split("\0") if (ROOT / name).is_file()}
    packed = zipfile.ZipFile(io.BytesIO(archive(ROOT))).namelist()
    assert len(packed) == len(set(packed))
    assert {name.removeprefix(f"{FOLDER}/") for name in packed} == kept
