"""Training is reproducible, pairs settings seed by seed, and records what went wrong."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_tutor.experiments import EXPLORNN
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import free_run, nrmse
from lstm_tutor.training.samples import CONTINUATION_STEPS, HELD_OUT_WINDOWS, held_out
from lstm_tutor.training.train import DivergedError, Training, build_network, train

SMALL = TrainingConfig(
    hidden_size=4, windows=20, batch_size=8, window_length=6, epochs=3, snapshot_epochs=(1, 3)
)
SEEDS = (7, 8, 9)


def test_the_same_configuration_and_seeds_give_the_same_bytes() -> None:
    first, second = train(SMALL, SEEDS), train(SMALL, SEEDS)
    for name in ("nrmse", "one_step", "training_loss", "weights", "continuations"):
        assert getattr(first, name).tobytes() == getattr(second, name).tobytes()


def test_a_seed_gives_the_same_results_alone_and_with_others() -> None:
    config = replace(SMALL, windows=100, batch_size=25)
    seeds = tuple(range(19))  # train() makes groups of 8, 8 and 3
    together = train(config, seeds)
    assert together.seeds == seeds
    for index in (0, 7, 8, 18):
        alone = train(config, (index,))
        for name in ("nrmse", "one_step", "training_loss", "diverged_epoch"):
            np.testing.assert_array_equal(getattr(together, name)[index], getattr(alone, name)[0])
        for name in ("weights", "continuations"):
            np.testing.assert_array_equal(
                getattr(together, name)[:, index], getattr(alone, name)[:, 0]
            )


def test_samples_may_be_made_elsewhere() -> None:
    drawn = Training(SMALL, SEEDS)
    given = Training(SMALL, SEEDS, draw_samples=lambda *_: drawn.samples)
    np.testing.assert_array_equal(list(drawn.epoch()), list(given.epoch()))


def test_settings_start_from_the_same_weights_and_data() -> None:
    one = Training(SMALL, SEEDS)
    other = Training(replace(SMALL, learning_rate=0.9, batch_size=4, optimiser="sgd"), SEEDS)
    assert one.network.parameters.tobytes() == other.network.parameters.tobytes()
    assert one.samples.tobytes() == other.samples.tobytes()


def test_seeds_differ() -> None:
    training = Training(SMALL, SEEDS)
    assert not np.allclose(training.samples[0], training.samples[1])
    assert not np.allclose(training.network.parameters[0], training.network.parameters[1])


def test_a_longer_training_starts_like_a_shorter_one() -> None:
    short, long = train(SMALL, SEEDS), train(replace(SMALL, epochs=5), SEEDS)
    assert long.nrmse[:, :4].tobytes() == short.nrmse.tobytes()


def test_training_lowers_the_error() -> None:
    config = replace(SMALL, windows=100, epochs=15, learning_rate=0.02, hidden_size=8)
    history = train(config, SEEDS)
    assert (history.nrmse[:, -1] < 0.5 * history.nrmse[:, 0]).all()
    assert (history.training_loss[:, -1] < 0.2 * history.training_loss[:, 0]).all()


def test_epochs_and_updates_are_counted_apart() -> None:
    training = Training(SMALL, SEEDS)
    assert len(list(training.epoch())) == 3  # 8 + 8 + 4 windows
    assert training.updates == SMALL.updates_per_epoch == 3


def test_every_window_is_used_once_in_an_epoch() -> None:
    training = Training(replace(SMALL, learning_rate=1e-9), (1,))
    losses = list(training.epoch())
    weighted = (losses[0][0] * 8 + losses[1][0] * 8 + losses[2][0] * 4) / 20
    assert weighted == pytest.approx(training.loss_on_all_samples()[0], rel=1e-4)


def test_fresh_data_is_drawn_every_epoch_only_if_asked() -> None:
    for fresh in (False, True):
        training = Training(replace(SMALL, fresh_data=fresh), SEEDS)
        before = training.samples.copy()
        list(training.epoch())
        list(training.epoch())
        assert (training.samples.tobytes() != before.tobytes()) is fresh


def test_warm_up_shortens_the_first_steps() -> None:
    plain = Training(replace(SMALL, optimiser="sgd"), SEEDS)
    warm = Training(replace(SMALL, optimiser="sgd", warmup_updates=4), SEEDS)
    start = plain.network.parameters.copy()
    next(iter(plain.epoch()))
    next(iter(warm.epoch()))
    full, quarter = plain.network.parameters - start, warm.network.parameters - start
    np.testing.assert_allclose(quarter, full / 4, atol=1e-7)


class TestDivergence:
    config = replace(SMALL, optimiser="sgd", learning_rate=1e30, epochs=4)

    def test_is_an_error_unless_declared(self) -> None:
        with pytest.raises(DivergedError, match="may_diverge=True"):
            train(self.config, SEEDS)

    def test_is_recorded_where_it_is_declared(self) -> None:
        history = train(replace(self.config, may_diverge=True), SEEDS)
        assert (history.diverged_epoch > 0).all()
        assert np.isnan(history.nrmse_at(4)).all()
        assert np.isinf(history.epochs_to_reach(goal=0.0)).all()
        assert len(history.nrmse) == len(SEEDS)


def test_the_median_seed_is_the_middle_one_and_nan_ranks_worst() -> None:
    history = train(SMALL, SEEDS)
    history = replace(history, nrmse=np.array([[1.0, 0.3], [1.0, np.nan], [1.0, 0.1]]))
    history = replace(history, epochs=np.array([0, 3]))
    assert history.median_seed(3) == 0


def test_an_epoch_that_was_not_recorded_is_an_error() -> None:
    history = train(SMALL, SEEDS)
    with pytest.raises(ValueError, match="epoch 2 was not recorded"):
        history.weights_at(2)


@pytest.mark.parametrize(
    "smallest",
    [
        {"window_length": 1},
        {"batch_size": 1},
        {"hidden_size": 1},
        {"windows": 1, "batch_size": 1},
        {"window_length": 1, "batch_size": 1, "hidden_size": 1, "windows": 1, "epochs": 1},
    ],
)
def test_the_smallest_sizes_train(smallest: dict[str, int]) -> None:
    config = replace(SMALL, snapshot_epochs=(), may_diverge=True, **smallest)  # type: ignore[arg-type]
    history = train(config, (5,))
    assert np.isfinite(history.nrmse).all()
    assert history.nrmse.shape == (1, config.epochs + 1)


def test_the_recipe_of_explornn_runs() -> None:
    history = train(replace(EXPLORNN, epochs=1, snapshot_epochs=()), (5,))
    assert np.isfinite(history.nrmse).all()


def test_a_free_run_reads_its_own_predictions() -> None:
    """Compared with the plain way: predict, append, take the last T points, predict again."""
    training = Training(SMALL, SEEDS)
    prompts = held_out(SMALL, SEEDS).prompts
    continuation = free_run(training.network, prompts)
    series = prompts.copy()
    network = build_network(SMALL, len(SEEDS))
    network.parameters[:] = training.network.parameters
    for _ in range(CONTINUATION_STEPS):
        window = np.ascontiguousarray(series[:, :, -SMALL.window_length :, np.newaxis])
        series = np.concatenate([series, network.forward(window)], axis=2)
    np.testing.assert_array_equal(continuation, series[:, :, SMALL.window_length :])


def test_held_out_windows_are_the_same_in_every_setting_and_targets_are_clean() -> None:
    clean = held_out(SMALL, SEEDS)
    noisy = held_out(replace(SMALL, noise_scale=0.3, learning_rate=0.9), SEEDS)
    assert clean.targets.shape == (3, HELD_OUT_WINDOWS, CONTINUATION_STEPS)
    assert clean.targets.tobytes() == noisy.targets.tobytes()
    residual = noisy.prompts - clean.prompts
    assert np.std(residual) == pytest.approx(0.3, rel=0.1)


def test_nrmse_of_known_predictions() -> None:
    targets = held_out(SMALL, SEEDS).targets
    mean = np.broadcast_to(targets.mean(axis=(1, 2), keepdims=True), targets.shape)
    assert nrmse(targets, targets) == pytest.approx(0)
    assert nrmse(np.asarray(mean), targets) == pytest.approx(1)
    later = targets.copy()
    later[..., 1:] += 1.0
    assert nrmse(later, targets, steps=1) == pytest.approx(0)
    assert nrmse(np.full_like(targets, np.inf), targets).tolist() == pytest.approx(
        [np.nan] * 3, nan_ok=True
    )
