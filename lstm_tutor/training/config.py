"""The settings of a training run: the task, the network, the training and what is recorded.

A `TrainingConfig` without arguments is the chapter's baseline. Most other experiments change one
factor of it, so that a difference in the result has only one possible cause.
"""

import math
from dataclasses import dataclass

from lstm_tutor.base.arguments import (
    require_choice,
    require_finite,
    require_increasing,
    require_not_negative,
    require_positive,
    require_whole,
)
from lstm_tutor.data.functions import function
from lstm_tutor.data.noise import KINDS, PLACES


@dataclass(frozen=True, kw_only=True)
class TrainingConfig:
    """The settings of one training run; equal configurations and seeds give equal results.

    The network reads `window_length` points of a function, `step` radians apart, and learns to
    predict the next one. Raises ValueError, naming the argument, its value and the legal range.
    """

    # The task
    function: str = "sine"
    window_length: int = 30  # T, the points the network reads
    step: float = 0.2  # radians between neighbouring points
    windows: int = 400  # N, the training windows of each seed
    fresh_data: bool = False  # draw new training windows for every epoch
    noise_scale: float = 0.0  # standard deviation (gaussian) or half-width (uniform)
    noise_kind: str = "gaussian"
    noise_on: str = "series"  # "series": every point; "inputs": all but the target

    # The network
    hidden_size: int = 16  # H
    num_layers: int = 1
    gate: str = "sigmoid"
    output_activation: str = "linear"
    forget_bias: float = 1.0
    nudged: bool = False  # perturb each initial weight by one rounding step: the twin of a run

    # The training
    optimiser: str = "adam"
    learning_rate: float = 0.05
    warmup_updates: int = 0  # the rate rises linearly over the first so many updates
    batch_size: int = 25  # B
    epochs: int = 20
    may_diverge: bool = False  # a loss that is not finite is a result, not an error

    # What is recorded
    evaluate_every: int = 1  # in epochs; before the first and after the last in any case
    snapshot_epochs: tuple[int, ...] = ()  # keep weights and continuations of these, in order

    def __post_init__(self) -> None:
        function(self.function)
        for name in ("window_length", "windows", "hidden_size", "num_layers", "epochs"):
            require_whole(name, getattr(self, name), 1)
        require_whole("evaluate_every", self.evaluate_every, 1, self.epochs)
        require_whole("batch_size", self.batch_size, 1, self.windows)
        require_whole("warmup_updates", self.warmup_updates, 0)
        require_positive("step", self.step)
        require_positive("learning_rate", self.learning_rate)
        require_not_negative("noise_scale", self.noise_scale)
        require_finite("forget_bias", self.forget_bias)
        require_choice("noise_kind", self.noise_kind, KINDS)
        require_choice("noise_on", self.noise_on, PLACES)
        require_choice("gate", self.gate, ("sigmoid", "hard_sigmoid"))
        require_choice("output_activation", self.output_activation, ("linear", "tanh"))
        require_choice("optimiser", self.optimiser, ("adam", "rmsprop", "sgd"))
        for epoch in self.snapshot_epochs:
            require_whole("snapshot_epochs", epoch, 1, self.epochs)
        require_increasing("snapshot_epochs", self.snapshot_epochs)

    @property
    def updates_per_epoch(self) -> int:
        """How often the weights change in one epoch; the last batch may be smaller."""
        return math.ceil(self.windows / self.batch_size)

    def cost(self, replicas: int) -> int:
        """Work for so many seeds, in time steps of one layer; for scheduling and the progress bar.

        A step counts once, although training passes it forward and backward.
        """
        return replicas * self.epochs * self.windows * self.window_length * self.num_layers
