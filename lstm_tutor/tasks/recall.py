"""A task that needs memory: recall the first point of a sequence after noise has followed it.

The first point is a cue, +1 or -1. All later points are noise and carry no information about it.
After the last one the network names the cue; without any memory of it, it can only guess. A short
version of the two-sequence problem of Bengio, Simard and Frasconi (1994).

Axes: R seeds, N sequences, P parameters.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_not_negative, require_whole
from lstm_tutor.data.streams import stream
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.train import Generators, Training

HELD_OUT = 400  # test sequences of each seed
LAST_POINTS = 5  # that the rule without memory reads


@dataclass(frozen=True)
class RecallConfig:
    """How far back the cue is, and the network that has to remember it.

    gap: points that are read before the answer, including the cue. noise_scale: standard deviation
    of the points after the cue. Everything else is as in the chapter's baseline. Raises ValueError,
    naming the argument, its value and the legal range.
    """

    gap: int
    forget_bias: float = 1.0
    noise_scale: float = 0.5
    learning_rate: float = 0.01
    epochs: int = 20

    def __post_init__(self) -> None:
        require_whole("gap", self.gap, 2)
        require_not_negative("noise_scale", self.noise_scale)
        _ = self.training  # checks the other fields

    @property
    def training(self) -> TrainingConfig:
        """The network and its training, on new sequences in every epoch."""
        return TrainingConfig(
            window_length=self.gap,
            fresh_data=True,
            forget_bias=self.forget_bias,
            learning_rate=self.learning_rate,
            epochs=self.epochs,
            evaluate_every=self.epochs,
        )

    def cost(self, replicas: int) -> int:
        """Time steps of one layer: training, and the test sequences."""
        return self.training.cost(replicas) + replicas * HELD_OUT * self.gap


@dataclass(frozen=True)
class Recall:
    """How well the cue was recalled.

    right, right_by_rule: (R,), share of the test sequences whose cue was named correctly, by the
    network and by a linear rule that reads the last points only; 0.5 is chance. weights: (R, P).
    """

    config: RecallConfig
    seeds: tuple[int, ...]
    right: NDArray[np.float64]
    right_by_rule: NDArray[np.float64]
    weights: NDArray[np.float32]


class RecallTraining(Training):
    """The chapter's training, on sequences of this task instead of windows of a wave."""

    def __init__(self, config: RecallConfig, seeds: tuple[int, ...]) -> None:
        def draw_sequences(
            training: TrainingConfig, cues: Generators, noise: Generators
        ) -> NDArray[np.float32]:
            sources = zip(cues, noise, strict=True)
            count, gap, scale = training.windows, config.gap, config.noise_scale
            return np.array([sequences(*rngs, count, gap, scale) for rngs in sources])

        super().__init__(config.training, seeds, draw_sequences)


def recall(config: RecallConfig, seeds: tuple[int, ...]) -> Recall:
    """Train one network for each seed and test it on sequences it was not trained on."""
    training = RecallTraining(config, seeds)
    seen = training.samples
    for _ in range(config.epochs):
        for _ in training.epoch():
            pass
    test = held_out(config, seeds)
    answers = training.network.forward(test[..., :-1, np.newaxis])[..., 0]
    return Recall(
        config=config,
        seeds=seeds,
        right=_share_right(answers, test),
        right_by_rule=_share_right(_answers_from_last_points(seen, test), test),
        weights=training.network.parameters.copy(),
    )


def sequences(
    cues: np.random.Generator, noise: np.random.Generator, count: int, gap: int, noise_scale: float
) -> NDArray[np.float32]:
    """The cue, gap - 1 points of Gaussian noise, and the cue again as target; (count, gap + 1).

    noise_scale: the standard deviation of the noise. The generators advance.
    """
    cue = cues.choice((-1.0, 1.0), (count, 1))
    between = noise_scale * noise.standard_normal((count, gap - 1))
    return np.hstack([cue, between, cue]).astype(np.float32)


def held_out(config: RecallConfig, seeds: tuple[int, ...]) -> NDArray[np.float32]:
    """The test sequences of each seed, with their targets; (R, HELD_OUT, gap + 1)."""
    sources = [(stream(seed, "evaluation"), stream(seed, "evaluation-noise")) for seed in seeds]
    return np.array(
        [sequences(*rngs, HELD_OUT, config.gap, config.noise_scale) for rngs in sources]
    )


def _answers_from_last_points(
    seen: NDArray[np.float32], test: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Answers of the best linear rule on the last points only, by least squares; (R, N)."""
    rows = slice(-LAST_POINTS - 1, -1)
    answers = []
    for learned, asked in zip(seen.astype(np.float64), test, strict=True):
        coefficients, *_ = np.linalg.lstsq(learned[:, rows], learned[:, -1], rcond=None)
        answers.append(asked[:, rows] @ coefficients)
    return np.array(answers)


def _share_right(answers: NDArray[np.floating], test: NDArray[np.float32]) -> NDArray[np.float64]:
    """Share of answers (R, N) with the sign of their target."""
    share: NDArray[np.float64] = np.mean(np.sign(answers) == test[..., -1], axis=1)
    return share
