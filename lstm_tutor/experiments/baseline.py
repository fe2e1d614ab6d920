"""The baseline that all experiments vary, and the settings in which claims are tested.

The seeds were fixed before any experiment was run, and every experiment uses all of them.
"""

from dataclasses import replace

from lstm_tutor.training.config import TrainingConfig

SEEDS = tuple(range(1000, 1032))

BASELINE = TrainingConfig(snapshot_epochs=(10, 20))

# The settings besides the baseline in which claims are tested, each at its medium level.
COMPOSITE = replace(BASELINE, function="composite")
EXPLORNN = TrainingConfig(  # as in exploRNN, in whose user study the chapter was read
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
