"""The chapter's experiments: one baseline, and one factor varied at a time.

Every figure and claim names its experiments from here. The seeds were fixed before any of them
was run, and every experiment uses all of them.
"""

from dataclasses import replace

from lstm_tutor.configuration import TrainingConfig
from lstm_tutor.gradient_noise import GradientNoiseConfig
from lstm_tutor.update_line import UpdateLineConfig

SEEDS = tuple(range(1000, 1032))

BASELINE = TrainingConfig(snapshot_epochs=(10, 20))

# The settings in which claims are tested beyond the baseline. Each entry is a medium setting.
COMPOSITE = replace(BASELINE, function="composite")
EXPLORNN = TrainingConfig(  # the recipe of exploRNN, in whose user study the chapter was read
    window_length=15,
    windows=100,
    fresh_data=True,
    noise_kind="uniform",
    noise_on="inputs",
    num_layers=3,
    gate="hard_sigmoid",
    output_activation="tanh",
    forget_bias=0.0,
    optimiser="rmsprop",
    learning_rate=0.01,
    snapshot_epochs=(10, 20),
)
PANEL = {"baseline": BASELINE, "composite wave": COMPOSITE, "exploRNN's recipe": EXPLORNN}

# Learning rate

LOW_RATE = 0.0001
HIGH_RATE = 1.0


def _low(medium: TrainingConfig) -> TrainingConfig:
    """The low rate, carried on to 100 epochs: is it slow, or unable?"""
    return replace(medium, learning_rate=LOW_RATE, epochs=100, snapshot_epochs=(20,))


def _high(medium: TrainingConfig) -> TrainingConfig:
    return replace(medium, learning_rate=HIGH_RATE, may_diverge=True, snapshot_epochs=(20,))


LEARNING_RATES = {
    setting: {"low": _low(medium), "medium": medium, "high": _high(medium)}
    for setting, medium in PANEL.items()
}

FIRST_UPDATES = (1, 2, 3)
UPDATE_LINES = {
    setting: {
        role: UpdateLineConfig(
            replace(config, epochs=20, snapshot_epochs=()),
            updates=(*FIRST_UPDATES, 10, 100) if setting == "baseline" else FIRST_UPDATES,
        )
        for role, config in roles.items()
    }
    for setting, roles in LEARNING_RATES.items()
}
WARMUP_UPDATES = 100
WARMED_UP = replace(
    LEARNING_RATES["baseline"]["high"], warmup_updates=WARMUP_UPDATES, snapshot_epochs=()
)
WARMED_UP_LINE = UpdateLineConfig(replace(WARMED_UP, epochs=20), updates=(1, 2, 3, 10, 100))

SWEPT_RATES = (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
MAPPED_RATES = (0.0001, 0.001, 0.01, 0.05, 0.2, 1.0)
MAPPED_BATCH_SIZES = (1, 5, 25, 100, 400)


def at_rate(learning_rate: float, batch_size: int = BASELINE.batch_size) -> TrainingConfig:
    """The baseline at another learning rate and batch size, judged after its last epoch."""
    if (learning_rate, batch_size) == (BASELINE.learning_rate, BASELINE.batch_size):
        return BASELINE
    return replace(
        BASELINE,
        learning_rate=learning_rate,
        batch_size=batch_size,
        may_diverge=True,
        evaluate_every_epoch=False,
        snapshot_epochs=(),
    )


# Batch size

LOW_BATCH = 1
HIGH_BATCH = BASELINE.windows  # all windows in one batch
EQUAL_UPDATES = 400  # one epoch of the low batch size, 400 of the high one

# The best of the mapped rates for each size, by its median, on these same seeds: a small
# advantage for every size.
RETUNED_RATES = {1: 0.0001, 5: 0.001, 25: 0.01, 100: 0.01, 400: 0.01}


def with_batches(size: int, learning_rate: float = BASELINE.learning_rate) -> TrainingConfig:
    """The baseline with another batch size, followed epoch by epoch."""
    if (size, learning_rate) == (BASELINE.batch_size, BASELINE.learning_rate):
        return BASELINE
    return replace(
        BASELINE,
        batch_size=size,
        learning_rate=learning_rate,
        may_diverge=True,
        snapshot_epochs=(),
    )


def with_equal_updates(size: int, learning_rate: float = BASELINE.learning_rate) -> TrainingConfig:
    """The same number of updates for every batch size, and so very different numbers of epochs."""
    return replace(
        with_batches(size, learning_rate),
        may_diverge=True,
        epochs=EQUAL_UPDATES * size // BASELINE.windows,
        evaluate_every_epoch=False,
        snapshot_epochs=(),
    )


_ROLES = {"low": LOW_BATCH, "medium": BASELINE.batch_size, "high": HIGH_BATCH}
_EXPLORNN_BATCHES = {"low": 5, "medium": 25, "high": 50}  # its own, at its rate 0.025
BATCH_SIZES = {
    "baseline": {role: with_batches(size) for role, size in _ROLES.items()},
    "retuned rate": {
        role: with_batches(size, RETUNED_RATES[size]) for role, size in _ROLES.items()
    },
    "equal updates": {role: with_equal_updates(size) for role, size in _ROLES.items()},
    "composite wave": {
        role: replace(COMPOSITE, batch_size=size, may_diverge=True) for role, size in _ROLES.items()
    },
    "exploRNN's recipe": {
        role: replace(EXPLORNN, batch_size=size, learning_rate=0.025)
        for role, size in _EXPLORNN_BATCHES.items()
    },
}
# Is averaging over many samples what hurts? Then it must hurt at equal updates as well.
AVERAGING = {
    "baseline": BATCH_SIZES["equal updates"],
    "retuned rate": {
        role: with_equal_updates(size, RETUNED_RATES[size])
        for role, size in _ROLES.items()
        if role != "low"
    },
    "exploRNN's recipe": {
        "medium": BATCH_SIZES["exploRNN's recipe"]["medium"],
        "high": replace(BATCH_SIZES["exploRNN's recipe"]["high"], epochs=40),
    },
}
GRADIENT_NOISE = {
    "baseline": {"noise": GradientNoiseConfig(BASELINE)},
    "composite wave": {"noise": GradientNoiseConfig(COMPOSITE)},
    "exploRNN's recipe": {
        "noise": GradientNoiseConfig(
            BATCH_SIZES["exploRNN's recipe"]["medium"], stages=(0, 4, 40), sizes=(5, 25, 50)
        )
    },
}
