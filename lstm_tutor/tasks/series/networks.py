"""Networks that train on a measured series, or on a wave made to resemble it.

All of them are tested on the same measured years, which come after the training years. Learning
rate and epochs were fixed before any of these networks was trained.

Axes: R seeds, B held-out windows, S samples in the training years.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice
from lstm_tutor.data.streams import stream
from lstm_tutor.data.windows import sliding_windows
from lstm_tutor.tasks.series.sine_fit import autocorrelation
from lstm_tutor.tasks.series.task import HORIZON, WINDOW, SeriesTask
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import free_run
from lstm_tutor.training.history import median_seed
from lstm_tutor.training.train import DivergedError, Training

Floats = NDArray[np.float64]

TRAINED_ON = ("measured", "sine", "white noise", "autoregressive noise")


@dataclass(frozen=True)
class SeriesConfig:
    """Which series is continued, and what the network is trained on.

    trained_on: the "measured" training years; their best "sine"; or that sine plus "white noise"
    or first-order "autoregressive noise" with the residual's standard deviation, drawn for each
    seed. Raises ValueError, with the nearest match, for an unknown name.
    """

    series: str
    trained_on: str = "measured"
    nudged: bool = False  # as in TrainingConfig

    def __post_init__(self) -> None:
        require_choice("series", self.series, WINDOW)
        require_choice("trained_on", self.trained_on, TRAINED_ON)

    @property
    def training(self) -> TrainingConfig:
        """How the network is trained; the configuration's function and step play no part."""
        length = WINDOW[self.series]
        return TrainingConfig(
            window_length=length,
            windows=len(SeriesTask(self.series).past) - length,
            learning_rate=0.01,
            epochs=20,
            nudged=self.nudged,
        )

    def cost(self, replicas: int) -> int:
        """Time steps of one layer: training alone; the few test windows hardly count."""
        return self.training.cost(replicas)


@dataclass(frozen=True)
class SeriesResult:
    """Errors on the held-out years after the last epoch.

    nrmse: (R,). continuations: (R, B, horizon), in the series' unit. training_loss: (R, epochs),
    mean squared error in units of the training years' variance.
    """

    config: SeriesConfig
    seeds: tuple[int, ...]
    nrmse: Floats
    continuations: Floats
    training_loss: Floats

    @property
    def median_seed(self) -> int:
        """Index of the seed with the (lower) median error."""
        return median_seed(self.nrmse)


def train_on_series(config: SeriesConfig, seeds: tuple[int, ...]) -> SeriesResult:
    """Train one replica for each seed and continue the measured held-out years.

    Values are standardised by the training years' mean and standard deviation. Raises
    DivergedError if a loss is not finite.
    """
    task, length = SeriesTask(config.series), WINDOW[config.series]
    mean, deviation = task.past.mean(), task.past.std()
    of_seeds = [
        sliding_windows((training_series(config, seed) - mean) / deviation, length, 1)
        for seed in seeds
    ]
    samples = np.array(of_seeds, np.float32)
    training = Training(config.training, seeds, draw_samples=lambda *_: samples)
    epochs = range(config.training.epochs)
    losses = np.array([np.mean(list(training.epoch()), axis=0) for _ in epochs], np.float64)
    if not np.isfinite(losses).all():
        raise DivergedError(f"a loss is not finite in {config}")

    prompts = np.array([(task.prompts - mean) / deviation] * len(seeds), np.float32)
    continuations = free_run(training.network, prompts, HORIZON[config.series])
    in_unit = mean + deviation * continuations.astype(np.float64)
    return SeriesResult(
        config=config,
        seeds=seeds,
        nrmse=task.errors(in_unit),
        continuations=in_unit,
        training_loss=losses.T,
    )


def training_series(config: SeriesConfig, seed: int) -> Floats:
    """The series that a seed's training windows are cut from; (S,), in the series' unit."""
    task = SeriesTask(config.series)
    if config.trained_on == "measured":
        return task.past
    sine = task.sine.at(np.arange(len(task.past)))
    if config.trained_on == "sine":
        return sine
    remembered = 0.0
    if config.trained_on == "autoregressive noise":
        remembered = float(autocorrelation(task.residual, 1)[1])
    standard = stream(seed, "noise").standard_normal(len(sine))
    return np.asarray(sine + task.residual.std() * remember(standard, remembered))


def remember(noise: Floats, share: float) -> Floats:
    """Turn white noise (S,) into first-order autoregressive noise of the same variance.

    share: how much of each value carries over to the next, from 0 to below 1.
    """
    series = noise.copy()
    for t in range(1, len(series)):
        series[t] = share * series[t - 1] + np.sqrt(1 - share**2) * noise[t]
    return series
