"""Initial weights: their distribution, orthogonality, and the generators they come from."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_tutor.nn import LSTMNetwork, glorot_normal, glorot_uniform, initialise, orthogonal

DRAWS = 200_000


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def network(**options: Any) -> LSTMNetwork:
    sizes = {"input_size": 3, "hidden_size": 8, "output_size": 2, "num_layers": 2}
    return LSTMNetwork(**{**sizes, "dtype": np.float64, **options})


@pytest.mark.parametrize("draw", [glorot_normal, glorot_uniform])
@pytest.mark.parametrize(("fan_in", "fan_out"), [(1, 64), (16, 64), (5, 1)])
def test_glorot_has_its_mean_and_variance(
    draw: Callable[..., np.ndarray], fan_in: int, fan_out: int
) -> None:
    values = draw(rng(), fan_in, fan_out, (DRAWS,))
    std = math.sqrt(2 / (fan_in + fan_out))
    assert abs(values.mean()) < 5 * std / math.sqrt(DRAWS)
    assert values.std() == pytest.approx(std, rel=0.01)


def test_glorot_normal_is_not_truncated_and_glorot_uniform_is_bounded() -> None:
    std = math.sqrt(2 / 20)
    normal = np.abs(glorot_normal(rng(), 4, 16, (DRAWS,))) / std
    assert normal.max() > 4
    assert np.mean(normal < 1) == pytest.approx(math.erf(1 / math.sqrt(2)), abs=0.005)
    uniform = np.abs(glorot_uniform(rng(), 4, 16, (DRAWS,))) / std
    assert 0.999 * math.sqrt(3) < uniform.max() <= math.sqrt(3)
    assert np.mean(uniform < 1) == pytest.approx(1 / math.sqrt(3), abs=0.005)


@given(rows=st.integers(1, 12), columns=st.integers(1, 12), seed=st.integers(0, 100))
def test_orthogonal(rows: int, columns: int, seed: int) -> None:
    q = orthogonal(rng(seed), rows, columns)
    assert q.shape == (rows, columns)
    product = q.T @ q if rows >= columns else q @ q.T
    assert np.abs(product - np.eye(min(rows, columns))).max() < 1e-14


def test_orthogonal_is_isotropic() -> None:
    """Without the correction of signs, the Q of a QR decomposition has a biased trace."""
    generator = rng()
    matrices = np.array([orthogonal(generator, 3, 3) for _ in range(4000)])
    assert np.abs(matrices.mean(axis=0)).max() < 5 * math.sqrt(1 / 3 / 4000)
    assert np.mean(np.linalg.det(matrices) > 0) == pytest.approx(0.5, abs=0.04)


@pytest.mark.parametrize("forget_bias", [1.0, 0.0, -2.5])
def test_the_networks_weights(forget_bias: float) -> None:
    net = network(replicas=3)
    initialise(net, [rng(seed) for seed in range(3)], forget_bias)
    named = net.named_parameters()
    for layer in (0, 1):
        recurrent = np.concatenate([named[f"layer{layer}.W_{g}a"] for g in "ifoc"], axis=1)
        assert np.abs(recurrent.transpose(0, 2, 1) @ recurrent - np.eye(8)).max() < 1e-14
        for gate in "ioc":
            assert not named[f"layer{layer}.b_{gate}"].any()
        assert (named[f"layer{layer}.b_f"] == forget_bias).all()
    assert not named["readout.b"].any()


@pytest.mark.parametrize(
    ("keys", "fans"),
    [
        (["layer0.W_ix", "layer0.W_fx", "layer0.W_ox", "layer0.W_cx"], (3, 32)),
        (["layer1.W_ix", "layer1.W_fx", "layer1.W_ox", "layer1.W_cx"], (8, 32)),
        (["readout.W"], (8, 2)),
    ],
)
def test_the_spread_of_the_networks_weights(keys: list[str], fans: tuple[int, int]) -> None:
    replicas = 200
    net = network(replicas=replicas)
    initialise(net, [rng(seed) for seed in range(replicas)])
    for key in keys:
        values = net.named_parameters()[key]
        std = math.sqrt(2 / sum(fans))
        assert abs(values.mean()) < 5 * std / math.sqrt(values.size)
        assert values.std() == pytest.approx(std, rel=5 / math.sqrt(2 * values.size))


def test_a_replica_depends_on_its_own_generator_alone() -> None:
    together, alone = network(replicas=3), network()
    initialise(together, [rng(4), rng(5), rng(6)])
    initialise(alone, [rng(5)])
    assert together.parameters[1].tobytes() == alone.parameters[0].tobytes()
    assert not np.allclose(together.parameters[0], together.parameters[1])


def test_float32_weights_are_the_float64_weights_rounded() -> None:
    single, double = network(dtype=np.float32), network()
    initialise(single, [rng()])
    initialise(double, [rng()])
    assert single.parameters.tobytes() == double.parameters.astype(np.float32).tobytes()
