"""A stored result is trusted while the code means the same: not longer, and not shorter."""

from pathlib import Path

import pytest

from lstm_tutor.base import fingerprint
from lstm_tutor.base.project import ROOT

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
