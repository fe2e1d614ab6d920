"""Optimisers: from gradients to new weights, for many replicas at once.

They work in place on flat arrays (R, P): R replicas, P parameters. The learning rate is one number
for all replicas, or one for each, (R,). An optimiser keeps running means of past gradients, which
start at zero with its first update, so each network needs its own. A replica that is no longer
finite stays so, without a warning and without affecting the others.
"""

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_array, require_number, require_positive

Array = NDArray[np.floating]


class Optimiser(ABC):
    """What all optimisers share: a learning rate, and the state they keep for every parameter.

    Raises ValueError for settings out of range and for arrays that do not fit together.
    """

    def __init__(self, learning_rate: float | Array) -> None:
        rates = np.asarray(learning_rate, np.float64)
        if rates.ndim > 1 or rates.size == 0 or not np.all((rates > 0) & np.isfinite(rates)):
            raise ValueError(
                f"learning_rate is {learning_rate!r}; legal is one finite number above 0, "
                "or one for each replica"
            )
        self.learning_rate = rates.reshape(-1, 1)  # (1, 1) or (R, 1)
        self.updates = 0

    def update(self, parameters: Array, gradients: Array, scale: float = 1.0) -> None:
        """One update of the parameters (R, P), in place, from gradients of the same shape.

        scale: a factor for the learning rate in this update alone, as in a warm-up.
        """
        require_array("parameters", parameters, ("R", "P"))
        require_array("gradients", gradients, parameters.shape, parameters.dtype)
        require_number("scale", scale, 0.0)
        if len(self.learning_rate) not in (1, len(parameters)):
            raise ValueError(
                f"learning_rate has {len(self.learning_rate)} values for {len(parameters)} "
                "replicas; legal is one, or one for each replica"
            )
        if self.updates == 0:
            self._change = np.empty_like(parameters)
            self._mean = np.zeros_like(parameters)
            self._mean_square = np.zeros_like(parameters)
        require_array("parameters", parameters, self._change.shape, self._change.dtype)
        self.updates += 1
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            factor = self._prepare_change(gradients)
            self._change *= (self.learning_rate * (scale * factor)).astype(parameters.dtype)
            parameters -= self._change

    @abstractmethod
    def _prepare_change(self, gradients: Array) -> float:
        """Write the step to `_change`; returns a factor for the learning rate."""

    def _remember_square(self, gradients: Array, decay: float) -> None:
        """Update the running mean of squared gradients; uses `_change` as scratch space."""
        np.multiply(gradients, gradients, out=self._change)
        self._change *= 1 - decay
        self._mean_square *= decay
        self._mean_square += self._change


class SGD(Optimiser):
    """Gradient descent: v = momentum v + g; θ = θ - learning_rate v (Polyak, 1964).

    With momentum 0 it is plain gradient descent. Exercises use it, and so can a TrainingConfig.
    """

    def __init__(self, learning_rate: float | Array, momentum: float = 0.0) -> None:
        super().__init__(learning_rate)
        require_number("momentum", momentum, 0.0, below=1.0)
        self.momentum = momentum

    def _prepare_change(self, gradients: Array) -> float:
        self._mean *= self.momentum
        self._mean += gradients
        self._change[:] = self._mean
        return 1.0


class RMSprop(Optimiser):
    """Divide each step by the root mean square of past gradients (Tieleman and Hinton, 2012).

    s = decay s + (1 - decay) g²; θ = θ - learning_rate g / (√s + epsilon), or / √(s + epsilon)
    if epsilon_inside_root.
    """

    def __init__(
        self,
        learning_rate: float | Array,
        decay: float = 0.9,
        epsilon: float = 1e-7,
        *,
        epsilon_inside_root: bool = False,
    ) -> None:
        super().__init__(learning_rate)
        require_number("decay", decay, 0.0, below=1.0)
        require_number("epsilon", epsilon, 0.0)
        self.decay, self.epsilon = decay, epsilon
        self.epsilon_inside_root = epsilon_inside_root

    def _prepare_change(self, gradients: Array) -> float:
        self._remember_square(gradients, self.decay)
        inside, outside = (self.epsilon, 0.0) if self.epsilon_inside_root else (0.0, self.epsilon)
        np.add(self._mean_square, inside, out=self._change)
        np.sqrt(self._change, out=self._change)
        self._change += outside
        np.divide(gradients, self._change, out=self._change)
        return 1.0


class Adam(Optimiser):
    """Momentum and RMSprop, both corrected for starting at zero (Kingma and Ba, 2015).

    m = beta1 m + (1 - beta1) g; s = beta2 s + (1 - beta2) g²; after n updates
    θ = θ - learning_rate m / (1 - beta1ⁿ) / (√(s / (1 - beta2ⁿ)) + epsilon).
    """

    def __init__(
        self,
        learning_rate: float | Array,
        beta1: float = 0.9,
        beta2: float = 0.999,
        epsilon: float = 1e-8,
    ) -> None:
        super().__init__(learning_rate)
        require_number("beta1", beta1, 0.0, below=1.0)
        require_number("beta2", beta2, 0.0, below=1.0)
        require_number("epsilon", epsilon, 0.0)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon

    def _prepare_change(self, gradients: Array) -> float:
        np.multiply(gradients, 1 - self.beta1, out=self._change)
        self._mean *= self.beta1
        self._mean += self._change
        self._remember_square(gradients, self.beta2)
        # Both corrections as one factor, to save a pass over the arrays. With k = 1 - beta2ⁿ:
        # √(s / k) + epsilon = (√s + epsilon √k) / √k.
        root = float(np.sqrt(1 - self.beta2**self.updates))
        np.sqrt(self._mean_square, out=self._change)
        self._change += self.epsilon * root
        np.divide(self._mean, self._change, out=self._change)
        return root / (1 - self.beta1**self.updates)


def clip_by_global_norm(gradients: Array, max_norm: float) -> Array:
    """Rescale every row of gradients (R, P) longer than max_norm to that length, in place.

    Returns the Euclidean norms before clipping, (R,), in float64 (Pascanu and others, 2013). A row
    that is not finite is left alone. For recurrent networks whose gradients explode; those of this
    chapter do not need it, and only the tests use it. Raises ValueError unless max_norm is finite
    and above 0.
    """
    require_array("gradients", gradients, ("R", "P"))
    require_positive("max_norm", max_norm)
    with np.errstate(over="ignore", invalid="ignore"):
        largest = np.max(np.abs(gradients), axis=1, keepdims=True).astype(np.float64)
        largest[largest == 0] = 1.0
        # Dividing by the largest entry keeps the squares from overflowing or vanishing.
        norms: Array = largest[:, 0] * np.sqrt(np.sum((gradients / largest) ** 2, axis=1))
        norms[np.isinf(largest[:, 0])] = np.inf
        too_long = np.isfinite(norms) & (norms > max_norm)
        gradients[too_long] *= (max_norm / norms[too_long, np.newaxis]).astype(gradients.dtype)
    return norms
