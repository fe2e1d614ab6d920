"""Training: a configuration and some seeds in, their history out.

All seeds of a configuration train side by side, as replicas of one network. Each seed owns named
random streams for its weights, data, noise and shuffling, so two configurations start from the
same weights, see the same data, and can be compared seed by seed.

Axes: R replicas (one for each seed), N training windows, T points in a window.
"""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.errors import TutorError
from lstm_tutor.data.streams import stream
from lstm_tutor.nn import SGD, Adam, LSTMNetwork, RMSprop, initialise, squared_error
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import free_run, nrmse
from lstm_tutor.training.history import History, joined
from lstm_tutor.training.samples import draw_training_windows, held_out

Generators = Sequence[np.random.Generator]
DrawSamples = Callable[[TrainingConfig, Generators, Generators], NDArray[np.float32]]


class DivergedError(TutorError):
    """A loss became infinite or NaN in an experiment that does not allow for it."""


class Training:
    """Replicas of one network in training, one for each seed; advanced epoch by epoch.

    draw_samples: makes the samples (R, N, T+1), whose last column is the target, from the
    configuration and each seed's streams "data" and "noise". It is called at the start and, if
    config.fresh_data, before every epoch but the first.

        training = Training(TrainingConfig(), seeds=(1, 2))
        for loss in training.epoch():  # one update after the other; losses are (2,)
            print(loss)
        training.network  # two replicas, as they are now
    """

    def __init__(
        self,
        config: TrainingConfig,
        seeds: tuple[int, ...],
        draw_samples: DrawSamples = draw_training_windows,
    ) -> None:
        self.config = config
        self.seeds = seeds
        self.updates = 0
        self.network = build_network(config, len(seeds))
        initialise(
            self.network,
            [stream(seed, "weights") for seed in seeds],
            forget_bias=config.forget_bias,
        )
        if config.nudged:
            weights = self.network.parameters
            weights[:] = np.nextafter(weights, np.inf, dtype=weights.dtype)
        self._optimiser = _build_optimiser(config)
        self._data = [stream(seed, "data") for seed in seeds]
        self._noise = [stream(seed, "noise") for seed in seeds]
        self._shuffling = [stream(seed, "shuffling") for seed in seeds]
        self._draw_samples = draw_samples
        self.samples = draw_samples(config, self._data, self._noise)  # (R, N, T+1)

    def epoch(self) -> Iterator[NDArray[np.float32]]:
        """Go through all samples once in random order; yields each update's loss, (R,)."""
        config = self.config
        if config.fresh_data and self.updates > 0:
            self.samples = self._draw_samples(config, self._data, self._noise)
        order = np.array([rng.permutation(config.windows) for rng in self._shuffling])
        replica = np.arange(len(self.seeds))[:, np.newaxis]
        for start in range(0, config.windows, config.batch_size):
            batch = self.samples[replica, order[:, start : start + config.batch_size]]
            yield self._update(batch)

    def without_end(self) -> Iterator[NDArray[np.float32]]:
        """Epoch after epoch, without end; yields each update's loss, (R,)."""
        while True:
            yield from self.epoch()

    def loss_on_all_samples(self) -> NDArray[np.float64]:
        """Mean squared error over all samples, without any update; (R,)."""
        size = self.config.batch_size
        total = np.zeros(len(self.seeds))
        for start in range(0, self.config.windows, size):
            batch = self.samples[:, start : start + size]
            prediction = self.network.forward(batch[..., :-1, np.newaxis])
            loss, _ = squared_error(prediction, batch[..., -1:])
            total += loss.astype(np.float64) * batch.shape[1]
        return total / self.config.windows

    def _update(self, batch: NDArray[np.float32]) -> NDArray[np.float32]:
        """One step of the optimiser on a batch (R, n, T+1); returns the loss before it, (R,)."""
        prediction = self.network.forward(batch[..., :-1, np.newaxis])
        loss, d_prediction = squared_error(prediction, batch[..., -1:])
        gradients = self.network.backward(d_prediction)
        self.updates += 1
        warmup = min(1.0, self.updates / max(1, self.config.warmup_updates))
        self._optimiser.update(self.network.parameters, gradients, scale=warmup)
        return loss


def train(config: TrainingConfig, seeds: tuple[int, ...]) -> History:
    """Train one replica for each seed and record its history.

    The replicas train a few at a time, so that their arrays fit in the processor's cache; the
    grouping does not change any result. Raises DivergedError if a loss is not finite, unless
    config.may_diverge.
    """
    together = max(8, 200 // config.batch_size)
    groups = [seeds[start : start + together] for start in range(0, len(seeds), together)]
    history = joined([_train_together(config, group) for group in groups])
    if history.diverged_epoch.any() and not config.may_diverge:
        names = [seed for seed, e in zip(seeds, history.diverged_epoch, strict=True) if e]
        raise DivergedError(
            f"the loss of seeds {names} is not finite (first at epoch "
            f"{history.diverged_epoch[history.diverged_epoch > 0].min()}) in {config}; if that "
            "is what the experiment should show, declare may_diverge=True"
        )
    return history


def build_network(config: TrainingConfig, replicas: int) -> LSTMNetwork:
    """The network a configuration asks for, with all weights still zero."""
    return LSTMNetwork(
        input_size=1,
        hidden_size=config.hidden_size,
        output_size=1,
        num_layers=config.num_layers,
        replicas=replicas,
        gate=config.gate,
        output_activation=config.output_activation,
    )


def _train_together(config: TrainingConfig, seeds: tuple[int, ...]) -> History:
    """Train the replicas of these seeds side by side."""
    training = Training(config, seeds)
    evaluation = held_out(config, seeds)
    epochs, errors, first_errors, losses, weights, continuations = [], [], [], [], [], []

    for epoch in range(config.epochs + 1):
        if epoch > 0:
            losses.append(np.mean(list(training.epoch()), axis=0, dtype=np.float64))
        if epoch % config.evaluate_every == 0 or epoch in (config.epochs, *config.snapshot_epochs):
            continuation = free_run(training.network, evaluation.prompts)
            epochs.append(epoch)
            errors.append(nrmse(continuation, evaluation.targets))
            first_errors.append(nrmse(continuation, evaluation.targets, steps=1))
            if epoch in config.snapshot_epochs:
                weights.append(training.network.parameters.copy())
                continuations.append(continuation)

    return History(
        config=config,
        seeds=seeds,
        epochs=np.array(epochs),
        nrmse=np.array(errors).T,
        one_step=np.array(first_errors).T,
        training_loss=np.array(losses).T,
        diverged_epoch=_first_epoch_not_finite(np.array(losses)),
        weights=np.array(weights),
        continuations=np.array(continuations),
    )


def _first_epoch_not_finite(losses: NDArray[np.float64]) -> NDArray[np.int64]:
    """The first epoch, counted from 1, whose loss is not finite, else 0; (epochs, R) to (R,)."""
    broken = ~np.isfinite(losses)
    return np.where(broken.any(axis=0), np.argmax(broken, axis=0) + 1, 0)


def _build_optimiser(config: TrainingConfig) -> Adam | RMSprop | SGD:
    if config.optimiser == "adam":
        return Adam(config.learning_rate)
    if config.optimiser == "rmsprop":  # as in exploRNN: epsilon inside the root
        return RMSprop(config.learning_rate, epsilon_inside_root=True)
    return SGD(config.learning_rate)
