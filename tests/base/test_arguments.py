"""What is looked up by its place has to stand in order, once."""

import pytest

from lstm_tutor.base.arguments import require_increasing
from lstm_tutor.probes.gradient_noise import GradientNoiseConfig
from lstm_tutor.probes.update_line import UpdateLineConfig
from lstm_tutor.training.config import TrainingConfig

PLAIN = TrainingConfig()


@pytest.mark.parametrize("values", [(), (3,), (0, 1, 5)])
def test_increasing_values_pass(values: tuple[int, ...]) -> None:
    require_increasing("updates", values)


@pytest.mark.parametrize("values", [(5, 1), (1, 3, 3)])
def test_others_are_refused_wherever_order_counts(values: tuple[int, ...]) -> None:
    for name, configure in (
        ("snapshot_epochs", lambda: TrainingConfig(snapshot_epochs=values)),
        ("stages", lambda: GradientNoiseConfig(PLAIN, stages=values)),
        ("updates", lambda: UpdateLineConfig(PLAIN, updates=values)),
    ):
        with pytest.raises(ValueError, match=f"{name} is .*in increasing order") as caught:
            configure()
        assert str(values) in str(caught.value)
