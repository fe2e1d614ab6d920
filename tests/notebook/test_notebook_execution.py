"""Notebooks run in a Python of their own: what is kept, what is refused, what is left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.figure.drawing import type_faces
from lstm_tutor.figure.drawing.picture import SVG
from lstm_tutor.notebook import execution, kernel
from lstm_tutor.notebook.execution import execute, repeat
from lstm_tutor.notebook.outputs import Outputs
from lstm_tutor.notebook.source import NotebookError, read
from tests.notebook.books import write_book

pytestmark = pytest.mark.slow


def outputs(tmp_path: Path, *cells: str) -> tuple[Outputs, int]:
    """What the cells of one notebook give, and how many notebooks were executed."""
    book = read(write_book(tmp_path / "notebooks", *cells))
    found, executed = execute([book], tmp_path, tmp_path / ".cache/notebooks")
    return found[book.name], executed


def refused(tmp_path: Path, *cells: str) -> str:
    with pytest.raises(NotebookError) as error:
        outputs(tmp_path, *cells)
    return str(error.value)


def test_it_is_executed_once_and_again_when_its_code_changes(tmp_path: Path) -> None:
    first = outputs(tmp_path, "\nx = 1", "\nprint(x + 1)\nx")
    assert first[1] == 1
    nothing, printed = first[0]
    assert nothing == []
    assert [found.get("text") or found["data"] for found in printed] == ["2\n", {"text/plain": "1"}]
    assert outputs(tmp_path, "\nx = 1", "\nprint(x + 1)\nx") == (first[0], 0)
    assert outputs(tmp_path, "\nx = 2", "\nprint(x + 1)\nx")[1] == 1


def test_another_type_face_is_another_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert outputs(tmp_path, "\nprint(1)")[1] == 1
    monkeypatch.setattr(type_faces, "FILES", type_faces.FILES[1:])
    assert outputs(tmp_path, "\nprint(1)")[1] == 1


def test_a_damaged_result_is_made_again(tmp_path: Path) -> None:
    first, _ = outputs(tmp_path, "\nprint(1)")
    (stored,) = (tmp_path / ".cache/notebooks").glob("*.result")
    stored.write_bytes(stored.read_bytes()[:-9])
    assert outputs(tmp_path, "\nprint(1)") == (first, 1)


def test_a_failing_cell_is_named_with_its_line(tmp_path: Path) -> None:
    said = refused(tmp_path, "\nx = 1", "\ny = 0\nx / y", "\nprint(2)")
    path = tmp_path / "notebooks/small_one.py"
    line = path.read_text(encoding="utf-8").splitlines().index("y = 0") + 1
    expected = "division by zero"
    assert f"notebooks/small_one.py: cell 2, line {line} (“y = 0”): ZeroDivisionError" in said
    assert expected in said
    assert not list((tmp_path / ".cache/notebooks").glob("*.result"))


def test_one_that_fails_does_not_cost_the_others(tmp_path: Path) -> None:
    bad = read(write_book(tmp_path / "notebooks", "\nassert False"))
    opening = tmp_path / "notebooks/good_one.py"
    opening.write_text(
        "# %% [markdown]\n# # Good {#good-one}\n#\n# It works.\n\n# %%\nprint(1)\n", "utf-8"
    )
    cache = tmp_path / ".cache/notebooks"
    with pytest.raises(NotebookError, match=r"small_one\.py: cell 1"):
        execute([bad, read(opening)], tmp_path, cache)
    assert execute([read(opening)], tmp_path, cache)[1] == 0


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("import warnings; warnings.warn('old')", "it prints a warning"),
        ("print(object())", "a memory address"),
        ("import os; os._exit(3)", "its Python ended"),
        ("print(1", "SyntaxError"),
        ("import time; time.sleep(60)", "longer than 3 seconds"),
        ("print('x' * 50_000_000)", "it shows more than 20000 characters"),
        ("while True: print('x' * 999, flush=True)", "it shows more than 20000 characters"),
        ("raise ValueError('x' * 9000)", "ValueError: xx"),
        ("from IPython.display import HTML; HTML('<b>1</b>')", "it shows text/plain, text/html; "),
        ("display({'image/png': ''}, raw=True)", "a cell may show text, and drawings as a Picture"),
        ("get_ipython().showtraceback((KeyError, KeyError(), None))", "it shows error; "),
    ],
)
def test_what_must_not_stand_on_a_page_is_refused(
    tmp_path: Path, cell: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernel, "CELL_TIMEOUT", 3)
    monkeypatch.setattr(execution, "_key", lambda source: source.name)
    said = refused(tmp_path, f"\n{cell}")
    assert "small_one.py: cell 1" in said
    assert reason in said
    assert len(said) < 3000


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("print('one')\nprint(random())", "once '0."),
        (
            f"display({{'text/plain': '', 'image/png': '', {SVG!r}: str(random())}}, raw=True)",
            "in its picture",
        ),
    ],
)
def test_a_cell_that_shows_something_else_each_time_is_named(
    tmp_path: Path, shown: str, said: str
) -> None:
    folder, cache = tmp_path / "notebooks", tmp_path / "cache"
    book = read(write_book(folder, "\nfrom random import random", f"\n{shown}"))
    with pytest.raises(NotebookError, match=r"small_one\.py: cell 2") as error:
        repeat([book], tmp_path, cache)
    assert f"run twice, it does not show the same, {said}" in str(error.value)


def test_what_a_cell_writes_is_gone_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    cell = "\nfrom pathlib import Path\nPath('made').touch()\nPath.home().joinpath('kept').touch()"
    (_, (listed,)), _ = outputs(tmp_path, cell, "\nprint(sorted(map(str, Path().iterdir())))")
    assert listed["text"] == "['kept', 'made']\n"
    assert {path.name for path in tmp_path.iterdir()} == {"notebooks", ".cache"}


def test_the_machine_does_not_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    kernels = home / ".local/share/jupyter/kernels/python3"
    kernels.mkdir(parents=True)
    (kernels / "kernel.json").write_text('{"argv": ["false"], "language": "python"}', "utf-8")
    startup = tmp_path / "startup.py"
    startup.write_text("raise SystemExit('the reader\\'s own')", encoding="utf-8")
    for name, value in {
        "HOME": str(home),
        "PYTHONHASHSEED": "7",
        "PYTHONSTARTUP": str(startup),
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "tr_TR.UTF-8",
        "OPENBLAS_NUM_THREADS": "2",
        "MPLBACKEND": "no_such_backend",
    }.items():
        monkeypatch.setenv(name, value)
    asks = "import os, sys, time\nprint(hash('a'), time.tzname[0], sys.executable, os.listdir())"
    (found,), _ = outputs(tmp_path, f"\n{asks}")
    said = subprocess.run(
        [sys.executable, "-c", "print(hash('a'))"],
        env={**os.environ, "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert found[0]["text"] == f"{said} UTC {sys.executable} []\n"
    written = [path for path in home.rglob("*") if path.is_file()]
    assert written == [kernels / "kernel.json"]


@pytest.mark.parametrize(
    ("number", "ended", "said"),
    [
        (signal.SIGKILL, -signal.SIGKILL, ""),
        (signal.SIGINT, 128 + signal.SIGINT, "stopped by Ctrl-C; what was finished is kept"),
    ],
)
def test_a_build_that_is_ended_leaves_no_process_behind(
    tmp_path: Path, number: signal.Signals, ended: int, said: str
) -> None:
    pid, part = tmp_path / "pid", tmp_path / "pid.part"
    book = write_book(
        tmp_path / "notebooks",
        f"\nimport os, time\nopen({str(part)!r}, 'w').write(str(os.getpid()))\n"
        f"os.rename({str(part)!r}, {str(pid)!r})\nwhile True:\n    time.sleep(0.1)",
    )
    program = (
        "import signal\n"
        "from pathlib import Path\n"
        "from lstm_tutor import __main__\n"
        "from lstm_tutor.notebook.execution import execute\n"
        "from lstm_tutor.notebook.source import read\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # may have been ignored
        f"book, folder = read(Path({str(book)!r})), Path({str(tmp_path)!r})\n"
        "__main__._finish(lambda: execute([book], folder, folder))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
    ) as building:
        _until(pid.exists)
        building.send_signal(number)
        _, errors = building.communicate(timeout=60)
    assert building.returncode == ended
    assert said in errors
    assert "Traceback" not in errors
    _until(lambda: not _runs(int(pid.read_text())))


def _until(holds: object) -> None:
    assert callable(holds)
    for _ in range(600):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about within a minute")


def _runs(pid: int) -> bool:
    """Whether a process is there and no mere entry of one that has ended."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True)
    return found.stdout.strip() not in {"", "Z", "Zs", "Zl", "Zsl"}
