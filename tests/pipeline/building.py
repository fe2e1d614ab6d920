"""A build in a process group of its own, which can be followed and killed."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

PHASES = {  # in their order, and what a build has said when it enters each
    "start": re.compile(""),
    "training": re.compile(r"training \d+ experiments"),
    "drawing": re.compile(r"\d+ trained"),
    "site": re.compile(r"\d+ drawn"),
}
LIMIT = 3600.0  # seconds for one build


class Build:
    """`python -m lstm_tutor docs`, started; what it says goes into a file."""

    def __init__(self, project: Path, log: Path) -> None:
        self.log = log
        with log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "lstm_tutor", "docs"],
                cwd=project,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        """All that the build has said so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    @property
    def phase(self) -> str:
        """The last phase that the build has announced."""
        said = self.said
        return [name for name, announced in PHASES.items() if announced.search(said)][-1]

    def follow(self) -> Iterator[str]:
        """The phase, a hundred times a second, until the build has ended."""
        deadline = time.monotonic() + LIMIT
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.said
            yield self.phase
            time.sleep(0.01)

    def kill(self, *, group: bool) -> None:
        """End the main process, or its whole group, without asking."""
        if group:
            os.killpg(self.process.pid, signal.SIGKILL)
        else:
            self.process.kill()
        self.process.wait()

    def end_orphans(self) -> None:
        """End what a killed main process has left running."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
