"""The measured line of an update is the one that training follows."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_tutor.probes.update_line import ALPHAS, UpdateLineConfig, look_along_updates
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.train import Training

SMALL = TrainingConfig(hidden_size=4, windows=20, batch_size=10, window_length=6, epochs=2)
SEEDS = (7, 8)


def test_the_ends_of_the_line_are_the_weights_before_and_after() -> None:
    line = look_along_updates(UpdateLineConfig(SMALL, updates=(1, 3)), SEEDS)
    training = Training(SMALL, SEEDS)
    losses = [training.loss_on_all_samples()]
    for _ in range(2):
        for _ in training.epoch():
            losses.append(training.loss_on_all_samples())
    one = ALPHAS.index(1.0)
    np.testing.assert_allclose(line.losses[:, 0, 0], losses[0], rtol=1e-5)
    np.testing.assert_allclose(line.losses[:, 0, one], losses[1], rtol=1e-5)
    np.testing.assert_allclose(line.losses[:, 1, 0], losses[2], rtol=1e-5)
    np.testing.assert_allclose(line.losses[:, 1, one], losses[3], rtol=1e-5)


def test_measuring_does_not_change_the_training() -> None:
    seen = look_along_updates(UpdateLineConfig(SMALL, updates=(1, 2, 4)), SEEDS)
    unseen = look_along_updates(UpdateLineConfig(SMALL, updates=(4,)), SEEDS)
    assert seen.losses[:, 2].tobytes() == unseen.losses[:, 0].tobytes()


def test_a_step_ten_times_longer_overshoots_ten_times_as_far() -> None:
    """The first Adam step has the same direction at any rate; only its length differs."""
    short, long = (
        look_along_updates(
            UpdateLineConfig(replace(SMALL, learning_rate=rate), updates=(1,)), SEEDS
        )
        for rate in (0.05, 0.5)
    )
    np.testing.assert_allclose(long.overshoot((1,)), 10 * short.overshoot((1,)), rtol=0.35)


def test_saturation_rises_with_a_giant_step() -> None:
    calm, giant = (
        look_along_updates(
            UpdateLineConfig(replace(SMALL, learning_rate=rate), updates=(1,)), SEEDS
        )
        for rate in (1e-6, 50.0)
    )
    assert (calm.saturated == 0).all()
    assert (giant.saturated > 0.5).all()


@pytest.mark.parametrize("updates", [(), (0,), (5,)])
def test_updates_that_never_happen_are_refused(updates: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="from 1 to 4"):
        UpdateLineConfig(SMALL, updates=updates)
