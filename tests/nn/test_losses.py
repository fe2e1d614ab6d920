"""Losses against their definitions, written out; derivatives against finite differences."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_tutor.nn import numerical_gradient, relative_error, softmax_cross_entropy, squared_error
from tests.nn.networks import Array

SHAPES = [(2, 3, 4), (3, 2, 5, 3), (1, 1, 1), (2, 1, 1, 2)]


def normal(*shape: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).standard_normal(shape)


def labels_for(logits: Array) -> Any:
    return np.random.default_rng(1).integers(logits.shape[-1], size=logits.shape[:-1])


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_squared_error(shape: tuple[int, ...]) -> None:
    prediction, target = normal(*shape), normal(*shape, seed=1)
    loss, gradient = squared_error(prediction, target)
    for replica in range(shape[0]):
        pairs = zip(prediction[replica].flat, target[replica].flat, strict=True)
        squares = [(p - t) ** 2 for p, t in pairs]
        assert loss[replica] == pytest.approx(sum(squares) / len(squares), rel=1e-14)
    numerical = numerical_gradient(
        lambda: float(squared_error(prediction, target)[0].sum()), prediction
    )
    assert relative_error(gradient, numerical) < 1e-8


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_cross_entropy(shape: tuple[int, ...]) -> None:
    logits = normal(*shape)
    labels = labels_for(logits)
    loss, gradient = softmax_cross_entropy(logits, labels)
    for replica in range(shape[0]):
        losses = [
            -np.log(np.exp(logits[replica][place][label]) / np.exp(logits[replica][place]).sum())
            for place, label in np.ndenumerate(labels[replica])
        ]
        assert loss[replica] == pytest.approx(np.mean(losses), rel=1e-12, abs=1e-15)
    numerical = numerical_gradient(
        lambda: float(softmax_cross_entropy(logits, labels)[0].sum()), logits
    )
    assert np.abs(gradient - numerical).max() < 1e-9


def test_losses_do_not_change_their_arguments() -> None:
    prediction, target = normal(2, 3, 4), normal(2, 3, 4, seed=1)
    labels = labels_for(prediction)
    before = prediction.tobytes(), target.tobytes(), labels.tobytes()
    squared_error(prediction, target)
    softmax_cross_entropy(prediction, labels)
    assert before == (prediction.tobytes(), target.tobytes(), labels.tobytes())


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_losses_keep_the_dtype(dtype: type) -> None:
    prediction: Array = normal(2, 3, 4).astype(dtype)
    for loss, gradient in (
        squared_error(prediction, prediction + 1),
        softmax_cross_entropy(prediction, labels_for(prediction)),
    ):
        assert loss.dtype == gradient.dtype == dtype
        assert loss.shape == (2,)
        assert gradient.shape == prediction.shape


@given(shift=st.floats(-1e4, 1e4), seed=st.integers(0, 1000))
def test_cross_entropy_does_not_change_when_all_logits_shift(shift: float, seed: int) -> None:
    logits = normal(1, 4, 3, seed=seed)
    labels = labels_for(logits)
    loss, gradient = softmax_cross_entropy(logits, labels)
    shifted_loss, shifted_gradient = softmax_cross_entropy(logits + shift, labels)
    assert shifted_loss == pytest.approx(loss, abs=1e-10)
    assert shifted_gradient == pytest.approx(gradient, abs=1e-10)
    assert np.abs(gradient.sum(axis=-1)).max() < 1e-15


def test_large_logits_are_exact() -> None:
    logits = np.array([[[1000.0, -1000.0]], [[1000.0, -1000.0]]])
    loss, gradient = softmax_cross_entropy(logits, np.array([[0], [1]]))
    assert loss.tolist() == [0.0, 2000.0]
    assert gradient.tolist() == [[[0.0, 0.0]], [[1.0, -1.0]]]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e300])
def test_a_replica_that_is_not_finite_does_not_affect_the_others(bad: float) -> None:
    prediction, target = normal(3, 4, 2), normal(3, 4, 2, seed=1)
    expected = squared_error(prediction, target)
    prediction[1, 2, 0] = bad
    for found, clean in zip(squared_error(prediction, target), expected, strict=True):
        assert found[[0, 2]].tobytes() == clean[[0, 2]].tobytes()
    assert not np.isfinite(squared_error(prediction, target)[0][1])


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_logits_that_are_not_finite_give_a_loss_that_is_not(bad: float) -> None:
    logits = normal(3, 4, 2)
    labels = labels_for(logits)
    expected, _ = softmax_cross_entropy(logits, labels)
    logits[1, 2, 0] = bad
    loss, _ = softmax_cross_entropy(logits, labels)
    assert loss[[0, 2]].tobytes() == expected[[0, 2]].tobytes()
    assert not np.isfinite(loss[1])


def test_losses_refuse_bad_arguments() -> None:
    prediction = normal(2, 3, 4)
    labels = labels_for(prediction)
    with pytest.raises(ValueError, match=r"target has shape \(2, 3\); legal is \(2, 3, 4\)"):
        squared_error(prediction, prediction[..., 0])
    with pytest.raises(ValueError, match="target has dtype float32; legal is float64"):
        squared_error(prediction, prediction.astype(np.float32))
    with pytest.raises(ValueError, match=r"labels has shape \(2, 2\); legal is \(2, 3\)"):
        softmax_cross_entropy(prediction, labels[:, :2])
    with pytest.raises(ValueError, match="labels has dtype float64"):
        softmax_cross_entropy(prediction, labels.astype(float))
    for label in (-1, 4):
        labels[1, 1] = label
        with pytest.raises(ValueError, match=rf"labels run from .*{label}.*; legal is from 0 to 3"):
            softmax_cross_entropy(prediction, labels)
