"""Measured seconds: how long an epoch and each figure take, on one machine that is named.

Seconds differ from machine to machine and from run to run, so no build measures them: they are read
from a committed file, which only `make timings` writes.
"""

import json
import platform
import statistics
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.files import write_whole
from lstm_tutor.base.project import TIMINGS
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.experiments.kinds import compute
from lstm_tutor.experiments.learning_rate import MAPPED_BATCH_SIZES
from lstm_tutor.figure.figure import Figure, needed
from lstm_tutor.training.train import Training

ROUNDS = 7


class TimingsError(TutorError):
    """The committed timings cannot be read."""


@dataclass(frozen=True)
class Timings:
    """machine: in words. epochs: seconds by batch size, of one network trained alone.

    figures: by figure id, seconds of computing all that the figure and its claim rest on.
    """

    machine: str
    epochs: dict[int, float]
    figures: dict[str, float]


def read(path: Path = TIMINGS) -> Timings:
    """The committed timings. Raises OSError or TimingsError naming the file if it is unusable."""
    try:
        recorded = json.loads(path.read_text(encoding="utf-8"))
        epochs = {int(size): float(value) for size, value in recorded["epochs"].items()}
        figures = {str(name): float(value) for name, value in recorded["figures"].items()}
        return Timings(recorded["machine"], epochs, figures)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TimingsError(
            f"{path} is not valid ({error!r}); restore it with git, or run `make timings`"
        ) from error


def measure(figures: Iterable[Figure], path: Path = TIMINGS) -> Timings:
    """Compute everything once, without the cache, and write what it took to the file."""
    found = Timings(_machine(), _of_epochs(), _of_figures(list(figures)))
    content = {"machine": found.machine, "epochs": found.epochs, "figures": found.figures}
    text = json.dumps(content, indent=2, ensure_ascii=False)
    write_whole(path, (text + "\n").encode())
    return found


def _of_epochs() -> dict[int, float]:
    """Medians over some rounds, in which all batch sizes take turns."""
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
    return {size: round(statistics.median(values), 4) for size, values in taken.items()}


def _of_figures(figures: list[Figure]) -> dict[str, float]:
    """Sums over the experiments of each figure; what several share is computed once."""
    seconds = {
        (seeds, experiment): 0.0
        for seeds, experiments in needed(figures).items()
        for experiment in experiments
    }
    for seeds, experiment in seconds:
        started = time.perf_counter()
        compute(experiment, seeds)
        seconds[seeds, experiment] = time.perf_counter() - started
    return {
        figure.id: round(
            sum(seconds[seeds, e] for seeds, group in needed([figure]).items() for e in group), 1
        )
        for figure in figures
        if figure.experiments
    }


def _machine() -> str:
    processor = platform.processor() or platform.machine()
    description = Path("/proc/cpuinfo")
    if description.exists():
        lines = description.read_text(encoding="utf-8").splitlines()
        named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
        processor = named[0] if named else processor
    return f"{processor}, one core, {platform.system()}, Python {platform.python_version()}"
