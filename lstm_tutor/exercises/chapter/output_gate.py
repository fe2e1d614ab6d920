"""Exercises on the output gate: silence is not forgetting, and tanh hides what is large."""

import numpy as np

from lstm_tutor.base.numerals import listed
from lstm_tutor.exercises.cells import HIGH, layer, run, single, unit
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import step, step_backward

PAGE = "lstm-cells/output-gate.md"
OBJECTIVES = {
    "Compute what a unit says from its cell state and its output gate.": [
        "wait-and-speak",
        "large-and-fading",
    ],
    "Tell what a unit says from what it remembers.": ["wait-and-speak", "silent-units-learn"],
    "Explain what saturation hides from the readout, and what it does to the gradient.": [
        "large-and-fading"
    ],
    "Predict what becomes of a trained network whose output gates are held open.": [
        "output-gates-held-open"
    ],
    "Write an output gate that looks at the cell state, and say what that changes.": [
        "output-peephole"
    ],
}

# The output gate reads x: to two decimals it is shut at -1, open at 1. The forget gate stands at 1.
X, C_START = (-1, -1, 1), 1
patient = run(unit(f=HIGH, o=(10, 0, 0)), X, c=C_START)

# The forget gate stands at one half, the output gate at 1.
LARGE, HALVINGS = 8, 4
fading = unit(o=HIGH)
fading_steps = run(fading, [0] * HALVINGS, c=LARGE)
states = [record.c.item() for record in fading_steps]
said = [record.a.item() for record in fading_steps]


def entering(record_number: int) -> float:
    """How much of a gradient of 1 at the activation enters the cell state at this step."""
    record = fading_steps[record_number]
    back = step_backward(record, single(1), single(0), fading)
    return (back.c_prev / record.f).item()


entered = [entering(place) for place in range(HALVINGS)]


def speak_with_peephole(
    c: np.ndarray, z_o: np.ndarray, p_o: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The output gate and the activation, with peepholes."""
    o = 1 / (1 + np.exp(-(z_o + p_o * c)))
    a = o * np.tanh(c)
    return o, a


def check_speak_with_peephole() -> None:
    """Without peepholes it is the chapter's gate; with one, only its own unit's gate changes."""
    x, a_prev, c_prev, weights = layer()
    record = step(x, a_prev, c_prev, weights)
    z_o = x @ weights.W_ox.T + a_prev @ weights.W_oa.T + weights.b_o
    o, a = speak_with_peephole(record.c, z_o, np.zeros(3))
    np.testing.assert_allclose(o, record.o)
    np.testing.assert_allclose(a, record.a)

    looking, _ = speak_with_peephole(record.c, z_o, np.array([0, 2.0, 0]))
    np.testing.assert_equal(np.sign(looking - o), np.sign(record.c) * [0, 1, 0])


EXERCISES = (
    Exercise(
        id="wait-and-speak",
        kind="by hand",
        question=rf"""
            A unit holds $c = {C_START}$. Its forget gate stays at 1 and its candidate is 0. It
            multiplies its input by 10 to set its output gate, and it reads {listed(X)}. Compute the
            activation after each step, to two decimals (tanh({C_START}) = {np.tanh(C_START):.2f}).
            What did the others hear of this unit before the last step, and what did it remember?
        """,
        answer=f"""
            The output gate is {listed([record.o.item() for record in patient])}. The cell state is
            {listed([record.c.item() for record in patient])}. The activation is
            {listed([record.a.item() for record in patient])}.

            The others heard nothing of it until it spoke, and it remembered everything. A closed
            output gate keeps silent; only a forget gate forgets. Nor did the unit look at its
            memory to know when to speak: the input told the gate.
        """,
    ),
    Exercise(
        id="large-and-fading",
        kind="by hand",
        question=f"""
            A unit holds {LARGE}. Its forget gate stays at one half, its candidate at 0, its output
            gate at 1. Over the next {HALVINGS} steps, compute the cell state and the activation. A
            reader who sees the activations alone: when does she notice that something is being
            forgotten? How much of a gradient at the activation enters the cell state at each step?
        """,
        answer=rf"""
            Cell states: {listed(states)}. Activations: {listed(said)}. The slope $1 - \tanh^2(c)$,
            which is the share of the gradient: {listed(entered)}. (Two decimals.)

            She notices late. While the cell state is large, tanh makes nearly the same of it,
            though half of it goes at every step. And just as little passes the other way: where
            tanh is flat, a loss that asks for another activation is hardly heard by the cell state.
            That is saturation. In the trained network of the
            [figure](fig:activation), [share of saturated values](value:activation.saturated) of all
            values lie beyond ±0.9 after the tanh.
        """,
    ),
    Exercise(
        id="silent-units-learn",
        kind="recall",
        question="""
            At some step a unit's output gate is shut, as good as 0. Can the network still learn
            from a later mistake what this unit should have written at that step? And can the output
            gate learn from a mistake at this very step that it should have been open?
        """,
        answer=r"""
            To the first: yes, if the unit speaks later. The shut gate hides the memory from the
            loss at that step. But the cell state goes on, and from a later activation a gradient
            comes back along it.

            To the second: hardly. The gate's own gradient, `do`, need not be 0: it is the gradient
            at the activation times $\tanh(c^t)$, whatever the gate is. But on its way to the
            weights it is multiplied by the slope $o(1-o)$, and near 0 that is next to nothing.
        """,
    ),
    Exercise(
        id="output-gates-held-open",
        kind="prediction",
        question="""
            Hold all output gates of trained networks at 1 and train nothing again. Now every unit
            says all it has, always. More information reaches the readout. Does the free run get
            better or worse? Guess, then look at the [figure](fig:output-gate).
        """,
        answer="""
            As learned, the median error is [median error as
            learned](value:output-gate.median-as-learned), and [networks that reach the goal as
            learned](value:output-gate.reached-as-learned) networks reach the goal. With all output
            gates open it is [median error with the gates held at
            1](value:output-gate.median-held-at-1), and [networks that reach the goal with the gates
            held at 1](value:output-gate.reached-held-at-1) reach it.

            More is said, but not what the readout, the gates and the candidates were trained to
            hear. It shows how much these networks rely on their gates, not that no network could do
            without them.
        """,
    ),
    Exercise(
        id="output-peephole",
        kind="coding",
        question="""
            In this chapter's cell no gate looks at the cell state. Build an output gate that does.
            Write `speak_with_peephole(c, z_o, p_o)`: `z_o` is the sum inside the sigmoid as it is,
            and `p_o` holds one more weight for each unit, by which the unit's own new cell state
            `c` joins the sum. Return the gate and the activation. How do you get the chapter's cell
            back? Why is `p_o` a vector, where `W_oa` is a matrix?
        """,
        answer="""
            With all of `p_o` at 0 it is the chapter's cell, and the build checks that. It is a
            vector because each gate looks at the cell state of its own unit alone; through `W_oa`
            each gate hears all units.

            Such connections are called [peepholes](term:peephole). With one, a unit whose output
            gate is shut can open it because of what it holds. Without, somebody else has to tell
            it: the input, or the last activations.
        """,
        solution=speak_with_peephole,
        check=check_speak_with_peephole,
    ),
)
