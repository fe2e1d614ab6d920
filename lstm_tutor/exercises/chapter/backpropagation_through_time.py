"""Exercises on the way back through time: shares that add up, products that shrink, two roads."""

import numpy as np

from lstm_tutor.base.numerals import short
from lstm_tutor.exercises.cells import NOTHING, run, single, unit
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import Step, numerical_gradient, step_backward

PAGE = "lstm-cells/backpropagation-through-time.md"
OBJECTIVES = {
    "Carry a gradient back through two time steps by hand, and add up the shares of a weight.": [
        "two-steps-back"
    ],
    "Explain why products of many factors vanish or explode, in a plain layer and in an LSTM.": [
        "solved-or-eased",
        "which-keeps-more",
    ],
    "Say what the direct road along the cell state achieves and what it does not.": [
        "solved-or-eased",
        "remembered-not-taught",
    ],
    "Write backpropagation through time along the cell state, and say when that is all of it.": [
        "forget-bias-gradient"
    ],
}

# Two steps with the forget gate at one half and nothing written.
C_START, DC, NUDGE = 4, 8, 0.1
halving = unit(f=NOTHING)
first, second = run(halving, [0, 0], c=C_START)
back_second = step_backward(second, single(0), single(DC), halving)
back_first = step_backward(first, back_second.a_prev, back_second.c_prev, halving)
share_second, share_first = (back.weights.b_f.item() for back in (back_second, back_first))


def loss(bias: float) -> float:
    """A loss whose derivative by the last cell state is DC."""
    return DC * run(unit(f=(0, 0, bias)), [0, 0], c=C_START)[-1].c.item()


by_nudging = (loss(NUDGE) - loss(-NUDGE)) / (2 * NUDGE)

STEPS = 30
FACTORS = (0.9, 0.99)
GAP, REACH = 25, 10


def check_two_steps() -> None:
    """The shares of both steps, added up, are the slope of the loss."""
    bias = np.zeros(1)
    slope = numerical_gradient(lambda: loss(bias.item()), bias).item()
    np.testing.assert_allclose(share_first + share_second, slope)
    np.testing.assert_allclose(by_nudging, slope, rtol=0.01)


def forget_bias_gradient(
    f: list[float],
    c: list[float],
    dc: float,
) -> float:
    """Gradient of a forget bias, along the cell state alone."""
    db_f = 0.0
    for t in reversed(range(len(f))):
        db_f += dc * c[t] * f[t] * (1 - f[t])
        dc = dc * f[t]
    return db_f


def check_forget_bias_gradient() -> None:
    """In a unit whose gates read the input alone, nudging the bias gives the same."""
    x, c_start = (1, -2, 0.5, 3), 1.5
    bias = np.array([0.3])

    def steps() -> list[Step]:
        weights = unit((1, 0, 0.2), (0.7, 0, bias.item()), (1, 0, 0), (-1, 0, 0.5))
        return run(weights, x, c=c_start)

    slope = numerical_gradient(lambda: 2 * steps()[-1].c.item(), bias).item()
    f = [record.f.item() for record in steps()]
    c = [c_start, *(record.c.item() for record in steps())]
    np.testing.assert_allclose(forget_bias_gradient(f, c, 2.0), slope, rtol=1e-8)


EXERCISES = (
    Exercise(
        id="two-steps-back",
        kind="by hand",
        question=rf"""
            A unit's forget gate stands at $\tfrac{{1}}{{2}}$ in both of two steps, because its sum
            is 0, and nothing is written. The cell state starts at $c^0 = {C_START}$. The loss
            is {DC} times the last cell state, $L = {DC}\,c^2$ (the 2 is the step, not a power). Go
            forward, then back: what are the cell states, and the derivatives of the loss by $c^2$,
            $c^1$ and $c^0$? What is the gradient of the bias $b_f$? Mind that both
            steps use the same bias.
        """,
        answer=f"""
            Forward: {C_START}, {short(first.c.item())}, {short(second.c.item())}. Back: each step
            multiplies by the forget gate, so {DC}, {short(back_second.c_prev.item())},
            {short(back_first.c_prev.item())}.

            The bias gets a share from each step: what arrives, times the old cell state, times the
            slope {short(0.25)}. In the second step this is {DC} · {short(second.c_prev.item())} ·
            {short(0.25)} = {short(share_second)}, in the first {short(back_second.c_prev.item())} ·
            {short(first.c_prev.item())} · {short(0.25)} = {short(share_first)}. Together
            {short(share_first + share_second)}. Whoever forgets to add the shares has half of the
            gradient.

            A test by nudging: with the bias at {NUDGE} and at −{NUDGE} the losses are
            {loss(NUDGE):.3f} and {loss(-NUDGE):.3f}. Their difference, divided by
            {short(2 * NUDGE)}, is {by_nudging:.2f}.
        """,
        check=check_two_steps,
    ),
    Exercise(
        id="solved-or-eased",
        kind="recall",
        question=f"""
            “LSTMs solve the problem of vanishing gradients.” Mend this sentence. How much of a
            gradient is left after {STEPS} steps along the cell state, if the forget gate stays at
            {FACTORS[0]}? If it stays at {FACTORS[1]}? Can it explode on that road?
        """,
        answer=f"""
            An LSTM has a road on which the gradient is multiplied by the forget gates alone, and
            these *can* be near 1. Whether they are is learned. After {STEPS} steps,
            {100 * FACTORS[0] ** STEPS:.0f} % is left with the gate at {FACTORS[0]} and
            {100 * FACTORS[1] ** STEPS:.0f} % at {FACTORS[1]}.

            On that road nothing explodes: a gate never exceeds 1. But it is not the only road. The
            gates and the candidate add paths through weight matrices, and there a gradient can grow
            as well as shrink.
        """,
    ),
    Exercise(
        id="remembered-not-taught",
        kind="recall",
        question=f"""
            A network reads a long text. It hands its memory on from step to step, but the gradient
            is stopped after {REACH} steps. Can the network still use a word that stood {GAP} steps
            before? Can it learn from its mistake that it should have kept this word?
        """,
        answer=f"""
            It can use it, if it happens to keep it: forward, the cell state goes on through all the
            steps.

            It cannot learn it from this mistake. The gradient would have to travel {GAP} steps
            back, to where the word was to be written, and it is stopped after {REACH}. The network
            can only learn to keep words over shorter gaps, and carry over what it learned there.
        """,
    ),
    Exercise(
        id="which-keeps-more",
        kind="prediction",
        question="""
            Before any training, the gradient of the prediction is followed back to the first of 30
            points in three kinds of network: an LSTM with a forget bias of 1, an LSTM with a forget
            bias of 0, and a plain recurrent layer. Put them in order: where is most left? Write it
            down, then look at the [figure](fig:gradient-path). Does the plain layer come where you
            expected it?
        """,
        answer="""
            Left are, in the median, [share left with forget bias 1](value:gradient-path.left-open)
            with a forget bias of 1, [share left with forget bias
            0](value:gradient-path.left-half-open) with a bias of 0, and [share left in a plain
            network](value:gradient-path.left-plain) in the plain layer.

            Of the two LSTMs the one whose gates start more open keeps more, as the product of the
            gates says. Many expect the plain layer last. But what it leaves depends on its initial
            weights: with these, the middle 80 % of the seeds go from [low end for plain
            networks](value:gradient-path.plain-low) to [high end for plain
            networks](value:gradient-path.plain-high). What it lacks is not a large factor but one
            that can be set: a forget gate can be moved towards 1 for one unit and one step, a
            weight matrix is the same at every step.
        """,
    ),
    Exercise(
        id="forget-bias-gradient",
        kind="coding",
        question="""
            Write backpropagation through time for one number, the forget bias of one unit, along
            the cell state alone: `forget_bias_gradient(f, c, dc)`. `f` holds the forget gates of
            all steps, `c` the cell states with the initial one in front, and `dc` is the derivative
            of the loss by the last cell state. Test it with the numbers of exercise 1. For which
            weights is it the whole gradient?
        """,
        answer="""
            One line adds the step's share, the next takes `dc` one step further back: two of the
            lines of `step_backward`. The order matters, since the share of a step uses what arrived
            at it.

            It is the whole gradient if no gate and no candidate hears the last activations, all of
            $W_{ia}$, $W_{fa}$, $W_{oa}$ and $W_{ca}$ being 0, and if the loss reads the last cell
            state alone. Otherwise there are detours through the activations. The build compares it,
            for such a unit, with nudging the bias.
        """,
        solution=forget_bias_gradient,
        check=check_forget_bias_gradient,
    ),
)
