"""Time steps per second in training: forward pass, backpropagation through time, and Adam.

A time step is one step of one example in one replica. For comparison, the same matrix products
are timed alone: no training with these arrays could be faster. Cases take turns, round by round,
and the median counts, so that a slow moment of the machine affects all of them alike.

Axes: R replicas, B batch, T time, K what a gate reads, H hidden.
"""

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from lstm_tutor.nn import Adam, LSTMNetwork, initialise, squared_error
from lstm_tutor.nn.workspace import GATES, Shape, Workspace

HIDDEN, BATCH = 16, 25  # as in most experiments
ROUNDS = 9
SECONDS = 0.15  # per case and round


class Case(NamedTuple):
    """The number of replicas that train together, and of time steps in a window."""

    replicas: int
    steps: int

    @property
    def timesteps(self) -> int:
        """Time steps in one update."""
        return self.replicas * BATCH * self.steps


CASES = (Case(32, 50), Case(32, 30), Case(16, 50), Case(8, 50), Case(1, 50))


def training(case: Case) -> Callable[[], None]:
    """A function that updates a float32 network of one layer, always on the same batch."""
    network = LSTMNetwork(input_size=1, hidden_size=HIDDEN, output_size=1, replicas=case.replicas)
    initialise(network, [np.random.default_rng(seed) for seed in range(case.replicas)])
    rng = np.random.default_rng(0)
    x = rng.standard_normal((case.replicas, BATCH, case.steps, 1), np.float32)
    target = rng.standard_normal((case.replicas, BATCH, 1), np.float32)
    optimiser = Adam(0.001)

    def update() -> None:
        _, d_prediction = squared_error(network.forward(x), target)
        optimiser.update(network.parameters, network.backward(d_prediction))

    return update


def matrix_products(case: Case) -> Callable[[], None]:
    """A function that computes the matrix products of one update, in arrays of the same shapes."""
    rng = np.random.default_rng(0)
    shape = Shape(case.replicas, BATCH, case.steps, 1, HIDDEN, np.dtype(np.float32))
    work = Workspace(shape)
    back = work.backward
    for array in (work.read, back.d_z):
        array[:] = rng.standard_normal(array.shape, np.float32)
    weights = rng.standard_normal((case.replicas, GATES * HIDDEN, shape.columns), np.float32)
    recurrent = weights[:, :, :HIDDEN]
    by_gate = rng.standard_normal((GATES, case.replicas, shape.columns, HIDDEN), np.float32)

    def update() -> None:
        for step in work.time_steps:
            np.matmul(step.read, by_gate, out=step.gates.all)
        for t in reversed(range(case.steps)):
            np.matmul(back.d_z_of_step[t % back.block], recurrent, out=back.d_a)
            if t % back.block == 0:
                end = min(t + back.block, case.steps)
                d_z = back.d_z[:, : end - t].reshape(case.replicas, -1, GATES * HIDDEN)
                read = work.read[:, t:end].reshape(case.replicas, -1, shape.columns)
                np.matmul(d_z.transpose(0, 2, 1), read, out=back.gradient)

    return update


def seconds_each(update: Callable[[], None], seconds: float) -> float:
    """Mean time of one call, measured over about this many seconds."""
    calls = 0
    start = time.perf_counter()
    while (elapsed := time.perf_counter() - start) < seconds:
        update()
        calls += 1
    return elapsed / calls


def main() -> None:
    """Measure all cases and print a table, in thousand time steps per second."""
    updates = {case: (training(case), matrix_products(case)) for case in CASES}
    for pair in updates.values():
        for update in pair:
            update()  # the first call allocates the arrays
    times: dict[Case, list[tuple[float, ...]]] = {case: [] for case in CASES}
    for _ in range(ROUNDS):
        for case, pair in updates.items():
            times[case].append(tuple(seconds_each(update, SECONDS) for update in pair))

    print(f"Thousand time steps per second: {HIDDEN} units, batch {BATCH}, float32, one core")
    print("replicas  steps  training  matrix products alone  training / products")
    for case, rounds in times.items():
        train, products = (
            case.timesteps / statistics.median(column) / 1000
            for column in zip(*rounds, strict=True)
        )
        print(
            f"{case.replicas:8}  {case.steps:5}  {train:8,.0f}  {products:21,.0f}"
            f"  {train / products:19.2f}"
        )
