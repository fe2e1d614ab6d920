"""Noise: none, some and high in every setting; several levels; fixed and unlimited data."""

from collections.abc import Mapping
from dataclasses import replace

from lstm_tutor.experiments.baseline import BASELINE, COMPOSITE, EXPLORNN
from lstm_tutor.experiments.batch_size import RETUNED_RATES, with_batches
from lstm_tutor.training.config import TrainingConfig

# Standard deviations; the amplitude of the wave is 1.
SOME_NOISE = 0.3
HIGH_NOISE = 1.0
LEVELS = (0.0, 0.1, 0.2, SOME_NOISE)

# exploRNN's own levels are half-widths of uniform noise, at its rate for noisy data.
_EXPLORNN = replace(EXPLORNN, learning_rate=0.025)
_EXPLORNN_SOME, _EXPLORNN_HIGH = 0.2, 0.4

_RETUNED = with_batches(BASELINE.batch_size, RETUNED_RATES[BASELINE.batch_size])


def with_some(clean: TrainingConfig, scale: float = SOME_NOISE) -> TrainingConfig:
    """A clean setting with some noise and twice the epochs, to see whether it takes longer."""
    return replace(clean, noise_scale=scale, epochs=40, snapshot_epochs=(20,))


def with_high(clean: TrainingConfig, scale: float = HIGH_NOISE) -> TrainingConfig:
    """A clean setting with high noise and three times the epochs, to see whether it converges."""
    drawn = clean in (BASELINE, _RETUNED)
    return replace(
        clean,
        noise_scale=scale,
        epochs=60,
        evaluate_every=2 if drawn else 20,
        snapshot_epochs=(20,),
    )


def _levels(clean: TrainingConfig, some: float, high: float) -> Mapping[str, TrainingConfig]:
    return {"none": clean, "some": with_some(clean, some), "high": with_high(clean, high)}


NOISE = {
    "baseline": _levels(BASELINE, SOME_NOISE, HIGH_NOISE),
    "retuned rate": _levels(_RETUNED, SOME_NOISE, HIGH_NOISE),
    "composite wave": _levels(COMPOSITE, SOME_NOISE, HIGH_NOISE),
    "exploRNN's recipe": _levels(_EXPLORNN, _EXPLORNN_SOME, _EXPLORNN_HIGH),
}
# Is it the noise, or too little data? The same noise with new windows in every epoch tells.
HIGH_NOISE_PANEL = {
    "baseline": {"high": NOISE["baseline"]["high"]},
    "fresh data": {"high": replace(NOISE["baseline"]["high"], fresh_data=True)},
    **{setting: {"high": roles["high"]} for setting, roles in NOISE.items()},
}
FIXED_AND_FRESH = {
    (config.learning_rate, data): replace(config, fresh_data=data == "fresh")
    for config in (NOISE["baseline"]["high"], NOISE["retuned rate"]["high"])
    for data in ("fixed", "fresh")
}
CONVERGENCE = {
    (rate, level): with_some(clean, level) if level else clean
    for rate, clean in ((BASELINE.learning_rate, BASELINE), (_RETUNED.learning_rate, _RETUNED))
    for level in LEVELS
}
