"""Exercises of the page on the network: the loop, shared weights, the free run."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.nn import LSTMNetwork, RNNParameters, rnn_step
from lstm_tutor.nn.rnn import Array

PAGE = "recurrent-networks/network.md"
OBJECTIVES = {
    "Compute the activations of a small recurrent layer, step by step.": [
        "unroll-two-units",
        "run-a-layer",
    ],
    "Explain which weights are shared, and count them.": ["weights-of-a-plain-layer"],
    "Explain what a free run reads at each of its steps.": ["what-a-free-run-reads"],
    "Predict what becomes of a small one-step error when predictions are read again.": [
        "small-errors-read-again"
    ],
}

# Unit 1 reads the input; unit 2 reads what unit 1 said one step ago, and itself.
DELAY = RNNParameters(np.array([[1.0], [0.0]]), np.array([[0.0, 0.0], [1.0, 0.0]]), np.zeros(2))
NOTE = DELAY._replace(W_aa=np.array([[0.0, 0.0], [1.0, 1.0]]))
READ = (1.0, 0.0, 0.0, 0.0)


def unrolled(weights: RNNParameters) -> np.ndarray:
    """Activations (T, 2) of a small layer that reads READ, by the chapter's own step."""
    a: Array = np.zeros((1, 2))
    seen = []
    for x in READ:
        a = rnn_step(np.array([[x]]), a, weights).a
        seen.append(a[0])
    return np.array(seen)


DELAYED, NOTED = unrolled(DELAY), unrolled(NOTE)

UNITS = 16
LAYER = UNITS * 1 + UNITS * UNITS + UNITS
SECOND = UNITS * UNITS + UNITS * UNITS + UNITS
READOUT = UNITS + 1
LSTM = LSTMNetwork(input_size=1, hidden_size=UNITS, output_size=1).parameters.size

STEPS = 31
ONE, TWO = 1.01**STEPS, 1.02**STEPS
HALVED = [0.1 * 0.5**step for step in range(1, 5)]


def check_counts() -> None:
    """An LSTM layer has four sums where the plain layer has one; the readout is the same."""
    assert 4 * LAYER + READOUT == LSTM


def activations(
    inputs: np.ndarray,
    W_ax: np.ndarray,
    W_aa: np.ndarray,
    b_a: np.ndarray,
) -> np.ndarray:
    """The activation after each element: inputs (T, D) to (T, H)."""
    a = np.zeros(len(b_a))
    seen = []
    for x in inputs:
        a = np.tanh(W_ax @ x + W_aa @ a + b_a)
        seen.append(a)
    return np.array(seen)


def check_activations() -> None:
    """Against the step that the page shows."""
    rng = np.random.default_rng(0)
    weights = RNNParameters(*(rng.standard_normal(shape) for shape in ((3, 2), (3, 3), 3)))
    inputs = rng.standard_normal((5, 2))
    a: Array = np.zeros((1, 3))
    found = activations(inputs, *weights)
    for x, activation in zip(inputs, found, strict=True):
        a = rnn_step(x[np.newaxis], a, weights).a
        np.testing.assert_allclose(activation, a[0])


EXERCISES = (
    Exercise(
        id="unroll-two-units",
        kind="by hand",
        question=f"""
            A plain recurrent layer has two units and no biases. The first reads the input with
            weight 1 and nothing else. The second reads what the first said one step ago, with
            weight 1, and nothing else. The inputs are {listed(READ)}. Write down both activations
            for each step; you need tanh(1) = {short(np.tanh(1))} and
            tanh({short(np.tanh(1))}) = {short(np.tanh(np.tanh(1)))}. For how long does the
            layer remember the 1? What changes if the second unit also reads itself, with weight 1?
            For this you need tanh({NOTED[1, 1]:.3f}) = {NOTED[2, 1]:.3f} and
            tanh({NOTED[2, 1]:.3f}) = {NOTED[3, 1]:.3f}.
        """,
        answer=f"""
            First unit: {listed(DELAYED[:, 0])}. Second unit: {listed(DELAYED[:, 1])}. The second
            says one step later what the first has said, squeezed once more. Then all is forgotten.

            If the second unit also reads itself, it says {listed(NOTED[:, 1])}. Now the note fades
            slowly, even with a weight of exactly 1, because the tanh squeezes it at every step. To
            keep a note unchanged in a plain layer, the weights have to be just right. The LSTM cell
            has a place where a number can be left alone.
        """,
    ),
    Exercise(
        id="weights-of-a-plain-layer",
        kind="by hand",
        question=f"""
            A plain recurrent layer of {UNITS} units reads one number at each step. How many weights
            and biases does it have? How many does the readout add? How many more are needed if the
            window has 60 points in place of 30? How many if a second layer of {UNITS} units is put
            on top?
        """,
        answer=f"""
            The layer has {UNITS} weights for the input, {UNITS} · {UNITS} = {UNITS * UNITS} for its
            own activation and {UNITS} biases, together {LAYER}. The readout adds {UNITS} weights
            and a bias: {READOUT}.

            A window twice as long needs not one more: the weights are shared across time. A second
            layer needs weights of its own. It reads {UNITS} numbers from below and {UNITS} from
            itself, and has {SECOND}. (An LSTM layer makes four such sums where the plain layer
            makes one. With its readout the network of this chapter has {LSTM:,} numbers to learn.)
        """,
        check=check_counts,
    ),
    Exercise(
        id="what-a-free-run-reads",
        kind="recall",
        question="""
            In a free run, after how many steps does our window of 30 points hold no true point any
            more? When the network makes its second prediction, does it go on from the memory in
            which the first window has left it?
        """,
        answer="""
            At each step one true point leaves and one prediction enters. After 30 steps
            all are predictions. From then on no measured number helps or corrects it.

            The memory is not carried over. The window slides by one, and the network reads all of
            it again from its beginning, where the activation is zero. Other programs do carry the
            state on; then a step costs less, and the network has to get along with more steps than
            it was trained on.
        """,
    ),
    Exercise(
        id="small-errors-read-again",
        kind="prediction",
        question=f"""
            The true sequence is 1, 1, 1, and so on. One predictor names 1 % more than the last
            number it read, another 2 % more. Guess before you compute: after {STEPS} steps of a
            free run, is the second one twice as far off? A third predictor reads 1.1 at first and
            always halves the distance to 1. Its first error is larger than that of the others.
            How does its free run go?
        """,
        answer=f"""
            The first ends at {short(ONE)}, off by {short(ONE - 1)}. The second ends at
            {short(TWO)}, off by {short(TWO - 1)}: more than twice as far. Errors that are read
            again multiply.

            The third is off by {listed(HALVED[:3], 4)} and soon by nothing that matters. So the
            first predictor has the smallest one-step error, and the third the best continuation.
            Growing, fading or cancelling: which it is depends on what was learned, and only a free
            run shows it. In [exploRNN's recipe](fig:explornn) the batch size with the best one-step
            error is not the one with the best free run.
        """,
    ),
    Exercise(
        id="run-a-layer",
        kind="coding",
        question="""
            Write `activations(inputs, W_ax, W_aa, b_a)`: the activation of a plain recurrent layer
            after each element of a sequence. `inputs` has one row for each time step.
        """,
        answer="""
            The loop has one body, and the weights in it are the same at every turn: that is all
            that “shared across time” means. The first activation that is read is zero. A favourite
            mistake is to let `W_aa` read the activation that is just being computed.
        """,
        solution=activations,
        check=check_activations,
    ),
)
