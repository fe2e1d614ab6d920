"""Exercises on the input gate: what it reads, what it filters, and how it learns."""

import numpy as np

from lstm_tutor.base.numerals import short
from lstm_tutor.exercises.cells import HIGH, run, shown, single, unit
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import CellParameters, step_backward
from lstm_tutor.nn.cell import sigmoid

PAGE = "lstm-cells/input-gate.md"
OBJECTIVES = {
    "Compute the input gates of a layer by hand, from the input and all its last activations.": [
        "gates-of-two-units"
    ],
    "Tell the filtered input from the input.": ["what-is-filtered"],
    "Compute the gradient of one weight by the chain rule, and check it by a finite difference.": [
        "check-by-nudging"
    ],
    "Explain and measure saturation.": ["switch-or-dial", "saturated-share"],
}

# Two units; row u of W_ia holds the weights by which unit u hears the two activations.
W_IX, W_IA = [[1], [0]], [[2, 4], [0, -20]]
X, A_PREV = 1, (0.5, -0.5)
sums = np.array(W_IX)[:, 0] * X + np.array(W_IA) @ A_PREV
gates = sigmoid(sums)
alone = sigmoid(np.array(W_IX)[:, 0] * X + np.diag(W_IA) * A_PREV)

# A unit whose candidate is large and negative although its input is positive.
X_AGAINST, W_AGAINST = 2, -1
(against,) = run(unit(i=HIGH, candidate=(W_AGAINST, 0, 0)), [X_AGAINST])

# One weight of the input gate, its gradient by the chain rule and by nudging.
X_NUDGED, NUDGES = 2, (0.5, 0.1)


def gate_of(weight: float) -> CellParameters:
    """A unit with this weight of x in its input gate; its candidate stands at 1."""
    return unit(i=(weight, 0, 0), candidate=HIGH)


def loss(weight: float) -> float:
    """The loss of the exercise: the new cell state itself."""
    return run(gate_of(weight), [X_NUDGED])[-1].c.item()


def by_nudging(nudge: float) -> float:
    """The slope of the loss at weight 0 from one nudge up and one down."""
    return (loss(nudge) - loss(-nudge)) / (2 * nudge)


(nudged,) = run(gate_of(0), [X_NUDGED])
exact = step_backward(nudged, single(0), single(1), gate_of(0)).weights.W_ix.item()


def check_nudging() -> None:
    """The smaller the nudge, the closer the difference is to the gradient."""
    errors = [abs(by_nudging(nudge) - exact) for nudge in NUDGES]
    assert errors == sorted(errors, reverse=True)
    np.testing.assert_allclose(by_nudging(1e-4), exact, rtol=1e-6)


def saturated_share(gate: np.ndarray, close: float = 0.05) -> float:
    """The share of values closer than this to 0 or 1."""
    return float(np.mean((gate < close) | (gate > 1 - close)))


def check_saturated_share() -> None:
    """Counted one by one, it is the share of values at which the sigmoid has little slope left."""
    gate = sigmoid(np.random.default_rng(0).normal(0, 3, (20, 16)))
    flat = [value for value in gate.flat if value * (1 - value) < 0.05 * 0.95]
    assert 0 < len(flat) < gate.size
    np.testing.assert_allclose(saturated_share(gate), len(flat) / gate.size)


EXERCISES = (
    Exercise(
        id="gates-of-two-units",
        kind="by hand",
        question=rf"""
            A layer has two units and reads $x^t = {X}$. Its last activations are
            $a^{{t-1}} = ({short(A_PREV[0])}, {short(A_PREV[1])})$. The weights of the input gates
            are $W_{{ix}} = \begin{{pmatrix}} {W_IX[0][0]} \\ {W_IX[1][0]} \end{{pmatrix}}$ and
            $W_{{ia}} = \begin{{pmatrix}} {W_IA[0][0]} & {W_IA[0][1]} \\
            {W_IA[1][0]} & {W_IA[1][1]} \end{{pmatrix}}$, the biases are 0.
            Compute both input gates. (Row 1 belongs to unit 1.)

            A classmate takes $a^{{t-1}}$ for “the last activation of this unit” and uses the
            diagonal of the matrix only. Whose gate comes out wrong?
        """,
        answer=f"""
            Unit 1: the sum is {W_IX[0][0]} · {X} + {W_IA[0][0]} · {short(A_PREV[0])} + {W_IA[0][1]}
            · ({short(A_PREV[1])}) = {short(sums[0])}, and the sigmoid of it is {short(gates[0])}.
            Unit 2: {W_IX[1][0]} · {X} + {W_IA[1][0]} · {short(A_PREV[0])} + ({short(W_IA[1][1])}) ·
            ({short(A_PREV[1])}) = {short(sums[1])}, which gives {short(gates[1])} when rounded to
            two decimals.

            With the diagonal alone unit 1 would get {short(alone[0])} instead. Unit 2 gets what it
            had, {short(alone[1])}, since its weight for the other activation is 0. The activation
            that a gate reads is the vector of the whole layer: what unit 2 said brings the gate of
            unit 1 down.
        """,
    ),
    Exercise(
        id="what-is-filtered",
        kind="recall",
        question="""
            “The input gate is 1, so the input is added to the cell state.” What is really added?
            Give an example in which the input is positive and the cell state falls.
        """,
        answer=rf"""
            Added is the filtered input: the gate times the *candidate*
            $\tanh(W_{{cx}}x^t + W_{{ca}}a^{{t-1}} + b_c)$. The candidate is made of the input and
            the last activations, with weights of its own, and tanh keeps it between −1 and 1.

            An example with an open gate: the input is {X_AGAINST}, its weight {short(W_AGAINST)},
            and nothing else is in the sum. The candidate is tanh({short(W_AGAINST * X_AGAINST)}) =
            {shown(against).candidate}. With the gate at 1, the cell state changes by just as much:
            it falls, although the input is positive.
        """,
    ),
    Exercise(
        id="check-by-nudging",
        kind="by hand",
        question=f"""
            A unit reads $x^t = {X_NUDGED}$. Its input gate has the weight $W_{{ix}} = 0$, no other
            weight and no bias; its candidate is 1; its old cell state is 0. Take the new cell state
            itself as the loss. Compute the gradient of the loss by $W_{{ix}}$ by the chain rule.
            Then check it: compute the loss at $W_{{ix}} = {NUDGES[1]}$ and at
            $W_{{ix}} = -{NUDGES[1]}$, and divide the difference by {short(2 * NUDGES[1])}. To four
            decimals, sigmoid({short(NUDGES[1] * X_NUDGED)}) is
            {sigmoid(np.array(NUDGES[1] * X_NUDGED)):.4f}.
        """,
        answer=f"""
            The gate is {short(nudged.i.item())}. The loss is the cell state, so the derivative by
            it is 1, and `di` is 1 times the candidate, {short(nudged.candidate.item())}. The
            sigmoid's slope is {short(nudged.i.item())} · (1 − {short(nudged.i.item())}) =
            {short(nudged.i.item() * (1 - nudged.i.item()))}. The weight was multiplied by
            {X_NUDGED}, so its gradient is {X_NUDGED} ·
            {short(nudged.i.item() * (1 - nudged.i.item()))} = {short(exact)}.

            The two losses are {loss(NUDGES[1]):.4f} and {loss(-NUDGES[1]):.4f}. Their difference,
            divided by {short(2 * NUDGES[1])}, is {by_nudging(NUDGES[1]):.3f}. Not quite
            {short(exact)}, because the sigmoid is no straight line. A larger nudge of {NUDGES[0]}
            is further off: {by_nudging(NUDGES[0]):.3f}.
        """,
        check=check_nudging,
    ),
    Exercise(
        id="switch-or-dial",
        kind="prediction",
        question="""
            Is an input gate a switch or a dial? In a trained network, which share of all its values
            do you expect above 0.9, and which below 0.1? Would a gate that is always at one of its
            ends be good for learning?
        """,
        answer=f"""
            In the [figure](fig:input-gate), [share of input gate values above
            0.9](value:input-gate.nearly-open) of the values lie above 0.9 and [share of input gate
            values below 0.1](value:input-gate.nearly-shut) below 0.1. These gates are dials rather
            than switches.

            At its ends the sigmoid is nearly flat: its slope is $i(1-i)$, {short(0.5 * 0.5)} at one
            half and {short(0.9 * 0.1)} at 0.9. A gate that is always at an end gets next to no
            gradient, so it stays where it is, right or wrong.
        """,
    ),
    Exercise(
        id="saturated-share",
        kind="coding",
        question="""
            Our figures call a gate saturated when it is closer than 0.05 to 0 or 1. Write
            `saturated_share(gate)`, which takes an array of gate values of any shape and returns
            the share of those that are saturated. How steep can the sigmoid still be there?
        """,
        answer=f"""
            Closer than 0.05 to an end, the slope $i(1-i)$ is below {0.05 * 0.95:.4f}, less than a
            fifth of its largest value, {short(0.25)}. The build counts random values one by one and
            compares.
        """,
        solution=saturated_share,
        check=check_saturated_share,
    ),
)
