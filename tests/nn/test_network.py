"""What callers rely on: shapes, names, views, memory, and the order of passes."""

from typing import Any

import numpy as np
import pytest

from lstm_tutor.nn import CellParameters, squared_error
from tests.nn.networks import SIZES, Sizes, build, draw


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("every_step", [False, True])
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_shapes_and_dtypes(sizes: Sizes, every_step: bool, dtype: type) -> None:
    replicas, batch, steps, inputs, hidden, outputs = sizes
    network = build(sizes, num_layers=2, every_step=every_step, dtype=dtype)
    x, target = draw(sizes, every_step=every_step)
    prediction = network.forward(x.astype(dtype))
    gradients = network.backward(prediction)
    weights = 4 * hidden * (inputs + hidden + 1) + 4 * hidden * (2 * hidden + 1)
    assert prediction.shape == target.shape
    assert gradients is network.gradients
    assert gradients.shape == network.parameters.shape
    assert gradients.shape == (replicas, weights + outputs * (hidden + 1))
    assert prediction.dtype == gradients.dtype == network.parameters.dtype == dtype
    assert network.parameters.flags.c_contiguous
    for gates in network.gates():
        for values in gates:
            assert values.shape == (steps, replicas, batch, hidden)
            assert values.dtype == dtype


def test_names_shapes_and_that_every_weight_has_one_name() -> None:
    network = build(Sizes(replicas=2, inputs=5, hidden=3, outputs=4), num_layers=2)
    shapes: dict[str, tuple[int, ...]] = {}
    for layer, columns in ((0, 5), (1, 3)):
        for gate in "ifoc":
            shapes[f"layer{layer}.W_{gate}x"] = (2, 3, columns)
            shapes[f"layer{layer}.W_{gate}a"] = (2, 3, 3)
            shapes[f"layer{layer}.b_{gate}"] = (2, 3)
    shapes |= {"readout.W": (2, 4, 3), "readout.b": (2, 4)}
    pairs = [
        (network.named_parameters(), network.parameters),
        (network.named_gradients(), network.gradients),
    ]
    for named, flat in pairs:
        assert {name: view.shape for name, view in named.items()} == shapes
        flat[:] = 0
        for view in named.values():
            view += 1
        assert (flat == 1).all()


def test_a_new_network_is_zero() -> None:
    network = build(Sizes(), spread=0.0)
    x, _ = draw(Sizes())
    assert not network.parameters.any()
    assert not network.forward(x).any()


def test_cell_parameters_are_views_of_one_layer_and_replica() -> None:
    network = build(Sizes(), num_layers=2)
    named = network.named_parameters()
    weights = network.cell_parameters(1, 0)
    for field in CellParameters._fields:
        view = getattr(weights, field)
        assert np.array_equal(view, named[f"layer1.{field}"][0])
        assert np.shares_memory(view, network.parameters)


def test_a_prediction_belongs_to_the_caller() -> None:
    for every_step in (False, True):
        network = build(Sizes(), every_step=every_step, output_activation="tanh")
        x, target = draw(Sizes(), every_step=every_step)
        first = network.forward(x)
        before = first.copy()
        network.forward(-x)
        assert first.tobytes() == before.tobytes()
        network.forward(x)
        expected = network.backward(target).copy()
        network.forward(x)[:] = np.nan
        assert network.backward(target).tobytes() == expected.tobytes()


def test_arguments_are_neither_changed_nor_kept() -> None:
    network = build(Sizes(), num_layers=2, output_activation="tanh")
    x, target = draw(Sizes())
    network.forward(x)
    before = target.copy()
    expected = network.backward(target).copy()
    assert target.tobytes() == before.tobytes()
    network.forward(x)
    x[:] = np.nan
    assert network.backward(target).tobytes() == expected.tobytes()


@pytest.mark.parametrize("options", [{}, {"num_layers": 2, "every_step": True}], ids=str)
def test_batches_of_other_shapes_may_alternate(options: dict[str, Any]) -> None:
    """A network that has seen other shapes computes the same bytes as a new one."""
    every_step = options.get("every_step", False)
    shapes = [Sizes(batch=4, steps=6), Sizes(batch=1, steps=6), Sizes(batch=4, steps=2)]
    used = build(Sizes(), **options)
    for sizes in shapes * 2:
        x, target = draw(sizes, every_step=every_step)
        fresh = build(Sizes(), **options)
        results = []
        for network in (used, fresh):
            loss, d_prediction = squared_error(network.forward(x), target)
            results.append(loss.tobytes() + network.backward(d_prediction).tobytes())
        assert results[0] == results[1]


def test_backward_goes_through_the_last_forward_pass() -> None:
    network, fresh = build(Sizes(), num_layers=2), build(Sizes(), num_layers=2)
    x, target = draw(Sizes())
    other, _ = draw(Sizes(batch=7, steps=2))
    network.forward(other)
    network.forward(x)
    fresh.forward(x)
    assert network.backward(target).tobytes() == fresh.backward(target).tobytes()
    network.forward(other)
    with pytest.raises(ValueError, match=r"d_prediction has shape .* legal is \(2, 7, 2\)"):
        network.backward(target)


def test_backward_twice_is_backward_once() -> None:
    network = build(Sizes(), num_layers=2)
    x, target = draw(Sizes())
    network.forward(x)
    once = network.backward(target).copy()
    assert network.backward(target).tobytes() == once.tobytes()


def test_evaluation_makes_no_arrays_for_the_backward_pass() -> None:
    network = build(Sizes(hidden=16, batch=50, steps=40), num_layers=2)
    x, target = draw(Sizes(hidden=16, batch=50, steps=40))
    network.forward(x)
    workspaces = [layer.last for layer in network._layers]
    assert all("backward" not in vars(workspace) for workspace in workspaces)
    network.backward(target)
    assert all("backward" in vars(workspace) for workspace in workspaces)


def test_the_order_of_time_matters_and_the_last_steps_count_most() -> None:
    sizes = Sizes(replicas=1, batch=1, steps=30, inputs=1, hidden=4, outputs=1)
    network = build(sizes, spread=0.3)
    x, _ = draw(sizes)
    prediction = network.forward(x)
    assert not np.allclose(network.forward(x[:, :, ::-1].copy()), prediction)
    changes = []
    for t in (0, 29):
        changed = x.copy()
        changed[:, :, t] += 1
        changes.append(abs(network.forward(changed) - prediction).item())
    assert changes[0] < changes[1]


def test_a_stream_cut_off_early_predicts_the_same_until_there() -> None:
    sizes = Sizes(steps=8)
    network = build(sizes, num_layers=2, every_step=True)
    x, _ = draw(sizes)
    whole, beginning = network.forward(x), network.forward(x[:, :, :5])
    assert np.abs(whole[:, :, :5] - beginning).max() < 1e-13
