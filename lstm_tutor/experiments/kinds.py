"""The kinds of experiments: one row each. A new kind is a configuration, its procedure and a row.

The twin of an experiment starts from weights that are one rounding step larger. Training is a long
chain of rounded sums, and some chains amplify rounding: how far twins drift apart tells how closely
a number can be expected to come back on another machine.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, Protocol

from lstm_tutor.base import fingerprint
from lstm_tutor.data.measured import checksum
from lstm_tutor.probes.gradient_noise import GradientNoiseConfig, measure_gradient_noise
from lstm_tutor.probes.gradient_path import GradientPathConfig, follow_gradient
from lstm_tutor.probes.update_line import UpdateLineConfig, look_along_updates
from lstm_tutor.tasks.recall import RecallConfig, recall
from lstm_tutor.tasks.series.networks import SeriesConfig, train_on_series
from lstm_tutor.tasks.series.sine_fit import SineFitConfig, fit_series
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.train import train


class Experiment(Protocol):
    """A frozen configuration of one of the kinds below. Equal configurations give equal results."""

    def cost(self, replicas: int) -> int:
        """The cost of running it with so many seeds."""
        ...


@dataclass(frozen=True)
class Kind:
    """What can be done with the experiments of one kind.

    run: configuration and seeds to the result. twin: to the configuration of its twin; None for a
    kind that no claim rests on. data: to the checksum of the measured data it reads.
    """

    run: Callable[[Any, tuple[int, ...]], Any]
    twin: Callable[[Any], Any] | None = None
    data: Callable[[Any], str] | None = None


def _perturbed(config: Any) -> Any:
    return replace(config, nudged=True)


def _training_perturbed(config: Any) -> Any:
    return replace(config, training=_perturbed(config.training))


def _itself(config: Any) -> Any:
    """No network is trained, so there are no initial weights to perturb."""
    return config


def _series_data(config: Any) -> str:
    return checksum(config.series)


KINDS: dict[type, Kind] = {
    TrainingConfig: Kind(train, _perturbed),
    UpdateLineConfig: Kind(look_along_updates, _training_perturbed),
    GradientNoiseConfig: Kind(measure_gradient_noise, _training_perturbed),
    GradientPathConfig: Kind(follow_gradient),
    RecallConfig: Kind(recall),
    SeriesConfig: Kind(train_on_series, _perturbed, _series_data),
    SineFitConfig: Kind(fit_series, _itself, _series_data),
}


def compute(experiment: Experiment, seeds: tuple[int, ...]) -> Any:
    """Run one experiment, here and now."""
    return KINDS[type(experiment)].run(experiment, seeds)


def twin_of(experiment: Experiment) -> Experiment:
    """The twin of an experiment. Raises TypeError for a kind that has none."""
    twin = KINDS[type(experiment)].twin
    if twin is None:
        raise TypeError(f"{experiment} has no twin; name one in the row of its kind in {__name__}")
    result: Experiment = twin(experiment)
    return result


def version(experiment: Experiment) -> str:
    """What a result depends on besides its configuration and seeds: code, environment and data."""
    kind = KINDS[type(experiment)]
    code = fingerprint.of_code(Path(str(inspect.getsourcefile(kind.run))))
    data = f", {kind.data(experiment)}" if kind.data else ""
    return f"{code}, {fingerprint.of_environment()}{data}"


def in_python(experiment: Experiment) -> str:
    """An experiment as one would write it in Python: only what differs from the defaults."""
    given = [
        f"{part.name}={in_python(value) if type(value) in KINDS else repr(value)}"
        for part in fields(experiment)  # type: ignore[arg-type]
        if (value := getattr(experiment, part.name)) != part.default
    ]
    return f"{type(experiment).__name__}({', '.join(given)})"
