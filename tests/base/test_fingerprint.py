"""A stored result is trusted while the code means the same: not longer, and not shorter."""

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lstm_tutor.base import fingerprint
from lstm_tutor.base.project import ROOT

TELL = "from lstm_tutor.base import fingerprint; print(fingerprint.of_environment())"
CODE = '''"""A docstring."""
import math

def step(x):
    """What it does."""
    return math.tanh(x)
'''


@pytest.fixture
def entry(tmp_path: Path) -> Path:
    path = tmp_path / "entry.py"
    path.write_text(CODE)
    return path


def changed(entry: Path, old: str, new: str) -> bool:
    before = fingerprint.of_code(entry)
    assert old in CODE
    entry.write_text(CODE.replace(old, new))
    fingerprint._read.cache_clear()
    return fingerprint.of_code(entry) != before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("return", "# why\n    return"),
        ("What it does.", "Something else."),
        ("A docstring.", "Another."),
        ("math.tanh(x)", "math.tanh( x )"),
    ],
)
def test_comments_docstrings_and_layout_do_not_count(entry: Path, old: str, new: str) -> None:
    assert not changed(entry, old, new)


@pytest.mark.parametrize(("old", "new"), [("tanh", "sin"), ("(x)", "(y)"), ("return ", "")])
def test_meaning_counts(entry: Path, old: str, new: str) -> None:
    assert changed(entry, old, new)


def test_imports_within_the_project_are_followed() -> None:
    root = ROOT / "lstm_tutor"
    seen = {root / "training" / "train.py"}
    pending = [root / "training" / "train.py"]
    while pending:
        _, imported = fingerprint._read(pending.pop())
        pending += imported - seen
        seen |= imported
    for needed in ("nn/layer.py", "nn/optimisers.py", "data/windows.py", "data/streams.py"):
        assert root / needed in seen
    assert root / "evidence/claims.py" not in seen


def test_the_environment_names_the_kernel() -> None:
    assert "NumPy" in fingerprint.of_environment()
    assert "Python 3" in fingerprint.of_environment()
    assert "openblas" in fingerprint.of_environment()


def test_a_processor_with_fewer_features_is_another_environment() -> None:
    here: Any = np.show_config(mode="dicts")
    found = here["SIMD Extensions"].get("found", [])
    if not found:
        pytest.skip("NumPy uses no feature here that it could do without")
    told = subprocess.run(
        [sys.executable, "-c", TELL],
        cwd=ROOT,
        env={**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(found)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert "(baseline)" in told
    assert told != fingerprint.of_environment()


def test_a_matrix_library_of_the_system_is_named_with_its_version(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fingerprint, "threadpool_info", list)
    monkeypatch.setattr(platform, "mac_ver", lambda: ("14.5", ("", "", ""), "arm64"))
    before = fingerprint.of_environment()
    monkeypatch.setattr(platform, "mac_ver", lambda: ("15.0", ("", "", ""), "arm64"))
    assert before.endswith(" 14.5")
    assert fingerprint.of_environment() != before
