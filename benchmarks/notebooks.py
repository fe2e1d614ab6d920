"""How long each notebook takes whoever runs it: a minute of a processor at most.

Each runs as a script, in a process and an empty folder of its own. The processor's seconds count,
not those of the clock, so that what else the machine does hardly matters.
"""

import os
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from lstm_tutor.base.project import ROOT

LIMIT = 60  # seconds


def seconds_of_children() -> float:
    """The processor's seconds of all processes that were started here and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def seconds(script: Path) -> float:
    """The processor's seconds for one notebook."""
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
    """Run all notebooks and print a table. Exits with a message if one takes too long."""
    print(f"\nSeconds of a processor for each notebook, {LIMIT} at most")
    taken = {path.name: seconds(path) for path in sorted((ROOT / "notebooks").glob("*.py"))}
    for name, time in taken.items():
        print(f"{time:8.1f}  {name}")
    slow = [name for name, time in taken.items() if time > LIMIT]
    if slow:
        sys.exit(f"longer than {LIMIT} seconds: {', '.join(slow)}")
