"""Exercises of the page on the learning rate."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import SGD, Adam

PAGE = "training/learning-rate.md"
OBJECTIVES = {
    "Explain what the learning rate scales, and what overshooting is.": ["one-weight-three-rates"],
    "Compute updates on a loss with one weight, and the rate above which they run away.": [
        "one-weight-three-rates",
        "descend-in-code",
    ],
    "Tell “too slow” from “unable”: estimate how far the weights can have got.": ["slow-or-unable"],
    "Say what a loss that rises tells about the rate, and what it does not tell.": [
        "the-loss-went-up"
    ],
    "Say what has to be measured before one rate is called better than another.": [
        "a-friend-compares-two-rates"
    ],
}


def descend(
    weight: float,
    curvature: float,
    rate: float,
    updates: int,
) -> list[float]:
    """Weights on curvature / 2 * weight**2, the first included."""
    weights = [weight]
    for _ in range(updates):
        gradient = curvature * weights[-1]
        weights.append(weights[-1] - rate * gradient)
    return weights


def check_descend() -> None:
    """Against the chapter's optimiser, and against the closed form."""
    found = descend(4.0, curvature=2.0, rate=0.4, updates=5)
    weight, optimiser = np.array([[4.0]]), SGD(0.4)
    for expected in found:
        assert np.isclose(weight[0, 0], expected)
        optimiser.update(weight, 2.0 * weight)
    assert np.allclose(found, 4.0 * (1 - 0.4 * 2.0) ** np.arange(6))


WEIGHTS = {rate: descend(4.0, curvature=2.0, rate=rate, updates=2) for rate in (0.25, 0.5, 1.5)}

# Slow or unable: how far weights can get. The low rate, a tenth of it, and the updates of an epoch.
LOW, LOWER, PER_EPOCH = 0.0001, 0.00001, 16


def way(rate: float, epochs: int) -> float:
    """How far a weight gets if every update of Adam moves it by the rate, always the same way."""
    return rate * PER_EPOCH * epochs


def check_way() -> None:
    """Adam goes just so far where the gradient never changes."""
    weight, optimiser = np.zeros((1, 1)), Adam(LOW)
    for _ in range(20 * PER_EPOCH):
        optimiser.update(weight, np.ones((1, 1)))
    np.testing.assert_allclose(-weight, way(LOW, 20), rtol=1e-6)


# The loss went up: two windows that want the weight at 1 and at -1, and a step for the first alone.
PLACE, RATE = 0.2, 0.01


def loss_of_both(weight: float) -> float:
    """The mean of the two losses."""
    return ((weight - 1) ** 2 + (weight + 1) ** 2) / 2


moved = PLACE - RATE * 2 * (PLACE - 1)
raised = loss_of_both(PLACE), loss_of_both(moved)


def check_raised() -> None:
    """The step lowers the loss of its own window and raises that of both, at any such rate."""
    assert raised[1] > raised[0]
    assert (moved - 1) ** 2 < (PLACE - 1) ** 2
    for rate in (1e-3, 1e-6):
        assert loss_of_both(PLACE - rate * 2 * (PLACE - 1)) > raised[0]


EXERCISES = (
    Exercise(
        id="one-weight-three-rates",
        kind="by hand",
        question="""
            A loss has a single weight, $w$, and is $w^2$. Its gradient is $2w$, and plain gradient
            descent sets $w$ to $w - \\text{rate} \\cdot 2w$. Start at $w = 4$ and make two updates
            at a rate of 0.25. Do the same from 4 at 0.5, and at 1.5. Which rate is low here, which
            is high? What is wrong with the steps at the high one, their direction or their length?
        """,
        answer=f"""
            Start included, the weights are {listed(WEIGHTS[0.25])} at the rate 0.25;
            {listed(WEIGHTS[0.5])} at 0.5; {listed(WEIGHTS[1.5])} at 1.5.

            At 0.25 each step halves the distance to the lowest point. At 0.5 one step lands on it.
            At 1.5 each step jumps past it and ends further away than it began. That is overshooting
            in its plainest form: the direction was right every time, the length was not. The other
            two both work; 0.25 is lower than it need be.
        """,
    ),
    Exercise(
        id="descend-in-code",
        kind="coding",
        question="""
            Write `descend(weight, curvature, rate, updates)`. It starts at `weight`, makes so many
            updates of plain gradient descent on the loss `curvature / 2 * weight**2`, and returns
            all weights, the first included. For which rates do they run away from zero?
        """,
        answer="""
            Each update multiplies the weight by $1 - \\text{rate} \\cdot \\text{curvature}$. The
            weight shrinks if this factor lies between −1 and 1, and runs away if the rate is above
            $2 / \\text{curvature}$. At exactly $2 / \\text{curvature}$ the factor is −1: the weight
            jumps to and fro between two values for ever.

            So a rate that suits a flat valley can be too high in a steep one, and no rate is high
            or low by itself. For Adam, which trains the networks of this chapter, there is no such
            plain threshold.
        """,
        solution=descend,
        check=check_descend,
    ),
    Exercise(
        id="slow-or-unable",
        kind="prediction",
        question=f"""
            You know what came of the low rate, {LOW}, after 20 epochs and after 100. Now let it be
            a tenth of that, {LOWER:.5f}. No figure shows this. Adam moves a weight by about the
            rate in an update, and less when its gradients disagree; an epoch has {PER_EPOCH}
            updates. How far can a weight get in 20 epochs at {LOW}, and how far in 100 epochs at
            {LOWER:.5f}? Would you expect networks to arrive there? Would that mean that they are
            unable?
        """,
        answer=f"""
            About {PER_EPOCH} · 20 · {LOW} = {short(way(LOW, 20), 3)} at the low rate, and half of
            that, {short(way(LOWER, 100), 3)}, in 100 epochs at the lower one. The first way was too
            short for all networks. So by epoch 100 we should expect none to arrive at the lower
            rate. They would have gone half a way that is too short: slow, and not shown to be
            unable. (This is an estimate. The chapter has not run it; you can, in the notebook
            [Break it](../notebooks/break-it.ipynb).)

            What was measured at the low rate: by epoch 20,
            [seeds that reached the goal by epoch 20](value:lr-low-slow.reached-at-20)
            had reached the goal; by epoch 100,
            [seeds that reached it by epoch 100](value:lr-low-slow.reached) had. Half were there by
            epoch [epoch at the low rate](value:lr-low-slow.half-low), at the suitable rate by epoch
            [epoch at the suitable rate](value:lr-low-slow.half-medium). So here the rate was too
            slow, not unable.

            In two other settings the same wait decided nothing:
            [seeds that got there elsewhere](value:lr-low-slow.reached-elsewhere) got there. A
            network that has not arrived may need more time, or may never arrive. The figure cannot
            tell, and neither can you until you have waited, or have tried a higher rate.
        """,
        check=check_way,
    ),
    Exercise(
        id="the-loss-went-up",
        kind="prediction",
        question=f"""
            You watch the loss on all training windows. From one update to the next it rises. Is
            the learning rate too high? Guess with the smallest training set there is. It has two
            windows and one weight $w$; the losses are $(w - 1)^2$ and $(w + 1)^2$, and you watch
            their mean. You stand at {PLACE}. A batch holds the first window alone, and you make one
            update at a rate of {RATE}. Does the mean fall? Would it fall at a lower rate?
        """,
        answer=f"""
            The gradient of the first window is 2 · ({PLACE} − 1) = {short(2 * (PLACE - 1))}, so the
            weight moves to {short(moved, 3)}, closer to what that window wants. The mean rises from
            {short(raised[0], 4)} to {short(raised[1], 4)}. At a lower rate it rises by less, but it
            rises: the direction suits one window and not both.

            So a rise does not mean that the rate is too high. In our networks, at the
            suitable rate, update 10 raises the loss in [seeds whose loss rises
            then](value:lr-high-overshoot.raised-at-10) seeds, update 100 in [seeds whose loss
            rises then](value:lr-high-overshoot.raised-at-100), and these networks learn. An update
            is computed from one batch and from earlier gradients. It need not suit all windows.

            What gives the high rate away is how far it overshoots. Its first update takes the
            median loss from [loss before](value:lr-high-overshoot.before) to
            [loss after](value:lr-high-overshoot.after), along a line on which a much shorter step
            would have lowered it.
        """,
        check=check_raised,
    ),
    Exercise(
        id="a-friend-compares-two-rates",
        kind="recall",
        question="""
            A friend trains one network at a rate of 0.01 and one at 0.05 and says: “0.01 is the
            better rate for LSTMs.” What do you ask before you believe it?
        """,
        answer="""
            How many random starts? With one each, chance can decide. Which error: of the next
            point, or of the free run? After how many epochs? With which batch size and which
            optimiser? And is it one task, or several?

            In this chapter's sweep, batches of 25 did best at
            [best rate for batches of 25](value:lr-medium.best-rate-25), with 32 starts. So the
            friend may be right for that case. With single windows the best rate tried was
            [best rate for batches of one](value:lr-medium.best-rate-1). “For LSTMs” is more than
            anyone measured.
        """,
    ),
)
