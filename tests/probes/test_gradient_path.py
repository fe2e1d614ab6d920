"""Every gradient on the way back agrees with finite differences; roads, shares and refusals."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_tutor.nn import CellParameters, RNNParameters, numerical_gradient, rnn_step, step
from lstm_tutor.probes.gradient_path import (
    GradientPathConfig,
    follow_gradient,
    lstm_roads,
    rnn_roads,
)
from lstm_tutor.training.config import TrainingConfig

Values = NDArray[np.float64]

SMALL = TrainingConfig(hidden_size=4, windows=20, batch_size=10, window_length=6, epochs=2)
CONFIG = GradientPathConfig(SMALL)
SEEDS = (7, 8)

RNG = np.random.default_rng(5)
B, T, H = 3, 5, 4
X = RNG.normal(size=(B, T, 1))
READOUT = RNG.normal(size=H)
SHAPES = ((H, 1), (H, H), (H,))
LSTM = CellParameters(*(0.8 * RNG.normal(size=shape) for _ in range(4) for shape in SHAPES))
RNN = RNNParameters(*(0.8 * RNG.normal(size=shape) for shape in SHAPES))


def lstm_steps(a: Values, c: Values, start: int, end: int) -> tuple[Values, Values]:
    """The states a and c, each (B, H), after the steps from start to before end."""
    for t in range(start, end):
        record = step(X[:, t], a, c, LSTM)
        a, c = np.asarray(record.a, np.float64), np.asarray(record.c, np.float64)
    return a.copy(), c.copy()


def rnn_steps(a: Values, start: int, end: int) -> Values:
    for t in range(start, end):
        a = np.asarray(rnn_step(X[:, t], a, RNN).a, np.float64)
    return a.copy()


def slopes(predictions: Callable[[], Values], state: Values) -> Values:
    """Norm of the derivative of each window's prediction by its own row of the state; (B,)."""
    gradient = numerical_gradient(lambda: float(predictions().sum()), state)
    return np.asarray(np.linalg.norm(gradient, axis=1))


@pytest.mark.parametrize("back", range(1, T + 1))
def test_lstm_gradients_agree_with_finite_differences(back: int) -> None:
    a, c = lstm_steps(np.zeros((B, H)), np.zeros((B, H)), 0, T - back)

    def predictions() -> Values:
        return lstm_steps(a, c, T - back, T)[0] @ READOUT

    roads = lstm_roads(X, LSTM, READOUT)
    np.testing.assert_allclose(roads["a"][:, back - 1], slopes(predictions, a), rtol=1e-8)
    np.testing.assert_allclose(roads["c"][:, back - 1], slopes(predictions, c), rtol=1e-8)


@pytest.mark.parametrize("back", range(1, T + 1))
def test_rnn_gradients_agree_with_finite_differences(back: int) -> None:
    a = rnn_steps(np.zeros((B, H)), 0, T - back)

    def predictions() -> Values:
        return rnn_steps(a, T - back, T) @ READOUT

    found = rnn_roads(X, RNN, READOUT)["a"][:, back - 1]
    np.testing.assert_allclose(found, slopes(predictions, a), rtol=1e-8)


def test_the_direct_road_multiplies_by_the_forget_gate() -> None:
    """Without recurrent weights there is no other path: c carries just the product of the f."""
    cut = LSTM._replace(**{f"W_{gate}a": np.zeros((H, H)) for gate in "ifoc"})
    held = cut._replace(W_fx=np.zeros((H, 1)), b_f=np.full(H, 0.3))
    roads = lstm_roads(X, held, READOUT)
    f = 1 / (1 + np.exp(-0.3))
    expected = roads["c"][:, :1] * f ** np.arange(T)
    np.testing.assert_allclose(roads["c"], expected)
    np.testing.assert_allclose(roads["direct"], expected)
    np.testing.assert_array_equal(roads["a"], 0)
    assert (lstm_roads(X, LSTM, READOUT)["c"][:, 1:] != roads["direct"][:, 1:]).all()


def test_shares_start_at_one_and_a_lower_forget_bias_leaves_less_on_the_direct_road() -> None:
    open_, shut = (
        follow_gradient(replace(CONFIG, training=replace(SMALL, forget_bias=bias)), SEEDS)
        for bias in (1.0, -1.0)
    )
    for road in ("a", "c", "direct"):
        assert open_.roads[road].shape == (len(SEEDS), SMALL.window_length)
        np.testing.assert_allclose(open_.roads[road][:, 0], 1)
    assert (shut.roads["direct"][:, 1:] < open_.roads["direct"][:, 1:]).all()


def test_training_changes_the_roads_and_a_plain_network_has_only_one() -> None:
    before, after = (follow_gradient(replace(CONFIG, epochs=e), SEEDS) for e in (0, 2))
    assert (before.roads["c"][:, -1] != after.roads["c"][:, -1]).all()
    plain = follow_gradient(replace(CONFIG, cell="rnn"), SEEDS)
    assert set(plain.roads) == {"a"}
    assert plain.roads["a"].shape == (len(SEEDS), SMALL.window_length)


def test_a_seed_gives_the_same_alone_and_with_others() -> None:
    config = replace(CONFIG, epochs=1)
    together, alone = follow_gradient(config, SEEDS), follow_gradient(config, SEEDS[1:])
    for road, shares in together.roads.items():
        np.testing.assert_array_equal(shares[1:], alone.roads[road])


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("cell", {"cell": "gru"}),
        ("epochs", {"epochs": 3}),
        ("epochs", {"cell": "rnn", "epochs": 1}),
        ("num_layers", {"training": replace(SMALL, num_layers=2)}),
        ("gate", {"training": replace(SMALL, gate="hard_sigmoid")}),
        ("output_activation", {"training": replace(SMALL, output_activation="tanh")}),
    ],
)
def test_what_cannot_be_followed_is_refused(name: str, changes: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=name):
        replace(CONFIG, **changes)  # type: ignore[arg-type]
