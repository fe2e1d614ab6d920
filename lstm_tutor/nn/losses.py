"""Loss functions: each returns one loss per replica and its derivative by the prediction.

A loss is a mean over the replica's own predictions, so that its gradient does not grow with the
batch. Infinities and NaNs give a loss that is not finite, without a warning: a replica that has
diverged is a valid result.

Axes: R replicas, B batch, T time, O outputs, K classes.
"""

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_array

Array = NDArray[np.floating]


def squared_error(prediction: Array, target: Array) -> tuple[Array, Array]:
    """Mean squared error (R,) of predictions (R, ...), and its derivative, (R, ...).

    Raises ValueError unless target has the prediction's shape and dtype.
    """
    require_array("target", target, prediction.shape, prediction.dtype)
    with np.errstate(over="ignore", invalid="ignore"):
        error = np.subtract(prediction, target, order="C").reshape(len(prediction), -1)
        loss = np.mean(error**2, axis=1)
        gradient = error * (2.0 / error.shape[1])
    return loss, gradient.reshape(prediction.shape)


def softmax_cross_entropy(logits: Array, labels: NDArray[np.integer]) -> tuple[Array, Array]:
    """Mean of -log softmax(logits)[label], (R,), and its derivative, in the logits' shape.

    logits: (R, B, K) or (R, B, T, K). labels: integers from 0 to K - 1, (R, B) or (R, B, T). For
    classification; the tasks of this chapter are regression, and only the tests use it.
    Raises ValueError for another shape or dtype and for a label outside that range.
    """
    classes = logits.shape[-1]
    require_array("labels", labels, logits.shape[:-1])
    if not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(f"labels has dtype {labels.dtype}; legal are whole numbers")
    if labels.min() < 0 or labels.max() >= classes:
        found = f"{labels.min()} to {labels.max()}"
        raise ValueError(f"labels run from {found}; legal is from 0 to {classes - 1}")
    chosen = labels[..., np.newaxis]
    with np.errstate(over="ignore", invalid="ignore"):
        # Subtracting the largest logit leaves softmax unchanged and keeps exp() from overflowing.
        shifted = logits - logits.max(axis=-1, keepdims=True)
        exponentials = np.exp(shifted)
        sums = exponentials.sum(axis=-1, keepdims=True)
        losses = np.log(sums) - np.take_along_axis(shifted, chosen, axis=-1)
        gradient = exponentials / sums
        correct = np.take_along_axis(gradient, chosen, axis=-1)
        np.put_along_axis(gradient, chosen, correct - 1, axis=-1)
        gradient /= losses[0].size
    return losses.reshape(len(logits), -1).mean(axis=1), gradient
