"""Twins: the same experiment from initial weights that are one rounding step larger.

Training a network is a long chain of rounded sums, and some chains forget nothing: a twin of a run
at a high learning rate ends far from it. How far twins drift apart says how exactly a number can be
expected to come back on another machine. An outcome that differs between twins is undecided.
"""

from dataclasses import replace

from lstm_tutor.configuration import TrainingConfig
from lstm_tutor.probes.gradient_noise import GradientNoiseConfig
from lstm_tutor.probes.update_line import UpdateLineConfig
from lstm_tutor.runs import Experiment
from lstm_tutor.series.networks import SeriesConfig
from lstm_tutor.series.sine_fit import SineFitConfig


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
