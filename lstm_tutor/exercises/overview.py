"""Exercises on the LSTM cell at a glance: what its parts do, see and keep."""

import numpy as np

from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.exercises.tiny import HIGH, LOW, NOTHING, Sum, layer, run, unit
from lstm_tutor.exercises.wording import listed
from lstm_tutor.nn import LSTMNetwork, step

PAGE = "lstm-cells/overview.md"
OBJECTIVES = (
    "Name the three gates, the candidate and the cell state of an LSTM cell, and say what each "
    "does.",
    "Tell what a gate looks at from what it acts on.",
    "Compute what is left of a note in the cell state after a few steps.",
    "Count the weights and biases of an LSTM layer.",
)

UNITS = 16
NOTE, HALVINGS = 8, 3

network = LSTMNetwork(input_size=1, hidden_size=UNITS, output_size=1)
named = network.named_parameters()
whole = sum(array.size for array in named.values())
readout = named["readout.W"].size + named["readout.b"].size
per_sum = 1 + UNITS + 1  # input, last activations, bias


def cell_states(f: Sum) -> str:
    """What a unit that writes nothing still holds of its note after each step."""
    return listed([record.c.item() for record in run(unit(f=f), [0] * HALVINGS, c=NOTE)])


def step_1997(
    x: np.ndarray,
    a_prev: np.ndarray,
    c_prev: np.ndarray,
    W: dict[str, np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """The next a and c of a cell that has no forget gate."""

    def z(g: str) -> np.ndarray:
        W_x, W_a, b = W[f"W_{g}x"], W[f"W_{g}a"], W[f"b_{g}"]
        return np.asarray(x @ W_x.T + a_prev @ W_a.T + b)

    i = 1 / (1 + np.exp(-z("i")))
    o = 1 / (1 + np.exp(-z("o")))
    c = i * np.tanh(z("c")) + c_prev
    return o * np.tanh(c), c


def check_step_1997() -> None:
    """It is the chapter's cell with a forget gate that always stands at 1."""
    x, a_prev, c_prev, weights = layer()
    always_open = weights._replace(
        W_fx=0 * weights.W_fx, W_fa=0 * weights.W_fa, b_f=weights.b_f + 100
    )
    expected = step(x, a_prev, c_prev, always_open)
    a, c = step_1997(x, a_prev, c_prev, weights._asdict())
    np.testing.assert_allclose(a, expected.a)
    np.testing.assert_allclose(c, expected.c)


EXERCISES = (
    Exercise(
        id="what-gates-see",
        kind="recall",
        question="""
            A classmate says: “When the cell state gets too large, the forget gate sees it and lets
            some of it go.” What does the forget gate of this cell see, and what does it act on?
            Could it still come to do what the classmate says?
        """,
        answer=r"""
            It sees the new input $\qx{x^t}$ and the last activations $\qa{a^{t-1}}$ of all units of
            the layer. It acts on the old cell state $\qc{c^{t-1}}$, but does not look at it: in the
            diagram no arrow leads from the cell state to a gate.

            Still, it may learn something of the kind. The activation tells a part of the cell
            state, as much as the output gate lets out, and that part the forget gate hears one step
            later. While the output gate is shut, it hears nothing. In an LSTM with
            [peepholes](term:peephole) the gates do look.
        """,
    ),
    Exercise(
        id="keep-a-note",
        kind="by hand",
        question=rf"""
            A unit holds {NOTE} in its cell state, and its candidate is 0 at every step. What does
            it hold after each of the next {HALVINGS} steps, if the forget gate stays at
            $\tfrac{{1}}{{2}}$? If it stays at 1? If it stays at 0? Which of the three is
            forgetting?
        """,
        answer=f"""
            At one half: {cell_states(NOTHING)}. At 1: {cell_states(HIGH)}. At 0:
            {cell_states(LOW)}.

            Each step multiplies by the gate, and nothing is added. So 1 keeps and 0 erases,
            whatever the name may suggest. One half forgets too, more slowly: half of what is left
            goes at every step.
        """,
    ),
    Exercise(
        id="do-gates-stay-open",
        kind="prediction",
        question=f"""
            The second road keeps a note for long only while the forget gate stays near 1. A layer
            of {UNITS} units is trained to continue a sine wave. For each unit take the mean of its
            forget gate over a window. Do you expect them all to be near 1? Write down a guess for
            the lowest and the highest mean before you look.
        """,
        answer="""
            In the network that [a later figure](fig:forget-gate) shows, the means go from [lowest
            mean of a unit's forget gate](value:forget-gate.mean-lowest) to [highest mean of a
            unit's forget gate](value:forget-gate.mean-highest). No equation asks a gate to stay
            open; training sets it as the task asks. A clean wave asks for little: its next point
            follows from the last two.

            So a cell *can* keep things for long. Whether it does is another question, and the
            answer differs from unit to unit.
        """,
    ),
    Exercise(
        id="count-the-weights",
        kind="by hand",
        question=f"""
            An LSTM layer has {UNITS} units and reads one number at each time step. How many weights
            and biases has one of its four sums in one unit? How many has the whole layer? And why
            is four the right number, when there are only three gates?
        """,
        answer=f"""
            A sum weighs the one input and the last activations of all {UNITS} units, and adds a
            bias: 1 + {UNITS} + 1 = {per_sum}. A unit has four sums, which makes {4 * per_sum}, and
            {UNITS} units have {UNITS * 4 * per_sum:,}. The fourth sum makes the candidate, which is
            easily forgotten in such counts.

            The readout brings {UNITS} weights and a bias, {readout} numbers. Our network counts
            {whole:,} in all.
        """,
    ),
    Exercise(
        id="step-of-1997",
        kind="coding",
        question="""
            The LSTM of 1997 could not erase. Take the cell of this chapter and leave out its forget
            gate: write `step_1997(x, a_prev, c_prev, W)`, which returns the next `a` and `c`. `W`
            is a dictionary with the arrays `W_ix`, `W_ia`, `b_i` and so on, with `c` for the
            candidate. Then compare it with the whole cell: what must its forget gate be for both to
            agree?
        """,
        answer=f"""
            Nothing stands before `c_prev`: all that was ever written stays. The whole cell gives
            the same if its forget gate is held at 1, and the build checks that it does.

            What such a cell cannot do is start afresh. It can only write the opposite of what it
            holds, less than 1 in a step: to get rid of {NOTE} takes it more than {NOTE} steps,
            where a forget gate at 0 needs one. (The first LSTM also had other S-shaped functions in
            the places of the two tanhs.)
        """,
        solution=step_1997,
        check=check_step_1997,
    ),
)
