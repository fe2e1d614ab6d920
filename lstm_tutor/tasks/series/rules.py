"""Reference predictors for a measured series: averages and linear rules, fitted in an instant.

A network is worth its cost only if it beats these. All are fitted to the training years alone and
continue the same held-out windows as the networks.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.data.windows import sliding_windows
from lstm_tutor.tasks.series.task import HORIZON, WINDOW, SeriesTask
from lstm_tutor.training.predictors import continue_linearly, fit_autoregression

Floats = NDArray[np.float64]


def linear_continuations(name: str) -> dict[str, Floats]:
    """By predictor: its continuations of the held-out windows, (B, horizon), in the series' unit.

    The average course of "nino12" is the climatology, each calendar month's mean; that of
    "sunspots", whose cycles vary in length, is the best sine. AR(n) is a linear rule that reads
    the last n values. The average with AR(1) adds the last value's anomaly, which decays.
    """
    task = SeriesTask(name)
    course, title = average_course(task)
    return {
        title: course[task.target_places],
        **{f"AR({order})": _autoregression(task, order) for order in (24, WINDOW[name])},
        f"{title} + AR(1)": _fading_anomaly(task, course),
    }


def average_course(task: SeriesTask) -> tuple[Floats, str]:
    """The average course of the training years, extended over the whole series; and its name."""
    samples = np.arange(len(task.series.values))
    if task.name == "sunspots":
        return task.sine.at(samples), "best sine"
    period = round(task.series.period)
    months = np.array([task.past[month::period].mean() for month in range(period)])
    return months[samples % period], "climatology"


def _autoregression(task: SeriesTask, order: int) -> Floats:
    """Continuations by AR(order); (B, horizon)."""
    rule = fit_autoregression(sliding_windows(task.past, order, 1))
    return continue_linearly(rule, task.prompts[:, -order:], HORIZON[task.name])


def _fading_anomaly(task: SeriesTask, course: Floats) -> Floats:
    """The average course plus the last anomaly, which decays as AR(1) says; (B, horizon)."""
    rule = fit_autoregression(sliding_windows(task.past - course[: len(task.past)], 1, 1))
    last = task.prompts[:, -1:] - course[task.target_places[:, :1] - 1]
    return course[task.target_places] + continue_linearly(rule, last, HORIZON[task.name])
