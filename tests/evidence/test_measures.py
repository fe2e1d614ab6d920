"""Squared errors are those of the continuation itself."""

import numpy as np
import pytest

from lstm_tutor.evidence.measures import squared_errors
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.samples import held_out
from lstm_tutor.training.train import train

SMALL = TrainingConfig(
    hidden_size=4, windows=20, batch_size=10, window_length=6, epochs=2, snapshot_epochs=(2,)
)


def test_squared_errors_are_those_of_the_continuations() -> None:
    history = train(SMALL, (7, 8))
    error = history.continuations_at(2) - held_out(SMALL, history.seeds).targets.astype(float)
    one_step, free_run = squared_errors(history, 2)
    np.testing.assert_allclose(one_step, np.mean(error[..., 0] ** 2, axis=1))
    np.testing.assert_allclose(free_run, np.mean(error**2, axis=(1, 2)))


def test_an_epoch_that_was_not_recorded_is_named() -> None:
    with pytest.raises(ValueError, match=r"epoch 7 was not recorded; recorded are \[0, 1, 2\]"):
        squared_errors(train(SMALL, (7,)), 7)
