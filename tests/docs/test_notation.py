"""The page on notation: the lines that convert weights, taken from it and run."""

import re
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_tutor.base.project import ROOT
from lstm_tutor.nn.cell import CellParameters, step

PAGE = (ROOT / "docs" / "reference" / "notation.md").read_text(encoding="utf-8")
NAME = "lstm/1-every-T6-B4-D3-linear"  # a network of PyTorch's, with its weights and predictions
D, H = 3, 3


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """The functions that the page shows."""
    names: dict[str, Any] = {}
    for code in re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        exec(code, names)
    return names


def test_pytorchs_weights_give_pytorchs_predictions(page: dict[str, Any]) -> None:
    with np.load(ROOT / "tests" / "nn" / "fixtures" / "pytorch_lstm.npz") as file:
        x, expected = (file[f"{NAME}/{key}"][0] for key in ("x", "prediction"))
        blocks = ("weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0")
        lstm = [file[f"{NAME}/weights/lstm.{block}"][0] for block in blocks]
        readout, bias = (file[f"{NAME}/weights/readout.{part}"][0] for part in ("weight", "bias"))
    weights = page["from_pytorch"](*lstm)
    a: NDArray[np.floating] = np.zeros((len(x), H))
    c = a
    for t in range(x.shape[1]):
        record = step(x[:, t], a, c, weights)
        a, c = record.a, record.c
        np.testing.assert_allclose(a @ readout.T + bias, expected[:, t], rtol=0, atol=1e-12)


def test_there_and_back_changes_nothing(page: dict[str, Any]) -> None:
    rng = np.random.default_rng(1)
    shapes = {"x": (H, D), "a": (H, H)}
    weights = CellParameters(
        **{
            name: rng.standard_normal(H if name.startswith("b") else shapes[name[-1]])
            for name in CellParameters._fields
        }
    )
    blocks = page["to_pytorch"](weights)
    weight_ih, weight_hh, bias, _ = blocks
    for again in (
        page["from_pytorch"](*blocks),
        page["from_keras"](weight_ih.T, weight_hh.T, bias),
    ):
        for name, value in again._asdict().items():
            np.testing.assert_array_equal(value, getattr(weights, name))
