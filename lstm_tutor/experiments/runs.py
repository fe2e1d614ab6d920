"""Runs: experiments in, results out; trained once, then read from the cache.

A result is stored under its configuration, its seeds, the meaning of the code that trained it, and
the numerical environment. What is missing is computed
in parallel processes, each with one BLAS thread; what is finished is kept, whatever happens next.
"""

import signal
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
from tqdm import tqdm

from lstm_tutor.base import fingerprint
from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.project import STORED_RUNS
from lstm_tutor.base.store import DamagedError, Store
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.kinds import Experiment, compute, version


class RunsFailedError(TutorError):
    """Some experiments raised an error; the others are finished and stored.

    failures: what each of them raised.
    """

    def __init__(self, failures: dict[Experiment, Exception]) -> None:
        listed = "\n".join(f"  {experiment}\n    {e!r}" for experiment, e in failures.items())
        super().__init__(f"{len(failures)} experiments failed:\n{listed}")
        self.failures = failures


@dataclass(frozen=True)
class Cost:
    """What was computed, as opposed to what was found in the cache."""

    experiments: int = 0
    timesteps: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(
            self.experiments + other.experiments,
            self.timesteps + other.timesteps,
            self.seconds + other.seconds,
        )


def run(
    experiments: Iterable[Experiment],
    seeds: tuple[int, ...] = SEEDS,
    *,
    cache: Path = STORED_RUNS,
    processes: int = 2,
) -> tuple[dict[Experiment, Any], Cost]:
    """Results of all experiments (each once), computing only what the cache does not hold.

    Raises RunsFailedError naming every experiment that failed, after the others have finished.
    """
    store = Store(cache)
    keys = {experiment: _key(experiment, seeds) for experiment in experiments}
    results, missing = _stored(store, keys)
    missing.sort(key=lambda experiment: -experiment.cost(len(seeds)))  # longest first
    started = time.monotonic()
    failures = dict[Experiment, Exception]()
    work = sum(experiment.cost(len(seeds)) for experiment in missing)
    with (
        joblib.parallel_config("loky", n_jobs=processes, inner_max_num_threads=1),
        tqdm(
            total=work,
            unit="step",
            unit_scale=True,
            desc=f"training {len(missing)} experiments",
            disable=not missing,
            mininterval=1,
            file=sys.stderr,
        ) as progress,
    ):
        with _workers_ignore_ctrl_c():
            finished = joblib.Parallel(return_as="generator_unordered")(
                joblib.delayed(_attempt)(store, keys[experiment], experiment, seeds)
                for experiment in missing
            )
        for experiment, error in finished:
            progress.update(experiment.cost(len(seeds)))
            if error is not None:
                failures[experiment] = error
    if failures:
        raise RunsFailedError(failures)
    computed = {experiment: store.read(keys[experiment]) for experiment in missing}
    results |= computed
    return results, Cost(len(missing), work, time.monotonic() - started)


def _key(experiment: Experiment, seeds: tuple[int, ...]) -> str:
    """The name under which a result is stored."""
    return fingerprint.key(repr(experiment), seeds, version(experiment))


def _stored(
    store: Store, keys: dict[Experiment, str]
) -> tuple[dict[Experiment, Any], list[Experiment]]:
    """What the store holds, and the experiments whose results are missing or damaged."""
    results, missing = dict[Experiment, Any](), list[Experiment]()
    for experiment, key in keys.items():
        try:
            results[experiment] = store.read(key)
        except FileNotFoundError:
            missing.append(experiment)
        except DamagedError as error:
            print(f"{error}; training it again", file=sys.stderr)
            missing.append(experiment)
    return results, missing


@contextmanager
def _workers_ignore_ctrl_c() -> Iterator[None]:
    """Processes started here leave Ctrl-C to this one, which ends them without a word.

    (A blocked signal would not do: starting them unblocks it.)
    """
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _attempt(
    store: Store, key: str, experiment: Experiment, seeds: tuple[int, ...]
) -> tuple[Experiment, Exception | None]:
    """Compute and store one result in a worker; an error is a result too, so that others go on."""
    try:
        store.write(key, compute(experiment, seeds))
    except Exception as error:
        return experiment, error
    return experiment, None
