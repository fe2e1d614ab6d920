"""Networks on a measured series: the split, the training series and the errors."""

import numpy as np
import pytest

from lstm_tutor.tasks.series.networks import (
    TRAINED_ON,
    SeriesConfig,
    SeriesResult,
    remember,
    train_on_series,
    training_series,
)
from lstm_tutor.tasks.series.sine_fit import autocorrelation
from lstm_tutor.tasks.series.task import HORIZON, WINDOW, SeriesTask

SEEDS = (7, 8)


@pytest.mark.parametrize(
    ("name", "last_trained", "first_read", "first_continued", "places"),
    [("nino12", 1989, 1993, 1996, 169), ("sunspots", 1900, 1934, 1967, 32)],
)
def test_a_window_lies_between_training_and_held_out_years(
    name: str, last_trained: int, first_read: int, first_continued: int, places: int
) -> None:
    task = SeriesTask(name)
    assert int(task.series.times[len(task.past) - 1]) == last_trained
    assert int(task.series.times[task.places[0, 0]]) == first_read
    assert task.places[0, 0] - len(task.past) == WINDOW[name]
    assert task.prompts.shape == (places, WINDOW[name])
    assert task.targets.shape == (places, HORIZON[name])
    assert task.targets[-1, -1] == task.series.values[-1]
    assert task.target_years[0, 0] == first_continued


def test_the_error_of_the_mean_is_one() -> None:
    task = SeriesTask("nino12")
    mean = np.full_like(task.targets, task.targets.mean())
    assert task.errors(mean) == pytest.approx(1)
    assert task.errors(np.array([mean, task.targets])) == pytest.approx([1, 0])


def test_what_is_trained_on() -> None:
    task = SeriesTask("nino12")
    series = {kind: training_series(SeriesConfig("nino12", kind), 7) for kind in TRAINED_ON}
    np.testing.assert_array_equal(series["measured"], task.past)
    assert np.var(task.past - series["sine"]) < np.var(task.past)
    for kind, remembered in (("white noise", 0.0), ("autoregressive noise", 0.89)):
        noise = series[kind] - series["sine"]
        assert noise.std() == pytest.approx(task.residual.std(), rel=0.25)
        assert autocorrelation(noise, 1)[1] == pytest.approx(remembered, abs=0.1)
        other = training_series(SeriesConfig("nino12", kind), 8)
        assert not np.allclose(series[kind], other)


def test_remembering_noise_keeps_its_variance() -> None:
    white = np.random.default_rng(0).standard_normal(200_000)
    kept = remember(white, 0.8)
    assert kept.std() == pytest.approx(1, abs=0.02)
    assert autocorrelation(kept, 2) == pytest.approx([1, 0.8, 0.64], abs=0.02)
    np.testing.assert_array_equal(remember(white[:9], 0.0), white[:9])


def test_networks_beat_the_mean_and_repeat() -> None:
    config = SeriesConfig("sunspots")
    result = train_on_series(config, SEEDS)
    task = SeriesTask("sunspots")
    assert result.continuations.shape == (2, *task.targets.shape)
    assert result.training_loss.shape == (2, config.training.epochs)
    np.testing.assert_allclose(result.nrmse, task.errors(result.continuations))
    assert (result.nrmse < 1).all()
    np.testing.assert_array_equal(result.nrmse, train_on_series(config, SEEDS).nrmse)


def test_the_median_seed_is_the_lower_one_of_an_even_number() -> None:
    empty = np.zeros(0)
    errors = np.array([0.4, 0.1, np.nan, 0.2])
    result = SeriesResult(SeriesConfig("nino12"), (1, 2, 3, 4), errors, empty, empty)
    assert result.median_seed == 3


@pytest.mark.parametrize(("name", "kind"), [("nino", "sine"), ("nino12", "red noise")])
def test_what_does_not_exist_is_refused(name: str, kind: str) -> None:
    with pytest.raises(ValueError, match="legal is one of"):
        SeriesConfig(name, kind)
