"""Exercises of the page on the batch size: three clocks, noisy advice, and what was held equal."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.training.config import TrainingConfig

PAGE = "training/batch-size.md"
OBJECTIVES = {
    "Compute the number of updates in an epoch, and the epochs that so many updates take.": [
        "three-clocks"
    ],
    "Explain what averaging over a batch does to the gradient, and what it costs.": [
        "how-many-advisers",
        "agreement-of-a-batch",
    ],
    "Predict how a batch that is too small or too large shows by epochs and by updates.": [
        "twenty-epochs-of-one-update",
        "from-25-to-1",
    ],
    "Say what has to be held equal, and what has to be tuned, to compare batch sizes.": [
        "twenty-epochs-of-one-update",
        "from-25-to-1",
    ],
}

WINDOWS, SIZES, BUDGET = 600, (1, 32, 600), 11_400
UPDATES = [TrainingConfig(windows=WINDOWS, batch_size=size).updates_per_epoch for size in SIZES]
EPOCHS = [BUDGET // updates for updates in UPDATES]
READ = [epochs * WINDOWS for epochs in EPOCHS]

ERROR, BATCHES = 10.0, (1, 25, 100)
AVERAGED = [ERROR / np.sqrt(size) for size in BATCHES]


def check_averaged() -> None:
    """The root of the batch size, on random numbers."""
    draws = ERROR * np.random.default_rng(0).standard_normal((4000, max(BATCHES)))
    found = [np.std(draws[:, :size].mean(axis=1)) for size in BATCHES]
    np.testing.assert_allclose(found, AVERAGED, rtol=0.05)


def agreement(gradients: np.ndarray, batch: list[int]) -> float:
    """Cosine between the mean gradients of a batch and of all."""
    some = gradients[batch].mean(axis=0)
    every = gradients.mean(axis=0)
    lengths = np.sqrt(some @ some) * np.sqrt(every @ every)
    return float(some @ every / lengths)


def check_agreement() -> None:
    """Directions whose angle one can see, and a batch of all."""
    gradients = np.array([[3.0, 1.0], [1.0, 3.0], [-1.0, -1.0], [1.0, -3.0]])  # their mean: (1, 0)
    assert np.isclose(agreement(gradients, [0, 1, 2, 3]), 1.0)
    assert np.isclose(agreement(gradients, [0, 3]), 2 / np.sqrt(5))
    assert np.isclose(agreement(gradients, [2]), -np.sqrt(0.5))


EXERCISES = (
    Exercise(
        id="three-clocks",
        kind="by hand",
        question=f"""
            There are {WINDOWS} training windows. How many updates does an epoch have with batches
            of {listed(SIZES)}? How many epochs does each size need for {BUDGET:,} updates, and how
            many windows does it read for them?
        """,
        answer=f"""
            Updates in an epoch: {listed(UPDATES)}. (With batches of {SIZES[1]} the last batch is a
            smaller one, and it counts.) Epochs for {BUDGET:,} updates: {EPOCHS[0]}, {EPOCHS[1]} and
            {EPOCHS[2]:,}. Windows read: {READ[0]:,}, {READ[1]:,} and {READ[2]:,}.

            So “equal epochs” gives the small batch far more updates, and “equal updates” lets the
            large one read far more data. Neither is the fair comparison. They are two questions.
        """,
    ),
    Exercise(
        id="how-many-advisers",
        kind="by hand",
        question=f"""
            Suppose the gradient of a single window misses the gradient of all windows by
            {short(ERROR)} on average (as a standard deviation), each window independently. By how
            much does the mean of {BATCHES[1]} windows miss it, and of {BATCHES[2]}? What does it
            cost to halve the error?
        """,
        answer=f"""
            The mean of $B$ independent errors is smaller by the factor $\\sqrt{{B}}$:
            {short(AVERAGED[1])} and {short(AVERAGED[2])}. Half the error takes four times as many
            windows, and so leaves a quarter of the updates in an epoch. Good advice gets ever more
            expensive.

            In [the measurement](fig:batch-high-averaging) the error falls from batch size 1 to 100
            by a factor of [measured factor](value:batch-high-averaging.fall). That is more than the
            root says, because its batches are drawn without repetition: a batch of all windows
            would have no error at all.
        """,
        check=check_averaged,
    ),
    Exercise(
        id="twenty-epochs-of-one-update",
        kind="prediction",
        question="""
            With all windows in one batch, the network is still bad after 20 epochs. Somebody
            explains: “Averaging over so many samples blurs what is special about each.” Which
            experiment would tell whether that is the reason? Guess its result, then look at
            [the figure](fig:batch-high-averaging).
        """,
        answer="""
            Let the full batch go on until it has made as many updates as the smaller batches. If
            averaging did harm, it would still be behind.

            It was not: at equal updates its error was
            [full batch](value:batch-high-averaging.equal-updates-high), that of batches of 25
            [batches of 25](value:batch-high-averaging.equal-updates-medium). It needed
            [epochs](value:batch-high-averaging.epochs-high) epochs for it. So the verdict on the
            sentence is *[verdict](value:batch-high-averaging.verdict)*. What was missing is
            updates. In exploRNN's recipe the full batch is not ahead, but it is not behind either
            (factor [ratio of the errors](value:batch-high-averaging.explornns-recipe.effect)).
        """,
    ),
    Exercise(
        id="from-25-to-1",
        kind="prediction",
        question="""
            At the rate 0.05 you change the batch size from 25 to 1 and nothing else. An epoch now
            has 25 times as many updates. Is the error after 20 epochs smaller or larger? What would
            you change next? Does your answer hold in other settings?
            ([The figure](fig:batch-low-slow) shows all three clocks.)
        """,
        answer="""
            Larger: [batch size 1](value:batch-low-slow.low) against
            [batch size 25](value:batch-low-slow.medium), in spite of all the updates. Each follows
            noisy advice, at a rate that was chosen for better advice.

            So lower the rate. At
            [best rate tried for single windows](value:batch-low-slow.low-rate) they end at
            [batch size 1, own rate](value:batch-low-slow.low-retuned), about as good as batches of
            25 at the best rate for them,
            [batch size 25, own rate](value:batch-low-slow.medium-retuned). What stays is the time:
            an epoch takes [times as long](value:batch-low-slow.times-as-long) times as long. The
            verdict on “a low batch size leaves a larger error” is
            *[verdict](value:batch-low-slow.verdict)*: it fails once the rate is tuned, and in
            exploRNN's recipe.
        """,
    ),
    Exercise(
        id="agreement-of-a-batch",
        kind="coding",
        question="""
            `gradients` holds the gradient of each window, one in a row. Write
            `agreement(gradients, batch)`: the cosine of the angle between the mean gradient of the
            windows in the list `batch` and the mean gradient of all. What does a negative value
            mean?
        """,
        answer="""
            A negative value means that the batch points to the wrong side: a small step straight
            down its own loss makes the loss on all windows larger. In the measurement behind
            [the figure](fig:batch-low) that is so for
            [share of single windows](value:batch-low.against) of the single windows. It does not
            follow that small batches cannot learn. Many noisy steps can still lead down.
        """,
        solution=agreement,
        check=check_agreement,
    ),
)
