"""A measured series as a task: training years, a gap, and held-out years to continue.

The gap is as long as a window, so that no held-out window starts right after a training value.
Window lengths and split were fixed before anything was trained.

Axes: S samples in the training years, B held-out windows, T samples in a window.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice
from lstm_tutor.data import measured
from lstm_tutor.data.windows import sliding_windows, split_by_time
from lstm_tutor.tasks.series.sine_fit import PERIODS, Sine, best_sine
from lstm_tutor.training.free_run import nrmse

Floats = NDArray[np.float64]

WINDOW = {"nino12": 36, "sunspots": 33}  # samples: three periods
HORIZON = {"nino12": 12, "sunspots": 11}  # samples continued: one period
LAST_TRAINING_YEAR = {"nino12": 1989, "sunspots": 1900}


@dataclass(frozen=True)
class SeriesTask:
    """A measured series, split into training years and held-out years; all in the series' unit.

    The task: read T samples and continue them by `horizon` samples, at each of the B places in the
    held-out years. The training years are the first S samples. Raises ValueError for an unknown
    name.
    """

    name: str

    def __post_init__(self) -> None:
        require_choice("series", self.name, WINDOW)

    @cached_property
    def series(self) -> measured.Series:
        """The whole measured series."""
        return measured.load(self.name)

    @cached_property
    def past(self) -> Floats:
        """The training years; (S,)."""
        count = int(np.sum(self.series.times < LAST_TRAINING_YEAR[self.name] + 1))
        return split_by_time(self.series.values, WINDOW[self.name], count)[0]

    @cached_property
    def places(self) -> NDArray[np.int64]:
        """Sample numbers of all held-out windows and their continuations; (B, T + horizon)."""
        length = WINDOW[self.name]
        numbers = np.arange(len(self.past) + length, len(self.series.values), dtype=np.float64)
        return sliding_windows(numbers, length, HORIZON[self.name]).astype(np.int64)

    @property
    def prompts(self) -> Floats:
        """The held-out windows that are read; (B, T)."""
        return self.series.values[self.places[:, : WINDOW[self.name]]]

    @property
    def targets(self) -> Floats:
        """Their true continuations; (B, horizon)."""
        return self.series.values[self.target_places]

    @property
    def target_places(self) -> NDArray[np.int64]:
        """Sample numbers of the targets; (B, horizon)."""
        return self.places[:, WINDOW[self.name] :]

    @property
    def target_years(self) -> NDArray[np.int64]:
        """The year of each target; (B, horizon)."""
        return np.floor(self.series.times[self.target_places]).astype(np.int64)

    def errors(self, continuations: Floats) -> Floats:
        """NRMSE of continuations (..., B, horizon) in the series' unit; (...)."""
        several = continuations.reshape(-1, *self.targets.shape)
        targets = np.broadcast_to(self.targets, several.shape)
        return nrmse(several, targets).reshape(continuations.shape[:-2])

    @cached_property
    def sine(self) -> Sine:
        """The best sine of the training years."""
        return best_sine(self.past, PERIODS[self.name])

    @property
    def residual(self) -> Floats:
        """What the best sine leaves of the training years; (S,)."""
        return self.past - self.sine.at(np.arange(len(self.past)))
