"""A twin differs in nothing but the last bit of its initial weights."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_tutor.experiments import BASELINE
from lstm_tutor.experiments.kinds import twin_of
from lstm_tutor.probes.gradient_noise import GradientNoiseConfig
from lstm_tutor.probes.update_line import UpdateLineConfig
from lstm_tutor.tasks.recall import RecallConfig
from lstm_tutor.tasks.series.networks import SeriesConfig, train_on_series
from lstm_tutor.tasks.series.sine_fit import SineFitConfig
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.train import Training, train

SMALL = TrainingConfig(hidden_size=2, windows=8, batch_size=4, window_length=4, epochs=1)


def test_weights_are_one_rounding_step_larger_and_the_data_are_the_same() -> None:
    one, other = (Training(config, (7, 8)) for config in (SMALL, twin_of(SMALL)))  # type: ignore[arg-type]
    weights, nudged = one.network.parameters, other.network.parameters
    np.testing.assert_array_equal(np.nextafter(weights, np.float32(np.inf)), nudged)
    np.testing.assert_array_equal(one.samples, other.samples)


def test_a_twin_stays_close_for_a_while() -> None:
    one, other = train(SMALL, (7,)), train(replace(SMALL, nudged=True), (7,))
    assert not np.array_equal(one.nrmse, other.nrmse)
    np.testing.assert_allclose(one.nrmse, other.nrmse, rtol=1e-4)


@pytest.mark.slow
def test_a_network_on_a_measured_series_has_a_twin() -> None:
    one, other = (train_on_series(SeriesConfig("sunspots", nudged=n), (7,)) for n in (False, True))
    assert not np.array_equal(one.continuations, other.continuations)


@pytest.mark.parametrize("probe", [UpdateLineConfig, GradientNoiseConfig])
def test_the_training_within_a_probe_is_the_twin(probe: type) -> None:
    assert twin_of(probe(BASELINE)) == probe(replace(BASELINE, nudged=True))


def test_where_nothing_is_trained_the_twin_is_the_experiment_itself() -> None:
    fit = SineFitConfig("nino12")
    assert twin_of(fit) == fit


def test_an_experiment_without_a_twin_is_named() -> None:
    with pytest.raises(TypeError, match=r"RecallConfig.*has no twin"):
        twin_of(RecallConfig(5))
