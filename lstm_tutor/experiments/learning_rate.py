"""The learning rate: low, medium and high in every setting, and the sweep between them."""

from dataclasses import replace

from lstm_tutor.experiments.baseline import BASELINE, PANEL
from lstm_tutor.experiments.batch_size import BATCH_SIZES
from lstm_tutor.probes.update_line import UpdateLineConfig
from lstm_tutor.training.config import TrainingConfig

LOW_RATE = 0.0001
HIGH_RATE = 1.0


def _low(medium: TrainingConfig) -> TrainingConfig:
    """The low rate, continued to 100 epochs, to see whether it is slow or fails."""
    return replace(
        medium,
        learning_rate=LOW_RATE,
        epochs=100,
        evaluate_every=2 if medium == BASELINE else 5,
        snapshot_epochs=(20,),
    )


def _high(medium: TrainingConfig) -> TrainingConfig:
    """The high rate; at the baseline evaluated after every epoch, for a figure."""
    return replace(
        medium,
        learning_rate=HIGH_RATE,
        may_diverge=True,
        evaluate_every=1 if medium == BASELINE else 10,
        snapshot_epochs=(20,),
    )


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


_FOLLOWED = {  # runs that other figures evaluate after every epoch, so as not to run them twice
    (config.learning_rate, config.batch_size): config
    for config in (
        *BATCH_SIZES["baseline"].values(),
        *BATCH_SIZES["retuned rate"].values(),
        LEARNING_RATES["baseline"]["high"],
    )
}


def at_rate(learning_rate: float, batch_size: int = BASELINE.batch_size) -> TrainingConfig:
    """The baseline at another learning rate and batch size, evaluated after its last epoch."""
    unfollowed = replace(
        BASELINE,
        learning_rate=learning_rate,
        batch_size=batch_size,
        may_diverge=True,
        evaluate_every=BASELINE.epochs,
        snapshot_epochs=(),
    )
    return _FOLLOWED.get((learning_rate, batch_size), unfollowed)
