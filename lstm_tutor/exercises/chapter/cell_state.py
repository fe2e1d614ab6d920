"""Exercises on the cell state: a sum of two parts, forwards and backwards, that can remember."""

import numpy as np

from lstm_tutor.base.numerals import listed, number, short
from lstm_tutor.exercises.cells import LOW, NOTHING, layer, run, single, unit
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import numerical_gradient, step, step_backward
from lstm_tutor.nn.cell import Array, sigmoid

PAGE = "lstm-cells/cell-state.md"
OBJECTIVES = {
    "Compute a cell state, step by step, as the sum of what is written and what is kept.": [
        "written-and-kept"
    ],
    "Explain why a cell state makes long memory possible and does not guarantee it.": [
        "can-is-not-must",
        "forget-bias-and-the-cue",
    ],
    "Say what gradient each part of the sum receives, and each factor in it.": [
        "gradient-of-a-sum"
    ],
    "Compute all cell states of a window in NumPy.": ["all-cell-states"],
}

# Input and forget gate stand at one half, the candidate at -1.
C_START, STEPS = 7, 4
halving = unit(i=NOTHING, f=NOTHING, candidate=LOW)
states = [record.c.item() for record in run(halving, [0] * STEPS, c=C_START)]
limit = run(halving, [0] * 100, c=C_START)[-1].c.item()

# One step, and the derivatives of the loss by what it read. The gradient at c is given.
C_PREV, DC = 6, 2
(record,) = run(halving, [0], c=C_PREV)
back = step_backward(record, single(0), single(DC), halving)
di, df = (DC * factor.item() for factor in (record.candidate, record.c_prev))

CUE_GAP = 20  # points between the cue and the answer
start_1, start_0 = (float(sigmoid(np.array(bias))) for bias in (1.0, 0.0))


def part(share: float) -> str:
    """A small share in words, with two digits that count: one part in 530."""
    return f"one part in {float(number(1 / share)):,.0f}"


def cell_states(
    i: np.ndarray,
    f: np.ndarray,
    candidate: np.ndarray,
) -> np.ndarray:
    """All cell states; every array has the shape (time, units)."""
    c = np.zeros(i.shape[1])
    states = []
    for t in range(len(i)):
        c = i[t] * candidate[t] + f[t] * c
        states.append(c)
    return np.array(states)


def check_cell_states() -> None:
    """They are those that the chapter's cell computes with the same gates and candidates."""
    x, _, _, weights = layer()
    steps = run(weights, x)  # four inputs, one after the other
    i, f, candidate, c = (
        np.concatenate([getattr(record, name) for record in steps])
        for name in ("i", "f", "candidate", "c")
    )
    np.testing.assert_allclose(cell_states(i, f, candidate), c)


def check_gradient() -> None:
    """The derivative by the old cell state that the answer gives is the slope of the loss."""
    c_prev: Array = single(C_PREV)
    slope = numerical_gradient(
        lambda: DC * step(single(0), single(0), c_prev, halving).c.item(), c_prev
    )
    np.testing.assert_allclose(back.c_prev, slope)


EXERCISES = (
    Exercise(
        id="written-and-kept",
        kind="by hand",
        question=rf"""
            At every step a unit's input gate and forget gate stand at $\tfrac{{1}}{{2}}$ and its
            candidate is −1. Its cell state starts at {C_START}. Compute the next {STEPS} cell
            states. Where do they go in the end? Does this unit keep a memory?
        """,
        answer=f"""
            What is written is the same each time: {short(record.i.item())} ·
            ({short(record.candidate.item())}) = {short(record.filtered_input.item())}. What is kept
            is half of the last state. The states are {listed(states)}.

            They approach {short(limit)}: there, what is kept and what is written add up to the same
            state again. The way there depends on the start, the end does not. So of what the unit
            held at first, nothing is left in the long run, although it is never erased at a stroke.
        """,
    ),
    Exercise(
        id="can-is-not-must",
        kind="recall",
        question="""
            “An LSTM has a cell state, so at the end of a sentence it still knows the first word.”
            What is wrong with *so*? Name three things that have to happen for it to be true.
        """,
        answer="""
            A cell state makes it possible, not certain. At the first word, the input gate has to
            let a trace of it in. At all later words, the forget gate has to stay near 1 and the
            input gate has to keep other things from covering the trace. At the end, the output gate
            has to let it out.

            All this is learned, and only if the task rewards it. A network that never had to name
            the first word has no reason to keep it.
        """,
    ),
    Exercise(
        id="forget-bias-and-the-cue",
        kind="prediction",
        question="""
            Two sets of networks learn to name the cue, the first point of a sequence that goes on
            with noise. They differ in one number: the forget bias starts at 1 or at 0. Which of
            them can name cues that lie further back, and by how much? Guess before you look at the
            [figure](fig:memory-task).
        """,
        answer=f"""
            With a forget bias of 1 the median network still knows the cue [longest gap with forget
            bias 1](value:memory-task.reach-bias-1) points later, with 0 it is [longest gap with
            forget bias 0](value:memory-task.reach-bias-0) points.

            Before training, the forget gates stand near {short(start_1)} in the first set and near
            {short(start_0)} in the second. Over {CUE_GAP} steps such gates leave about
            {part(start_1**CUE_GAP)} of a note, or {part(start_0**CUE_GAP)}. Neither will do, so
            both sets have to learn to keep. But what teaches them is a gradient that comes back
            along the same road, and along the cell state it is weakened by the same factor.

            A better start is no guarantee. At the longest gap that was tried, [networks that know
            the cue with forget bias 1](value:memory-task.know-bias-1) networks know the cue with a
            bias of 1, [networks that know the cue with forget bias
            0](value:memory-task.know-bias-0) with 0.
        """,
    ),
    Exercise(
        id="gradient-of-a-sum",
        kind="by hand",
        question=rf"""
            One step of a unit: $i^t = f^t = \tfrac{{1}}{{2}}$, the candidate is −1,
            $c^{{t-1}} = {C_PREV}$. The derivative of the loss by $c^t$ is {DC}, all shares added.
            What is the derivative by the filtered input? By the filtered state? By the input gate,
            by the forget gate, by the old cell state (direct way)?
        """,
        answer=f"""
            Filtered input and filtered state both get the whole of it, {DC}: nudge either of them,
            and the sum moves by just as much.

            From there each factor gets that, times the other factor. Input gate: {DC} ·
            ({short(record.candidate.item())}) = {short(di)}. Forget gate: {DC} · {C_PREV} =
            {short(df)}. Old cell state: {DC} · {short(record.f.item())} =
            {short(back.c_prev.item())}.

            So what passes back to the old cell state is scaled by the forget gate, and by nothing
            else. The build compares that number with the slope of the loss.
        """,
        check=check_gradient,
    ),
    Exercise(
        id="all-cell-states",
        kind="coding",
        question="""
            The arrays `i`, `f` and `candidate` hold the gates and candidates of a whole window, one
            row for each time step, one column for each unit. Write `cell_states(i, f, candidate)`,
            which returns all cell states in the same shape. What stands before the first step? Why
            do you need a loop over time, but none over units?
        """,
        answer="""
            Before the first step there is nothing to keep, so `c` starts at zero. Each step needs
            the state that the last one left, so time has to be walked through. Units do not touch
            each other's cell states: `*` and `+` work on all of them at once. The build compares
            the result with the cell states of the chapter's cell.
        """,
        solution=cell_states,
        check=check_cell_states,
    ),
)
