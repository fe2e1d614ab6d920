"""Runs are trained once, found again while nothing they depend on has changed, and never lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from lstm_tutor.base import fingerprint
from lstm_tutor.base.project import ROOT
from lstm_tutor.experiments import runs
from lstm_tutor.training.config import TrainingConfig

SMALL = TrainingConfig(hidden_size=2, windows=8, batch_size=4, window_length=4, epochs=1)
OTHER = TrainingConfig(hidden_size=3, windows=8, batch_size=4, window_length=4, epochs=1)
DIVERGING = TrainingConfig(
    hidden_size=2, windows=8, batch_size=4, window_length=4, optimiser="sgd", learning_rate=1e30
)
SEEDS = (1, 2)


@pytest.mark.slow
class TestCache:
    def test_nothing_is_trained_twice(self, tmp_path: Path) -> None:
        first, cost = runs.run([SMALL, OTHER, SMALL], SEEDS, cache=tmp_path)
        assert cost.experiments == 2
        again, cost = runs.run([SMALL, OTHER], SEEDS, cache=tmp_path)
        assert cost.experiments == 0
        assert cost.timesteps == 0
        np.testing.assert_array_equal(first[SMALL].nrmse, again[SMALL].nrmse)

    def test_other_seeds_or_other_code_are_other_runs(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        runs.run([SMALL], SEEDS, cache=tmp_path)
        assert runs.run([SMALL], (3,), cache=tmp_path)[1].experiments == 1
        monkeypatch.setattr(fingerprint, "of_code", lambda _: "another cell")
        assert runs.run([SMALL], SEEDS, cache=tmp_path)[1].experiments == 1

    def test_one_failure_is_named_and_the_others_are_kept(self, tmp_path: Path) -> None:
        with pytest.raises(runs.RunsFailedError, match="learning_rate=1e\\+30") as caught:
            runs.run([DIVERGING, SMALL], SEEDS, cache=tmp_path)
        assert "may_diverge" in str(caught.value)
        assert runs.run([SMALL], SEEDS, cache=tmp_path)[1].experiments == 0


INTERRUPTED = """
import signal
import sys
from pathlib import Path
from dataclasses import replace
from lstm_tutor import __main__
from lstm_tutor.experiments import runs
from lstm_tutor.training.config import TrainingConfig
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
long = [TrainingConfig(learning_rate=0.01 + k / 1000) for k in range(20)]
__main__._finish(lambda: runs.run(long, tuple(range(16)), cache=Path(sys.argv[1])))
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals to a process group are POSIX")
def test_ctrl_c_ends_cleanly_and_keeps_what_is_finished(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 60
        while not list(tmp_path.glob("*.result")):
            assert time.monotonic() < deadline, "nothing was stored within a minute"
            time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)  # what Ctrl-C sends: to the workers as well
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 128 + signal.SIGINT
    assert "stopped by Ctrl-C" in errors
    assert "Traceback" not in errors
