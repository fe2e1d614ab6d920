"""Weights for PyTorch are those PyTorch itself keeps, and the lines that load them work."""

import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
from numpy.typing import NDArray

from lstm_tutor.figure import pytorch
from lstm_tutor.figure.pytorch import shape_of, state_dict
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.site.markdown.figure_page import LOADING
from tests.nn.networks import Sizes, build
from tests.nn.test_injected_faults import faulty
from tests.nn.test_pytorch import HIDDEN, NETWORKS, OUTPUTS, PYTORCH, as_ours, close, stored
from tests.pytorch_stand_in import LSTM, Linear, ModuleDict

Weights = dict[str, NDArray[np.float32]]

LINEAR = [name for name in NETWORKS if name.endswith("-linear")]
TWO_LAYERS = "lstm/2-last-T6-B4-D3-linear"

FAULTS = {
    "gates in our order": ("cell.W_fa, cell.W_ca, cell.W_oa", "cell.W_fa, cell.W_oa, cell.W_ca"),
    "two gates swapped": ("cell.W_ix, cell.W_fx", "cell.W_fx, cell.W_ix"),
    "biases of two gates swapped": ("cell.b_i, cell.b_f", "cell.b_f, cell.b_i"),
    "a matrix transposed": ("cell.W_oa]", "cell.W_oa.T]"),
    "a layer missing": ("range(network.num_layers)", "range(network.num_layers - 1)"),
    "the bias twice": ("np.zeros_like(bias)", "bias"),
    "another replica's weights": ("cell_parameters(layer, replica)", "cell_parameters(layer, 0)"),
    "another replica's readout": ('["readout.b"][replica]', '["readout.b"][0]'),
    "double precision": (".astype(np.float32)", ".copy()"),
}


def kept_by_pytorch(name: str, replica: int) -> Weights:
    """PyTorch's own weights in float32, of the two biases their sum and zero."""
    kept = {key: values[replica] for key, values in stored(name, "weights").items()}
    for key in kept:
        if "bias_hh" in key:
            first = key.replace("hh", "ih")
            kept |= {first: kept[first] + kept[key], key: np.zeros_like(kept[key])}
    return {key: values.astype(np.float32) for key, values in kept.items()}


def assert_same(found: Weights, expected: Weights) -> None:
    """The same names in the same order, and under each the same numbers of the same type."""
    assert list(found) == list(expected)
    for name, values in expected.items():
        np.testing.assert_array_equal(found[name], values, strict=True)


@pytest.mark.parametrize("name", LINEAR)
def test_pytorchs_weights_come_back_and_predict_the_same(name: str) -> None:
    network = as_ours(name)
    close(network.forward(PYTORCH[f"{name}/x"]), PYTORCH[f"{name}/prediction"])
    for replica in range(network.replicas):
        assert_same(state_dict(network, replica), kept_by_pytorch(name, replica))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(fault: str) -> None:
    copy = faulty(pytorch, *FAULTS[fault])
    with pytest.raises(AssertionError):
        assert_same(copy.state_dict(as_ours(TWO_LAYERS), 1), kept_by_pytorch(TWO_LAYERS, 1))


def test_without_a_fault_nothing_is_found() -> None:
    copy = faulty(pytorch, "def state_dict", "def state_dict")
    assert_same(copy.state_dict(as_ours(TWO_LAYERS), 1), kept_by_pytorch(TWO_LAYERS, 1))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"gate": "hard_sigmoid"}, "gate is 'hard_sigmoid'.*; legal is one of sigmoid"),
        ({"output_activation": "tanh"}, "output_activation is 'tanh'; legal is one of linear"),
    ],
)
def test_what_pytorch_would_compute_otherwise_is_refused(
    options: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        state_dict(build(Sizes(), **options))


def test_a_replica_that_is_not_there_is_refused() -> None:
    with pytest.raises(ValueError, match="replica is 2; legal is a whole number from 0 to 1"):
        state_dict(build(Sizes(replicas=2)), 2)


def test_the_weights_are_a_copy() -> None:
    network = build(Sizes(), dtype=np.float32)
    before = network.parameters.copy()
    for values in state_dict(network).values():
        values[:] = 0
    np.testing.assert_array_equal(network.parameters, before)


def test_a_file_gives_back_what_was_stored() -> None:
    weights = state_dict(build(Sizes(hidden=16), num_layers=2))
    read = safetensors.numpy.load(safetensors.numpy.save(weights))
    assert_same({name: read[name] for name in weights}, weights)
    assert len(read) == len(weights)


@pytest.mark.parametrize("name", [n for n in LINEAR if n.startswith("lstm/1-last")])
def test_the_stand_in_computes_what_pytorch_did(name: str) -> None:
    x, prediction = PYTORCH[f"{name}/x"], PYTORCH[f"{name}/prediction"]
    lstm, readout = LSTM(x.shape[-1], HIDDEN, batch_first=True), Linear(HIDDEN, OUTPUTS)
    for replica in range(len(x)):
        weights = {key: values[replica] for key, values in stored(name, "weights").items()}
        ModuleDict({"lstm": lstm, "readout": readout}).load_state_dict(weights)
        close(readout(lstm(x[replica])[0][:, -1]), prediction[replica])


def load_as_shown(
    folder: Path, monkeypatch: pytest.MonkeyPatch, network: LSTMNetwork, weights: Weights
) -> dict[str, Any]:
    """What the lines on the page of a figure define, run with stand-ins for PyTorch."""
    safetensors.numpy.save_file(weights, folder / "shown.safetensors")
    torch = ModuleType("torch")
    nn = {"LSTM": LSTM, "Linear": Linear, "ModuleDict": ModuleDict}
    torch.__dict__.update(nn=type("nn", (), nn), sin=np.sin, arange=np.arange)
    files = ModuleType("safetensors.torch")
    files.__dict__["load_file"] = safetensors.numpy.load_file
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "safetensors.torch", files)
    monkeypatch.chdir(folder)
    defined = dict[str, Any]()
    exec(LOADING.format(name="shown", **shape_of(network)), defined)
    return defined


@pytest.mark.parametrize("num_layers", [1, 2])
def test_the_lines_that_a_page_shows_load_a_file_and_run_it(
    num_layers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = build(Sizes(1, 1, 30, 1, 16, 1), num_layers=num_layers, dtype=np.float32)
    defined = load_as_shown(tmp_path, monkeypatch, network, state_dict(network))
    ours = network.forward(defined["window"][np.newaxis].astype(np.float32))
    np.testing.assert_allclose(defined["prediction"], ours[0], rtol=0, atol=1e-5)


@pytest.mark.parametrize("missing", ["lstm.weight_hh_l0", "lstm.bias_hh_l0", "readout.bias"])
def test_the_lines_refuse_a_file_that_is_not_whole(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = build(Sizes(1, 1, 30, 1, 16, 1))
    weights = state_dict(network)
    del weights[missing]
    with pytest.raises(AssertionError):
        load_as_shown(tmp_path, monkeypatch, network, weights)
