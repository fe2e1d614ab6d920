"""Exercises on one time step: its four stages, by hand and in code, and who hears whom."""

from collections.abc import Callable

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.cells import HIGH, layer, run, shown, unit
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import step

PAGE = "lstm-cells/cell-steps.md"
OBJECTIVES = {
    "Carry out one time step of an LSTM cell by hand, in four stages.": ["one-full-step"],
    "Say which quantities of a cell are bounded, by what, and which can be negative.": [
        "which-are-bounded"
    ],
    "Say by which way the units of a layer reach each other.": ["who-hears-whom"],
    "Write one time step in NumPy.": ["step-in-four-stages", "step-of-1997"],
}

# A full step. For each sum: weight of x, weight of a, bias. Two sums come out at 10, two at 0.
SUMS = {"i": (8, 4, 0), "f": (1, -4, 1), "o": (-1, 2, 0), "candidate": (12, -4, 0)}
X, A_PREV, C_PREV = 1, 0.5, -4

(record,) = run(unit(**SUMS), [X], a=A_PREV, c=C_PREV)
done = shown(record)
tanh_c = short(np.tanh(record.c).item())

growing = [record.c.item() for record in run(unit(i=HIGH, f=HIGH, candidate=HIGH), [0] * 4)]
# What the call in a question gives: all weights of x are 1, and so is x.
called = short(run(unit(*[(1, 0, 0)] * 4), [1])[0].c.item())
NOTE = 8  # what the cell of 1997 wants to get rid of


def row(name: str) -> str:
    """The weights of one sum, as cells of a table."""
    return " | ".join(map(short, SUMS[name]))


def layer_input(name: str) -> str:
    """One sum with its numbers."""
    w_x, w_a, bias = SUMS[name]
    result = short(w_x * X + w_a * A_PREV + bias)
    return f"{short(w_x)} · {X} + {short(w_a)} · {A_PREV} + {short(bias)} = {result}".replace(
        "+ −", "− "
    )


def reached(name: str) -> list[int]:
    """Which units get another c^t if unit 2 alone changes in "a_prev" or "c_prev"."""
    x, a_prev, c_prev, weights = layer()
    nudged = {"a_prev": a_prev.copy(), "c_prev": c_prev.copy()}
    nudged[name][:, 1] += 1
    changed = step(x, **nudged, weights=weights).c != step(x, a_prev, c_prev, weights).c
    return (np.flatnonzero(changed.any(axis=0)) + 1).tolist()


def compare(solution: Callable[..., tuple[np.ndarray, np.ndarray]], **changed: np.ndarray) -> None:
    """A solution agrees with the chapter's cell, some of whose weights are changed."""
    x, a_prev, c_prev, weights = layer()
    expected = step(x, a_prev, c_prev, weights._replace(**changed))
    a, c = solution(x, a_prev, c_prev, weights._asdict())
    np.testing.assert_allclose(a, expected.a)
    np.testing.assert_allclose(c, expected.c)


def four_stages(
    x: np.ndarray,
    a_prev: np.ndarray,
    c_prev: np.ndarray,
    W: dict[str, np.ndarray],
) -> tuple[np.ndarray, np.ndarray]:
    """The next a and c, in the order of the four stages."""

    def z(g: str) -> np.ndarray:
        W_x, W_a, b = W[f"W_{g}x"], W[f"W_{g}a"], W[f"b_{g}"]
        return np.asarray(x @ W_x.T + a_prev @ W_a.T + b)

    z_i, z_f, z_o, z_c = map(z, "ifoc")
    i, f, o = (1 / (1 + np.exp(-sum_)) for sum_ in (z_i, z_f, z_o))
    candidate = np.tanh(z_c)
    c = i * candidate + f * c_prev
    a = o * np.tanh(c)
    return a, c


def check_four_stages() -> None:
    """It agrees with the chapter's cell, which computes the gates just before their use."""
    compare(four_stages)


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
    compare(step_1997, W_fx=np.zeros((3, 2)), W_fa=np.zeros((3, 3)), b_f=np.full(3, 100.0))


EXERCISES = (
    Exercise(
        id="one-full-step",
        kind="by hand",
        question=rf"""
            One unit, one input. It reads $x^t = {X}$; its last activation is
            $a^{{t-1}} = {A_PREV}$ and its old cell state $c^{{t-1}} = {C_PREV}$. The weights:

            | sum | weight of $x$ | weight of $a$ | bias |
            |---|---|---|---|
            | input gate | {row("i")} |
            | forget gate | {row("f")} |
            | output gate | {row("o")} |
            | candidate | {row("candidate")} |

            Carry out the step in its four stages. To two decimals, sigmoid(10) = {done.i},
            sigmoid(0) = {done.f}, tanh(10) = {done.candidate} and tanh(1) = {np.tanh(1):.2f}.
        """,
        answer=f"""
            **Layer input.** The four sums are

            - input gate: {layer_input("i")},
            - forget gate: {layer_input("f")},
            - output gate: {layer_input("o")},
            - candidate: {layer_input("candidate")}.

            **Gate activation.** Input gate {done.i}, forget gate {done.f}, output gate {done.o},
            candidate {done.candidate}.

            **Cell update.** Filtered input {done.i} · {done.candidate} = {done.filtered_input}.
            Filtered state {done.f} · ({short(C_PREV)}) = {done.filtered_state}. Their sum is the
            new cell state, {done.c}.

            **Output.** tanh({done.c}) = {tanh_c}, and {done.o} · ({tanh_c}) = {done.a}: the
            activation.

            Half of the old memory went, and the candidate was written in full: from {short(C_PREV)}
            the memory rose to {done.c}. (Numbers are rounded to two decimals and come from the
            cell's own code.)
        """,
    ),
    Exercise(
        id="which-are-bounded",
        kind="recall",
        question="""
            Which of these can be 1.5: a gate, the candidate, the filtered input, the cell state,
            the activation? Which of them can be negative? Describe how the one that can be 1.5 gets
            there.
        """,
        answer=f"""
            Only the cell state can be 1.5. A gate comes out of a sigmoid, between 0 and 1. The
            candidate comes out of a tanh, between −1 and 1, and a gate can only make it smaller, so
            the filtered input stays there too. The activation is a tanh times a gate. All but the
            gates can be negative.

            The cell state gets there by adding up. With the forget and the input gate near 1 and
            the candidate near 1, it is {listed(growing)} after the first steps, to two decimals.
        """,
    ),
    Exercise(
        id="who-hears-whom",
        kind="prediction",
        question=r"""
            In a layer of 3 units, somebody changes one number before the step: the last activation
            $\qa{a^{t-1}}$ of unit 2. Whose cell state $\qc{c^t}$ changes? And whose changes if it
            was the old cell state $\qc{c^{t-1}}$ of unit 2 instead?
        """,
        answer=f"""
            We tried it in a layer with random weights. With the other activation, the cell states
            of units {listed(reached("a_prev"))} changed: $a^{{t-1}}$ is the vector of the whole
            layer, and every unit weighs all of it. With the other old cell state, that of unit
            {listed(reached("c_prev"))} changed, and no other.

            Cell states do not mix within a step. What unit 2 remembers reaches the others only by
            its activation, one step later, and only as far as its output gate lets it out.
        """,
    ),
    Exercise(
        id="step-in-four-stages",
        kind="coding",
        question=f"""
            Write `four_stages(x, a_prev, c_prev, W)`, which returns the next `a` and `c`, in the
            order of this page: first all four sums, then the squeezing, then the cell update, then
            the output. For H units, D inputs and a batch of B examples, `x` has the shape (B, D),
            `a_prev` and `c_prev` (B, H). `W` is a dictionary with the arrays `W_ix`, (H, D),
            `W_ia`, (H, H), `b_i`, (H,), and so on, with `c` for the candidate. After this call,
            both entries of `c` are about {called}:

            ```python
            B, D, H = 1, 1, 2
            W = {{}}
            for g in "ifoc":
                W[f"W_{{g}}x"], W[f"W_{{g}}a"] = np.ones((H, D)), np.zeros((H, H))
                W[f"b_{{g}}"] = np.zeros(H)
            nothing = np.zeros((B, H))
            a, c = four_stages(np.ones((B, D)), nothing, nothing, W)
            ```

            The code on this page has another order. Why do both give the same?
        """,
        answer="""
            In stage 1 all four sums read `x` and `a_prev`, which are there from the start. None
            reads the new cell state or a gate, so none has to wait. Only two orders matter: `c`
            needs the input gate, the candidate and the forget gate; `a` needs `c` and the output
            gate. The build compares both orders on random weights.
        """,
        solution=four_stages,
        check=check_four_stages,
    ),
    Exercise(
        id="step-of-1997",
        kind="coding",
        question="""
            The LSTM of 1997 could not erase. Take the cell of this page and leave out its forget
            gate: write `step_1997(x, a_prev, c_prev, W)`, which returns the next `a` and `c`. The
            arrays have the names and shapes of the exercise before, and its call should give the
            same `c`, as there is nothing yet to erase. Then compare it with the whole cell: what
            must its forget gate be for both to agree?
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
