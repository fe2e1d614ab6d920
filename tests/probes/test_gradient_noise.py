"""The gradients compared are those of the training's own windows, at the stage named."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_tutor.nn import squared_error
from lstm_tutor.probes.gradient_noise import GradientNoiseConfig, measure_gradient_noise
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.train import Training

SMALL = TrainingConfig(hidden_size=4, windows=20, batch_size=10, window_length=6, epochs=2)
CONFIG = GradientNoiseConfig(SMALL, stages=(0, 3), sizes=(1, 5, 20), batches=8)
SEEDS = (7, 8)


def test_a_batch_of_all_windows_is_the_full_gradient() -> None:
    noise = measure_gradient_noise(CONFIG, SEEDS)
    assert noise.cosine.shape == (2, 2, 3, 8)
    assert noise.distance.shape == (2, 2, 3)
    np.testing.assert_allclose(noise.cosine[:, :, 2], 1, atol=1e-6)
    np.testing.assert_allclose(noise.distance[:, :, 2], 0, atol=1e-3)


def test_larger_batches_agree_better() -> None:
    noise = measure_gradient_noise(replace(CONFIG, batches=60), SEEDS)
    assert (noise.distance[:, :, 0] > noise.distance[:, :, 1]).all()
    for stage in CONFIG.stages:
        assert (noise.median_cosine(stage, 1) < noise.median_cosine(stage, 5)).all()


@pytest.mark.parametrize("stages", [(0,), (0, 3), (1, 3)])
def test_cosines_are_those_of_the_windows_gradients(stages: tuple[int, ...]) -> None:
    """At every stage of one training, even after an earlier stage within an epoch."""
    noise = measure_gradient_noise(replace(CONFIG, stages=stages), SEEDS)
    training = Training(SMALL, SEEDS)
    updates = (loss for _ in range(SMALL.epochs) for loss in training.epoch())
    for place, stage in enumerate(stages):
        while training.updates < stage:
            next(updates)
        cosines = cosines_of_windows(training)
        measured = noise.cosine[:, place, 0]  # of single windows
        for seed in range(len(SEEDS)):
            nearest = np.abs(measured[seed][:, np.newaxis] - cosines[:, seed]).min(axis=1)
            assert nearest.max() < 1e-4


def cosines_of_windows(training: Training) -> NDArray[np.float64]:
    """Cosines of all single windows' gradients to their mean, the full gradient; (N, R)."""
    singles = []
    for window in range(SMALL.windows):
        batch = training.samples[:, window : window + 1]
        prediction = training.network.forward(batch[..., :-1, np.newaxis])
        _, d_prediction = squared_error(prediction, batch[..., -1:])
        singles.append(training.network.backward(d_prediction).astype(float))
    gradients = np.array(singles)  # (N, R, P)
    full = gradients.mean(axis=0)
    length = np.linalg.norm(full, axis=-1)
    cosines = np.sum(gradients * full, axis=-1) / (np.linalg.norm(gradients, axis=-1) * length)
    return np.asarray(cosines)


def test_measuring_does_not_change_the_training() -> None:
    looked = measure_gradient_noise(CONFIG, SEEDS)
    late = measure_gradient_noise(replace(CONFIG, stages=(3,), sizes=(20,)), SEEDS)
    assert late.distance.shape == (2, 1, 1)
    assert looked.distance[:, 1, 2] == pytest.approx(late.distance[:, 0, 0], abs=1e-3)


@pytest.mark.parametrize(
    ("name", "value"), [("stages", (5,)), ("stages", (-1,)), ("sizes", (0,)), ("sizes", (21,))]
)
def test_what_cannot_be_measured_is_refused(name: str, value: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=name):
        replace(CONFIG, **{name: value})  # type: ignore[arg-type]
