"""Exercises on the forget gate: it keeps, its products decay, and it learns from what is there."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.cells import NOTHING, run, single, unit
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import step_backward
from lstm_tutor.nn.cell import sigmoid

PAGE = "lstm-cells/forget-gate.md"
OBJECTIVES = {
    "Read the value of a forget gate the right way round.": ["product-of-gates", "bias-of-one"],
    "Multiply forget gates over several steps, and say what is left of an old cell state.": [
        "product-of-gates",
        "half-life",
    ],
    "Predict what becomes of a trained network whose forget gates are held shut or open.": [
        "held-open-held-shut"
    ],
    "Say where a bias of 1 puts the gate, and explain from its gradient when it can learn.": [
        "bias-of-one",
        "empty-memory",
    ],
}

# The weight of x is 10: to two decimals the gate is 1, one half or 0 where x is 1, 0 or -1.
X, C_START = (1, 0, 0, 1, -1, 1), 8
steps = run(unit(f=(10, 0, 0)), X, c=C_START)
gates = [record.f.item() for record in steps]
states = [record.c.item() for record in steps]
shares = np.cumprod(gates).tolist()

# The same gradient arrives at an empty and at a full unit; both gates stand at one half.
C_PREV, DC = 4, 1


def bias_gradient(c_prev: float) -> float:
    """The derivative of the loss by the bias of the forget gate, which stands at one half."""
    weights = unit(f=NOTHING)
    (record,) = run(weights, [0], c=c_prev)
    return step_backward(record, single(0), single(DC), weights).weights.b_f.item()


start = sigmoid(np.array(1.0)).item()
BIAS_FOR = 0.99
bias_needed = np.log(BIAS_FOR / (1 - BIAS_FOR))


def half_life(f: float) -> float:
    """After how many steps half is left, if the gate stays at f."""
    if f == 1:
        return np.inf
    return float(np.log(0.5) / np.log(f))


def check_half_life() -> None:
    """After so many steps of the chapter's cell, half of the state is left."""
    for wanted in (1, 4, 20):
        f = 0.5 ** (1 / wanted)
        weights = unit(f=(0, 0, np.log(f / (1 - f))))
        left = run(weights, [0] * wanted, c=C_START)[-1].c.item() / C_START
        np.testing.assert_allclose(left, 0.5)
        np.testing.assert_allclose(half_life(f), wanted)
    assert half_life(1) == np.inf


# What a unit holds that writes the same amount at every step of a window.
WRITTEN, LEARNED_GATE, STEPS = 0.4, 0.8, 30


def held_after(f: float) -> float:
    """The cell state after a window of such steps, with the forget gate at f."""
    state = 0.0
    for _ in range(STEPS):
        state = f * state + WRITTEN
    return state


EXERCISES = (
    Exercise(
        id="product-of-gates",
        kind="by hand",
        question=rf"""
            A unit multiplies its input by 10 to set its forget gate; the bias is 0, and so is the
            weight of the last activation. To two decimals, the gate is
            then 1 where the input is 1, one half where it is 0, and 0 where it is −1. Nothing is
            written: the candidate is always 0. The cell state starts at {C_START} and the unit
            reads {listed(X)}. Write down the cell state after each step, and which share of the
            start is left. Does the last step bring anything back?
        """,
        answer=f"""
            Cell states: {listed(states)}. Shares of the start: {listed(shares)}. (Two decimals.)
            Each share is the product of all gates so far: {" · ".join(map(short, gates[:4]))} =
            {short(shares[3])} after four steps.

            One gate at 0 makes the whole product 0, whatever the others are. The last gate is open
            again and keeps everything, but there is nothing left to keep. What a forget gate has
            erased, no later gate brings back.
        """,
    ),
    Exercise(
        id="bias-of-one",
        kind="recall",
        question="""
            “The forget bias starts at 1, so at first the gate forgets everything.” There are two
            mistakes in this sentence. Find both.
        """,
        answer=f"""
            First, a forget gate at 1 *keeps* everything. The name misleads. Secondly, it is the
            bias that starts at 1, not the gate. The bias is one part of the sum inside the sigmoid;
            with all else zero the gate stands at sigmoid(1), about {start:.2f}.

            So it starts rather open, no more. For a gate of {BIAS_FOR} the sum would have to be
            about {bias_needed:.1f}.
        """,
    ),
    Exercise(
        id="held-open-held-shut",
        kind="prediction",
        question=f"""
            The [figure](fig:forget-gate) says which does more harm to trained networks: forget
            gates held at 0, or at 1. Now a single unit that the figure does not show. It writes
            {WRITTEN} at each of {STEPS} steps, and has learned to keep its forget gate at
            {LEARNED_GATE}. Guess first: what does it hold at the end? What if its gate is held at
            0, and what if at 1? Then work it out. Does this explain the order in the figure?
        """,
        answer=f"""
            As learned it comes to rest near {WRITTEN} / (1 − {LEARNED_GATE}) =
            {short(WRITTEN / (1 - LEARNED_GATE))}, where a step loses as much as it writes. Held at
            0 it holds {short(held_after(0))}, what came in last. Held at 1 it holds
            {short(held_after(1))}, and more with every further step. So the open gate takes the
            unit further from all that the readout has met in training.

            That fits the networks of the figure, without proving that it is their reason. With the
            gates as learned, the median error of the free run is [median error as
            learned](value:forget-gate.median-as-learned). Held at 0, it is [median error with the
            gates held at 0](value:forget-gate.median-held-at-0), held at 1, [median error with the
            gates held at 1](value:forget-gate.median-held-at-1). In this order the goal is reached
            by [networks that reach the goal as learned](value:forget-gate.reached-as-learned),
            [networks that reach it with the gates held at 0](value:forget-gate.reached-held-at-0)
            and [networks that reach it with the gates held at
            1](value:forget-gate.reached-held-at-1) networks.

            An error of 1 is what one gets by always predicting the mean. With the gate at 1, the
            cell state adds up all that comes in and can grow far beyond what the readout and the
            gates were trained for. Keeping everything is no better memory. Still, this does not say
            that no network could work so: these were trained otherwise.
        """,
    ),
    Exercise(
        id="empty-memory",
        kind="by hand",
        question=rf"""
            The gradient $\partial L / \partial c^t = {DC}$ arrives at two units whose forget gates
            stand at $\tfrac{{1}}{{2}}$. One had an empty memory, $c^{{t-1}} = 0$, the other
            $c^{{t-1}} = {C_PREV}$. What is the gradient of the bias $b_f$ in each? What does the
            forget gate learn from the first step of a window?
        """,
        answer=f"""
            By the gate: the gradient times the old cell state, 0 in one unit and {C_PREV} in the
            other. Times the slope of the sigmoid, {short(0.5)} · (1 − {short(0.5)}) =
            {short(0.25)}: the bias gets {short(bias_gradient(0))} and
            {short(bias_gradient(C_PREV))}.

            Before the first step of a window every cell state is 0. So the first step teaches the
            forget gate nothing: whether one keeps all of nothing or none of it makes no difference.
        """,
    ),
    Exercise(
        id="half-life",
        kind="coding",
        question="""
            A unit's forget gate stays at `f` and nothing is written. Write `half_life(f)`, which
            returns after how many steps half of the cell state is left. Try 0.5, 0.9, 0.99 and 1.
            Then take the [data](../figures/filtered-state.csv) of the
            [figure](fig:filtered-state): after how many steps is half left in its median, along
            the cell state alone?
        """,
        answer=f"""
            After $k$ steps $f^k$ is left. Set this to one half and take logarithms. The three
            half-lives are {half_life(0.5):.0f} step, {half_life(0.9):.1f} and {half_life(0.99):.0f}
            steps. To remember for ten times as long, the gate has to come about ten times as close
            to 1. At 1 everything is kept and half is never reached: the answer is infinity, where
            the formula would divide by zero.

            In the trained network of the figure, the median along the cell state is [share left one
            step back](value:filtered-state.alone-near) one step back. At [steps after which half is
            gone](value:filtered-state.alone-half) steps back, half or less is left. (Its gates move
            from step to step. A constant gate is only a model of them.)
        """,
        solution=half_life,
        check=check_half_life,
    ),
)
