"""Measured seconds: how long an epoch takes, on one machine that is named.

Seconds differ from machine to machine and from run to run, so no build measures them: they are read
from a committed file, which only `make timings` writes.
"""

import json
import platform
import statistics
import time
from dataclasses import dataclass, replace
from pathlib import Path

from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.experiments.learning_rate import MAPPED_BATCH_SIZES
from lstm_tutor.training import Training

PATH = Path(__file__).resolve().parent.parent / "figures" / "timings.json"
ROUNDS = 7


@dataclass(frozen=True)
class Timings:
    """machine: in words. seconds_per_epoch: by batch size, of one network trained alone."""

    machine: str
    seconds_per_epoch: dict[int, float]


def read(path: Path = PATH) -> Timings:
    """The committed timings. Raises OSError or ValueError naming the file if it is unusable."""
    try:
        recorded = json.loads(path.read_text(encoding="utf-8"))
        seconds = {int(size): float(value) for size, value in recorded["seconds"].items()}
        return Timings(recorded["machine"], seconds)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is not valid ({error!r}); run `make timings`") from error


def measure(path: Path = PATH) -> Timings:
    """Time epochs of all batch sizes in turn, take the medians, and write them to the file."""
    trainings = {
        size: Training(replace(BASELINE, batch_size=size), SEEDS[:1]) for size in MAPPED_BATCH_SIZES
    }
    taken: dict[int, list[float]] = {size: [] for size in trainings}
    for _ in range(ROUNDS):
        for size, training in trainings.items():
            started = time.perf_counter()
            for _ in training.epoch():
                pass
            taken[size].append(time.perf_counter() - started)
    seconds = {size: round(statistics.median(values), 4) for size, values in taken.items()}
    found = Timings(_machine(), seconds)
    text = json.dumps({"machine": found.machine, "seconds": seconds}, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return found


def _machine() -> str:
    processor = platform.processor() or platform.machine()
    description = Path("/proc/cpuinfo")
    if description.exists():
        lines = description.read_text(encoding="utf-8").splitlines()
        named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        processor = named[0] if named else processor
    return f"{processor}, one core, {platform.system()}, Python {platform.python_version()}"
