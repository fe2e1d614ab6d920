"""exploRNN's recipe repeated: its own rates, batch sizes and noise, with 40 new seeds.

Claims are tested in this recipe as one setting of their panel. Here it is repeated with seeds that
no claim has used, fixed before any of them was run, to tell a result from a coincidence.
"""

from lstm_tutor.experiments.batch_size import AVERAGING, BATCH_SIZES
from lstm_tutor.experiments.learning_rate import LEARNING_RATES
from lstm_tutor.experiments.noise import NOISE

SETTING = "exploRNN's recipe"  # its name in the panels of claims
SEEDS = tuple(range(3000, 3040))

RATES = LEARNING_RATES[SETTING]
SIZES = BATCH_SIZES[SETTING]
LEVELS = {role: NOISE[SETTING][role] for role in ("some", "high")}
EQUAL_UPDATES = AVERAGING[SETTING]  # 80 updates, as the medium size makes in its 20 epochs
