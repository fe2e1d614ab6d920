"""A bad configuration is refused; the error names the argument, its value and the legal range."""

from typing import Any

import pytest

from lstm_tutor.training.config import TrainingConfig


@pytest.mark.parametrize(
    ("name", "value", "legal"),
    [
        ("epochs", 0, "from 1"),
        ("epochs", 2.5, "whole number"),
        ("epochs", True, "whole number"),
        ("batch_size", 0, "from 1 to 400"),
        ("batch_size", 401, "from 1 to 400"),
        ("windows", 0, "from 1"),
        ("window_length", 0, "from 1"),
        ("hidden_size", -1, "from 1"),
        ("num_layers", 0, "from 1"),
        ("warmup_updates", -1, "from 0"),
        ("noise_scale", -0.1, "at least 0"),
        ("noise_scale", float("nan"), "finite"),
        ("learning_rate", 0.0, "above 0"),
        ("learning_rate", float("inf"), "finite"),
        ("step", 0.0, "above 0"),
        ("noise_kind", "pink", "gaussian, uniform"),
        ("noise_on", "targets", "series, inputs"),
        ("gate", "relu", "sigmoid, hard_sigmoid"),
        ("output_activation", "softmax", "linear, tanh"),
        ("optimiser", "lion", "adam, rmsprop, sgd"),
        ("function", "cosine", "sine"),
        ("snapshot_epochs", (21,), "from 1 to 20"),
    ],
)
def test_refused(name: str, value: Any, legal: str) -> None:
    with pytest.raises(ValueError, match=name) as caught:
        TrainingConfig(**{name: value})
    assert legal in str(caught.value)
    shown = value[0] if isinstance(value, tuple) else value
    assert repr(shown) in str(caught.value)


def test_updates_and_cost_are_counted_apart() -> None:
    config = TrainingConfig(windows=101, batch_size=25, epochs=3, window_length=7, num_layers=2)
    assert config.updates_per_epoch == 5  # the last batch has one window
    assert config.cost(replicas=4) == 4 * 3 * 101 * 7 * 2
