"""Exercises on the LSTM cell at a glance: what its parts do, see and keep."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.cells import HIGH, LOW, NOTHING, Sum, run, unit
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import LSTMNetwork

PAGE = "lstm-cells/overview.md"
OBJECTIVES = {
    "Name the three gates, the candidate and the cell state, and say what each does.": [
        "which-part"
    ],
    "Tell what a gate looks at from what it acts on.": ["what-gates-see"],
    "Compute what is left of a note in the cell state after a few steps.": [
        "keep-a-note",
        "note-in-code",
    ],
    "Predict whether training leaves the forget gates open.": ["do-gates-stay-open"],
    "Count the weights and biases of an LSTM layer.": ["count-the-weights"],
}

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


def what_is_left(note: float, gates: list[float]) -> list[float]:
    """The cell state after each step, if nothing is written."""
    states = []
    for gate in gates:
        note = gate * note
        states.append(note)
    return states


def check_what_is_left() -> None:
    """The chapter's cell, which writes nothing, holds the same."""
    gates, left = [0.99, 0.5, 0.9], float(NOTE)
    for gate, found in zip(gates, what_is_left(NOTE, gates), strict=True):
        (record,) = run(unit(f=(0, 0, np.log(gate / (1 - gate)))), [0], c=left)
        left = record.c.item()
        np.testing.assert_allclose(found, left)


EXERCISES = (
    Exercise(
        id="which-part",
        kind="recall",
        question="""
            Forget gate, input gate, output gate, candidate, cell state: which of the five is it?

            - What the unit remembers.
            - How much of that is kept.
            - What could be written.
            - How much of it is written.
            - How much of the memory the rest of the network hears.

            Three of the five do nothing but multiply. What does each of the three multiply?
        """,
        answer="""
            In this order: the cell state, the forget gate, the candidate, the input gate, the
            output gate.

            The gates multiply. The forget gate multiplies the old cell state, the input gate the
            candidate, the output gate the tanh of the new cell state.
        """,
    ),
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
        id="note-in-code",
        kind="coding",
        question="""
            Write `what_is_left(note, gates)`. A unit holds `note` in its cell state and writes
            nothing. `gates` lists its forget gate at each of the next steps. The function returns
            the cell state after each. Try `what_is_left(0.8, [0.99] * 10)`, and then put a single
            0.5 somewhere into the list. Does it matter where?
        """,
        answer=f"""
            After ten steps {short(what_is_left(0.8, [0.99] * 10)[-1])} is left, as the page says.
            With one gate at 0.5 it is
            {short(what_is_left(0.8, [0.99] * 4 + [0.5] + [0.99] * 5)[-1])}, about half of that.
            The place does not matter for the end: the gates are multiplied, and a product does not
            ask for the order. It matters for the steps between.
        """,
        solution=what_is_left,
        check=check_what_is_left,
    ),
)
