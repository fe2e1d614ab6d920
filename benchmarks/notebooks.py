"""How long each notebook takes: it must not need more than a minute of CPU time.

Each runs as a script, in its own process and an empty folder. CPU time is counted, not wall-clock
time, so that other work on the machine hardly matters.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lstm_tutor.base.project import ROOT

LIMIT = 60  # seconds of CPU time


def seconds_of_children() -> float:
    """CPU time of all child processes that have ended, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(script: Path) -> float:
    """CPU time of one notebook, in seconds. Raises CalledProcessError if it fails."""
    before = seconds_of_children()
    with TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, script],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
    return seconds_of_children() - before


def main() -> None:
    """Run all notebooks and print a table; exit with a message if one takes too long."""
    print(f"\nCPU seconds of each notebook, {LIMIT} at most")
    taken = {path.name: seconds(path) for path in sorted((ROOT / "notebooks").glob("*.py"))}
    for name, time in taken.items():
        print(f"{time:8.1f}  {name}")
    slow = [name for name, time in taken.items() if time > LIMIT]
    if slow:
        sys.exit(f"more than {LIMIT} seconds of CPU time: {', '.join(slow)}")
