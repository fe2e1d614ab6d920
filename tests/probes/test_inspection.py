"""What figures show of a trained cell is what the network computes; derivatives are right."""

from dataclasses import replace

import numpy as np
import pytest

from lstm_tutor.nn import CellParameters, LSTMNetwork, Step, step
from lstm_tutor.probes.inspection import (
    Array,
    continue_with_held_gate,
    direct_memory,
    hold,
    name_network,
    name_unit,
    read,
    read_by_median_seed,
    read_by_seed,
    state_derivatives,
    whole_memory,
)
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.history import History
from lstm_tutor.training.samples import held_out
from lstm_tutor.training.train import build_network, train

SMALL = TrainingConfig(
    hidden_size=4, windows=20, batch_size=8, window_length=6, epochs=3, snapshot_epochs=(1, 3)
)
SEEDS = (7, 8, 9)


@pytest.fixture(scope="module")
def history() -> History:
    return train(SMALL, SEEDS)


def random_network(layers: int = 1, gate: str = "sigmoid") -> LSTMNetwork:
    network = LSTMNetwork(
        input_size=1, hidden_size=3, output_size=1, num_layers=layers, gate=gate, dtype=np.float64
    )
    network.parameters[:] = np.random.default_rng(3).standard_normal(network.parameters.shape)
    return network


def random_reading() -> tuple[list[Step], CellParameters]:
    weights = random_network().cell_parameters(layer=0, replica=0)
    return read(np.sin(np.arange(7.0)), weights), weights


def test_the_readable_cell_computes_what_the_network_does() -> None:
    network, prompt = random_network(), np.sin(np.arange(7.0))
    steps = read(prompt, network.cell_parameters(layer=0, replica=0))
    network.forward(prompt.reshape(1, 1, -1, 1))
    for name, values in network.gates()[0]._asdict().items():
        shown = np.concatenate([getattr(record, name) for record in steps])
        np.testing.assert_allclose(shown, values[:, 0, 0], rtol=1e-12)


@pytest.mark.parametrize("index", range(len(SEEDS)))
def test_each_seed_reads_with_its_own_weights_after_the_last_epoch(
    history: History, index: int
) -> None:
    reading = read_by_seed(history, index)
    network = build_network(SMALL, len(SEEDS))
    network.parameters[:] = history.weights[-1]
    readout = {name: network.named_parameters()[f"readout.{name}"][index] for name in ("W", "b")}
    prediction = reading.values("a")[-1] @ readout["W"][0] + readout["b"][0]
    assert prediction == pytest.approx(history.continuations[-1, index, 0, 0], abs=1e-5)
    assert (reading.seed, reading.epoch) == (SEEDS[index], SMALL.epochs)
    assert reading.values("f").shape == (SMALL.window_length, SMALL.hidden_size)


def test_the_median_seed_is_the_one_with_the_middle_error(history: History) -> None:
    errors = history.nrmse_at(SMALL.epochs)
    reading = read_by_median_seed(history)
    assert errors[SEEDS.index(reading.seed)] == np.median(errors)
    assert f"seed {reading.seed}, after 3 epochs" in name_network(reading)


def test_the_unit_shown_has_the_largest_readout_weight_in_magnitude(history: History) -> None:
    weights = history.weights.copy()
    network = build_network(SMALL, len(SEEDS))
    network.parameters[:] = weights[-1]
    network.named_parameters()["readout.W"][1] = [0.1, 2.0, -5.0, 3.0]
    weights[-1] = network.parameters
    reading = read_by_seed(replace(history, weights=weights), 1)
    assert reading.unit == 2
    assert name_unit(reading).startswith("unit 3 of 4,")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (replace(SMALL, num_layers=2), "num_layers is 2"),
        (replace(SMALL, gate="hard_sigmoid"), "gate is 'hard_sigmoid'"),
        (replace(SMALL, snapshot_epochs=(1,)), "epoch 3 was not recorded"),
    ],
)
def test_a_network_the_equations_do_not_describe_is_refused(
    history: History, config: TrainingConfig, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        read_by_median_seed(replace(history, config=config))


@pytest.mark.parametrize("kind", ["sigmoid", "hard_sigmoid"])
@pytest.mark.parametrize("value", [0, 1])
@pytest.mark.parametrize("gate", ["i", "f", "o"])
def test_a_held_gate_is_exactly_closed_or_open_and_the_others_are_left(
    gate: str, value: int, kind: str
) -> None:
    network = random_network(layers=2, gate=kind)
    before = {name: values.copy() for name, values in network.named_parameters().items()}
    hold(network, gate, value)
    network.forward(100 * np.sin(np.arange(7.0)).reshape(1, 1, -1, 1))
    for gates in network.gates():
        assert (getattr(gates, gate) == value).all()
    for name, values in network.named_parameters().items():
        held = name.endswith((f"W_{gate}x", f"W_{gate}a", f"b_{gate}"))
        assert np.array_equal(values, before[name]) != held


@pytest.mark.parametrize(
    ("gate", "value", "message"),
    [("g", 0, "gate is 'g'"), ("c", 1, "gate is 'c'"), ("f", 2, "value is 2")],
)
def test_another_gate_or_value_is_refused(gate: str, value: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        hold(random_network(), gate, value)


@pytest.mark.parametrize("value", [0, 1])
@pytest.mark.parametrize("gate", ["f", "o"])
def test_a_free_run_with_a_held_gate_begins_as_the_equations_say(
    history: History, gate: str, value: int
) -> None:
    continuations = continue_with_held_gate(history, gate, value)
    assert continuations.shape == history.continuations[-1].shape
    network = build_network(SMALL, len(SEEDS))
    network.parameters[:] = history.weights[-1]
    for index, prompts in enumerate(held_out(SMALL, SEEDS).prompts):
        weights = network.cell_parameters(layer=0, replica=index)
        readout = network.named_parameters()["readout.W"][index, 0]
        a = last_activation(prompts[1], weights, gate, value)
        prediction = a @ readout + network.named_parameters()["readout.b"][index, 0]
        assert prediction == pytest.approx(continuations[index, 1, 0], abs=1e-5)


def last_activation(prompt: Array, weights: CellParameters, gate: str, value: int) -> Array:
    """The equations with f or o replaced by a constant, (H,)."""
    a: Array = np.zeros((1, SMALL.hidden_size))
    c = a
    for x in prompt:
        record = step(np.full((1, 1), x, np.float64), a, c, weights)
        f, o = (value if gate == name else getattr(record, name) for name in ("f", "o"))
        c = record.filtered_input + f * c
        a = o * np.tanh(c)
    return np.asarray(a[0])


def test_direct_memory_is_the_product_of_the_last_forget_gates() -> None:
    steps, _ = random_reading()
    memory = direct_memory(steps)
    assert memory.shape == (7, 3)
    for k in range(7):
        product = np.ones(3)
        for record in steps[7 - k :]:
            product = product * record.f[0]
        np.testing.assert_allclose(memory[k], product, rtol=1e-14)


def test_all_derivatives_agree_with_finite_differences() -> None:
    steps, weights = random_reading()
    derivatives = state_derivatives(steps, weights)
    assert derivatives.shape == (7, 3, 3)
    for k, v in np.ndindex(7, 3):
        up, down = (last_state_after_change(steps, weights, k, v, by) for by in (1e-5, -1e-5))
        np.testing.assert_allclose(derivatives[k, :, v], (up - down) / 2e-5, atol=1e-9, rtol=1e-6)


def last_state_after_change(
    steps: list[Step], weights: CellParameters, k: int, unit: int, change: float
) -> Array:
    """c^T (H,) after a change of one unit's c^(T-k), with the same inputs."""
    start = steps[len(steps) - 1 - k]
    c = start.c.copy()
    c[0, unit] += change
    a: Array = start.o * np.tanh(c)
    for record in steps[len(steps) - k :]:
        later = step(record.x, a, c, weights)
        a, c = later.a, later.c
    return np.asarray(c[0])


def test_where_nothing_reads_the_activation_the_direct_path_is_all() -> None:
    _, weights = random_reading()
    deaf = weights._replace(**{name: np.zeros((3, 3)) for name in ("W_ia", "W_fa", "W_oa", "W_ca")})
    steps = read(np.sin(np.arange(7.0)), deaf)
    np.testing.assert_allclose(whole_memory(steps, deaf), direct_memory(steps), rtol=1e-13)


def test_whole_memory_is_the_most_that_a_perturbation_can_change() -> None:
    steps, weights = random_reading()
    directions = np.random.default_rng(5).standard_normal((3, 2000))
    directions /= np.linalg.norm(directions, axis=0)
    changes = np.abs(state_derivatives(steps, weights) @ directions)  # (T, H, directions)
    most = whole_memory(steps, weights)
    assert (changes <= most[..., np.newaxis] * (1 + 1e-12)).all()
    np.testing.assert_allclose(changes.max(axis=2), most, rtol=0.02)
