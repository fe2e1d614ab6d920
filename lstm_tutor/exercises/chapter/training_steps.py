"""Exercises of the page on the steps of training: forward, backward, update, validation."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import SGD, squared_error
from lstm_tutor.training.config import TrainingConfig
from lstm_tutor.training.free_run import nrmse

PAGE = "training/training-steps.md"
OBJECTIVES = {
    "Say which step of training changes the weights, and which steps need the targets.": [
        "what-changes-the-weights"
    ],
    "Compute the loss of a few predictions, and one update of a model with a single weight.": [
        "loss-of-three",
        "one-update",
    ],
    "Explain what validation can show, and when it cannot tell learning from memorising.": [
        "validation-set-as-data"
    ],
    "Cut the windows of an epoch into batches, in NumPy.": ["batches-of-an-epoch"],
}

PREDICTED, TARGETS = np.array([[4.0, 1.0, 8.0]]), np.array([[2.0, 2.0, 6.0]])
ERRORS = (PREDICTED - TARGETS)[0]
MSE = squared_error(PREDICTED, TARGETS)[0][0]
NRMSE = nrmse(PREDICTED[..., np.newaxis], TARGETS[..., np.newaxis])[0]

X, TARGET, START = 2.0, 3.0, 1.0


def loss_of(weight: float) -> tuple[float, float]:
    """Loss and gradient of the model weight * X, as the chapter's loss gives them."""
    losses, gradient = squared_error(np.array([[weight * X]]), np.array([[TARGET]]))
    return float(losses[0]), float(gradient[0, 0]) * X


def updated(rate: float) -> float:
    """The weight after one update at this rate."""
    weight = np.array([[START]])
    SGD(rate).update(weight, np.array([[loss_of(START)[1]]]))
    return float(weight[0, 0])


SMALL, LARGE = updated(0.1), updated(0.25)


def batches(
    count: int,
    size: int,
    rng: np.random.Generator,
) -> list[np.ndarray]:
    """One epoch: each number below `count` once, in random order."""
    order = rng.permutation(count)
    starts = range(0, count, size)
    return [order[start : start + size] for start in starts]


def check_batches() -> None:
    """Each window once, in another order each time, in as many batches as training makes."""
    rng = np.random.default_rng(0)
    first, second = (batches(400, 30, rng) for _ in range(2))
    for epoch in (first, second):
        assert sorted(np.concatenate(epoch)) == list(range(400))
        assert len(epoch) == TrainingConfig(batch_size=30).updates_per_epoch
        assert {len(batch) for batch in epoch[:-1]} == {30}
    assert not np.array_equal(first[0], second[0])


EXERCISES = (
    Exercise(
        id="what-changes-the-weights",
        kind="recall",
        question="""
            Forward, backward, update, validation: which of the four change the weights? Which of
            them need the right answers, the targets?
        """,
        answer="""
            Only the update changes weights. Backward finds out how they should change and changes
            nothing itself. Forward needs the targets at its end, for the loss. Backward starts from
            the errors made there. Validation needs targets to be compared with as well, but of
            windows that are never learned from, and nothing follows from them for the weights. The
            update sees gradients alone.
        """,
    ),
    Exercise(
        id="loss-of-three",
        kind="by hand",
        question=f"""
            A network predicts {listed(PREDICTED[0])}; the targets are {listed(TARGETS[0])}. What is
            the mean squared error? And its root? The standard deviation of the targets is
            {short(TARGETS.std())}. Is this network any better than one that always predicts their
            mean?
        """,
        answer=f"""
            The errors are {listed(ERRORS)}, their squares {listed(ERRORS**2)}, the mean of these is
            {short(MSE)} and its root {short(np.sqrt(MSE))}.

            Divided by the standard deviation of the targets that is {short(NRMSE)}. Always
            predicting the mean gives exactly 1, so the network is only a little better
            than that. The squares let the two errors of {short(abs(ERRORS[0]))} outweigh the one of
            {short(abs(ERRORS[1]))}. A loss alone says little; you have to know what it is measured
            against.
        """,
    ),
    Exercise(
        id="one-update",
        kind="by hand",
        question=f"""
            The model is $\\text{{prediction}} = w x$. There is one example, $x = {short(X)}$ with
            the target {short(TARGET)}, and $w = {short(START)}$. Compute the squared error, its
            derivative by $w$, and the weight after one update of plain gradient descent at a rate
            of 0.1. Is the loss smaller then? Do the same at a rate of 0.25.
        """,
        answer=f"""
            The prediction is {short(START * X)}, the error {short(START * X - TARGET)}, the loss
            {short(loss_of(START)[0])}. By the chain rule the derivative is 2 · error · $x$ =
            {short(loss_of(START)[1])}: a larger weight would make the loss smaller.

            At the rate 0.1 the weight becomes {short(SMALL)} and the loss
            {short(loss_of(SMALL)[0])}. At the rate 0.25 it becomes {short(LARGE)}, and the loss is
            {short(loss_of(LARGE)[0])} again, on the other side of the best weight. The gradient was
            the same both times. It gives the direction; how far to go is for the rate to say.
        """,
    ),
    Exercise(
        id="validation-set-as-data",
        kind="prediction",
        question="""
            To have more data, somebody trains on the validation windows as well. The validation
            error falls. Has the network become better? What could you see before, on noisy data,
            that you cannot see any longer? ([This figure](fig:noise-high-divergence) helps.)
        """,
        answer="""
            It may have become better or worse: the number no longer tells. Windows that were
            learned from can have been learned by heart.

            The figure shows what gets lost. At high noise, on fixed data and at the smaller rate,
            the training loss falls, at its lowest, to [lowest training
            loss](value:noise-high-divergence.training-lowest), while the validation loss ends at
            [last validation loss](value:noise-high-divergence.validation-end). Train on those
            windows too, and the second number follows the first; nothing warns you. On a clean wave
            the warning is weak in any case, since the validation windows lie close to those that
            were learned from.
        """,
    ),
    Exercise(
        id="batches-of-an-epoch",
        kind="coding",
        question="""
            Write `batches(count, size, rng)`: the batches of one epoch over `count` windows, as
            arrays of window numbers. Each window is used exactly once, in a new order each time;
            the last batch may be smaller.
        """,
        answer="""
            Shuffle first, then cut. Drawing each batch anew from all windows looks alike, but then
            an epoch misses some windows and uses others twice. Forgetting the last, smaller batch
            is the other usual mistake.
        """,
        solution=batches,
        check=check_batches,
    ),
)
