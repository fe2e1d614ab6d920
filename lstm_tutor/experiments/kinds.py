"""The kinds of experiments, and what each is: how it is run, its twin, what it rests on."""

import sys
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from lstm_tutor.base import fingerprint
from lstm_tutor.data.measured import checksum
from lstm_tutor.probes import gradient_noise, gradient_path, update_line
from lstm_tutor.probes.gradient_noise import GradientNoiseConfig
from lstm_tutor.probes.update_line import UpdateLineConfig
from lstm_tutor.tasks import recall
from lstm_tutor.tasks.series import networks, sine_fit
from lstm_tutor.tasks.series.networks import SeriesConfig
from lstm_tutor.tasks.series.sine_fit import SineFitConfig
from lstm_tutor.training import train
from lstm_tutor.training.config import TrainingConfig

Experiment = (
    TrainingConfig
    | update_line.UpdateLineConfig
    | gradient_noise.GradientNoiseConfig
    | gradient_path.GradientPathConfig
    | recall.RecallConfig
    | networks.SeriesConfig
    | sine_fit.SineFitConfig
)


_PROCEDURES: dict[type, Callable[[Any, tuple[int, ...]], Any]] = {
    TrainingConfig: train.train,
    update_line.UpdateLineConfig: update_line.look_along_updates,
    gradient_noise.GradientNoiseConfig: gradient_noise.measure_gradient_noise,
    gradient_path.GradientPathConfig: gradient_path.follow_gradient,
    recall.RecallConfig: recall.recall,
    networks.SeriesConfig: networks.train_on_series,
    sine_fit.SineFitConfig: sine_fit.fit_series,
}


def compute(experiment: Experiment, seeds: tuple[int, ...]) -> Any:
    """Run one experiment, here and now."""
    return _PROCEDURES[type(experiment)](experiment, seeds)


def address(experiment: Experiment) -> str:
    """What a result depends on besides its configuration and seeds."""
    module = sys.modules[_PROCEDURES[type(experiment)].__module__]
    code = fingerprint.of_code(Path(str(module.__file__)))
    data = f", {checksum(experiment.series)}" if hasattr(experiment, "series") else ""
    return f"{code}, {fingerprint.of_environment()}{data}"


def twin_of(experiment: Experiment) -> Experiment:
    """The twin of an experiment; where no network is trained, the experiment itself.

    Raises TypeError for a kind of experiment that no claim has rested on so far.
    """
    match experiment:
        case TrainingConfig() | SeriesConfig():
            return replace(experiment, nudged=True)
        case UpdateLineConfig() | GradientNoiseConfig():
            return replace(experiment, training=replace(experiment.training, nudged=True))
        case SineFitConfig():
            return experiment
    raise TypeError(f"{experiment} has no twin yet; say in {__name__} what it is")


def configuration(experiment: Experiment) -> str:
    """An experiment as one would write it in Python: what differs from the defaults."""
    given = [
        f"{part.name}={configuration(value) if hasattr(value, 'timesteps') else repr(value)}"
        for part in fields(experiment)
        if (value := getattr(experiment, part.name)) != part.default
    ]
    return f"{type(experiment).__name__}({', '.join(given)})"
