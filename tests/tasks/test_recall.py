"""Only the first point reveals the cue, and all settings of a seed see the same sequences."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_tutor.tasks.recall import (
    HELD_OUT,
    LAST_POINTS,
    RecallConfig,
    RecallTraining,
    held_out,
    recall,
    sequences,
)
from lstm_tutor.training.train import build_network

SEEDS = (7, 8)
SHORT = RecallConfig(gap=4, epochs=1)


def draw(count: int) -> NDArray[np.float32]:
    return sequences(np.random.default_rng(7), np.random.default_rng(8), count, 6, 0.5)


def test_a_sequence_is_a_cue_noise_and_the_cue_as_target() -> None:
    drawn = draw(2000)
    assert drawn.shape == (2000, 7)
    assert drawn.dtype == np.float32
    np.testing.assert_array_equal(np.unique(drawn[:, 0]), (-1, 1))
    np.testing.assert_array_equal(drawn[:, 0], drawn[:, -1])
    assert drawn[:, 1:-1].std() == pytest.approx(0.5, abs=0.02)


def test_the_noise_is_uncorrelated_with_the_cue() -> None:
    drawn = draw(4000)
    correlation = np.asarray(np.corrcoef(drawn.T))[-1, 1:-1]
    assert np.abs(correlation).max() < 0.06  # four standard errors


def test_settings_of_a_seed_share_training_sequences_and_are_tested_on_others() -> None:
    one, other = (RecallTraining(replace(SHORT, forget_bias=bias), SEEDS) for bias in (0.0, 1.0))
    np.testing.assert_array_equal(one.samples, other.samples)
    asked = held_out(SHORT, SEEDS)
    assert asked.shape == (len(SEEDS), HELD_OUT, SHORT.gap + 1)
    assert not np.isin(asked[..., 1], one.samples[..., 1]).any()


def test_every_epoch_draws_new_sequences() -> None:
    training = RecallTraining(SHORT, SEEDS)
    seen = training.samples
    for _ in range(2):
        list(training.epoch())
    assert not np.isin(training.samples[..., 1], seen[..., 1]).any()


def test_a_near_cue_is_learned_and_the_stored_weights_recall_it() -> None:
    found = recall(replace(SHORT, epochs=6), SEEDS)
    assert (found.right > 0.95).all()
    network = build_network(found.config.training, len(SEEDS))
    network.parameters[:] = found.weights
    asked = held_out(found.config, SEEDS)
    answers = network.forward(asked[..., :-1, np.newaxis])[..., 0]
    np.testing.assert_array_equal(np.mean((answers > 0) == (asked[..., -1] > 0), 1), found.right)


def test_the_rule_without_memory_is_right_within_its_reach_and_guesses_beyond() -> None:
    seeds = tuple(range(8))
    sees, misses = (recall(RecallConfig(gap, epochs=1), seeds) for gap in (LAST_POINTS, 8))
    np.testing.assert_array_equal(sees.right_by_rule, 1)
    assert np.mean(misses.right_by_rule) == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(8 * HELD_OUT))


def test_a_seed_gives_the_same_alone_and_with_others() -> None:
    together, alone = recall(SHORT, SEEDS), recall(SHORT, SEEDS[1:])
    np.testing.assert_array_equal(together.weights[1:], alone.weights)
    np.testing.assert_array_equal(together.right[1:], alone.right)


@pytest.mark.parametrize(
    ("name", "value"),
    [("gap", 1), ("gap", 5.0), ("noise_scale", -0.5), ("learning_rate", 0.0), ("epochs", 0)],
)
def test_bad_settings_are_refused(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=name):
        replace(SHORT, **{name: value})  # type: ignore[arg-type]
