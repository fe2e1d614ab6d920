"""Averages and linear rules fit the training years only and continue as they should."""

import numpy as np
import pytest

from lstm_tutor.tasks.series.rules import average_course, linear_continuations
from lstm_tutor.tasks.series.task import SeriesTask


def test_climatology_is_the_mean_of_each_calendar_month_of_the_training_years() -> None:
    task = SeriesTask("nino12")
    course, name = average_course(task)
    assert name == "climatology"
    means = task.past.reshape(-1, 12).mean(axis=0)
    np.testing.assert_allclose(course, np.tile(means, len(course) // 12))


def test_the_distance_from_the_climatology_fades_by_a_constant_share() -> None:
    task = SeriesTask("nino12")
    continued = linear_continuations("nino12")
    distance = continued["climatology + AR(1)"] - continued["climatology"]
    steps = np.diff(distance, axis=1)
    np.testing.assert_allclose(steps[:, 1:], steps[:, :-1] * (steps[0, 1] / steps[0, 0]))
    assert 0.8 < steps[0, 1] / steps[0, 0] < 1
    last = task.prompts[:, -1] - average_course(task)[0][task.target_places[:, 0] - 1]
    assert np.corrcoef(last, distance[:, 0])[0, 1] == pytest.approx(1)


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("nino12", {"climatology": 0.57, "AR(24)": 0.52, "climatology + AR(1)": 0.49}),
        ("sunspots", {"best sine": 1.17, "AR(24)": 0.71}),
    ],
)
def test_errors_are_those_measured_when_this_was_written(
    name: str, errors: dict[str, float]
) -> None:
    task, continued = SeriesTask(name), linear_continuations(name)
    for rule, error in errors.items():
        assert continued[rule].shape == task.targets.shape
        assert task.errors(continued[rule]) == pytest.approx(error, abs=0.006)
