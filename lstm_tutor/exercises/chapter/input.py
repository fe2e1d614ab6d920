"""Exercises of the page on input: shapes of tasks, windows, and order."""

import numpy as np

from lstm_tutor.base.numerals import listed, short
from lstm_tutor.data.windows import sliding_windows
from lstm_tutor.exercises.exercise import Exercise
from lstm_tutor.training.predictors import continue_by_recurrence

PAGE = "recurrent-networks/input.md"
OBJECTIVES = {
    "Tell whether a task is many-to-one, many-to-many or one-to-many.": ["which-shape"],
    "Compute how many windows with a target a series yields.": ["count-the-windows", "cut-windows"],
    "Explain why order is information, and what a network that ignores it cannot do.": [
        "backwards"
    ],
    "Explain why a good continuation of a clean sine is no proof of a long memory.": [
        "two-points-suffice"
    ],
}

POINTS, LENGTH = 10, 4
COUNT = len(sliding_windows(np.zeros(POINTS), LENGTH, 1))
MONTHS, READ, AHEAD = 372, 24, 12
MONTHLY = len(sliding_windows(np.zeros(MONTHS), READ, AHEAD))

WINDOW = np.sin(0.2 * np.arange(30))
NEXT, NEXT_OF_REVERSED = np.sin(0.2 * 30), np.sin(-0.2)

STEP, LAST = 0.2, np.array([0.60, 0.75])
FACTOR = 2 * np.cos(STEP)
CONTINUED = continue_by_recurrence(LAST, STEP, 2)
DOUBLE = 2 * np.cos(2 * STEP)


def cut(
    series: np.ndarray,
    length: int,
) -> tuple[np.ndarray, np.ndarray]:
    """All windows of `length` points, and the next point of each."""
    starts = range(len(series) - length)
    windows = np.array([series[s : s + length] for s in starts])
    targets = np.array([series[s + length] for s in starts])
    return windows, targets


def check_cut() -> None:
    """Against the windows that the chapter's networks learn from when the series is measured."""
    series = np.random.default_rng(0).standard_normal(40)
    expected = sliding_windows(series, 7, 1)
    windows, targets = cut(series, 7)
    np.testing.assert_array_equal(windows, expected[:, :-1])
    np.testing.assert_array_equal(targets, expected[:, -1])


EXERCISES = (
    Exercise(
        id="which-shape",
        kind="recall",
        question="""
            Many-to-one, many-to-many or one-to-many?

            - A film review goes in, “liked it” or “did not” comes out.
            - For each word of a sentence: noun, verb or something else?
            - A mood (“sad”) goes in, a melody comes out.
            - The temperatures of thirty days go in, that of tomorrow comes out.
            - A question goes in, an answer of several words comes out.
        """,
        answer="""
            In this order: many-to-one; many-to-many; one-to-many; many-to-one; many-to-many.

            The second and the last are both many-to-many and still differ. A word's part of speech
            can be named while reading, one answer for each word. For the answer to a question the
            whole question has to be read first, and nothing says that both are equally long.
        """,
    ),
    Exercise(
        id="count-the-windows",
        kind="by hand",
        question=f"""
            A measured series has {POINTS} points. A network reads {LENGTH} of them and predicts the
            next. How many windows, each with its target, can you cut from the series? And from
            {MONTHS} months, if a network reads {READ} and is to continue {AHEAD}? Are the windows
            independent examples?
        """,
        answer=f"""
            {COUNT} and {MONTHLY}. The first window starts at the first point. The last one starts
            where window and target still fit: points − window − target + 1.

            They are not independent: two neighbouring windows share all points but one. So you
            must not shuffle them and then keep some for testing, since nearly the same windows
            would have been learned from. A measured series is split by time instead, with a gap.
        """,
    ),
    Exercise(
        id="backwards",
        kind="prediction",
        question="""
            Take the window 0.00, 0.20, 0.39, …, −0.46 of thirty points 0.2 radians apart, and turn
            it round: −0.46, …, 0.39, 0.20, 0.00. Which point follows in each case? What would a
            network answer that looks at the mean of its inputs alone?
        """,
        answer=f"""
            After the first comes {short(NEXT)}: the wave is on its way up to zero. The reversed
            window runs down through zero, and {short(NEXT_OF_REVERSED)} follows.

            Both windows hold the same numbers and so have the same mean, {short(WINDOW.mean())}.
            A network that sees the mean alone has to give the same answer to both. If both come
            equally often, the answer with the smallest squared error is half-way,
            {short((NEXT + NEXT_OF_REVERSED) / 2)}. Here that is close to both, because a window
            covers nearly a whole period. With a window of two points, 0.20 and 0.39 or the reverse,
            the right answers are {short(np.sin(0.6))} and {short(np.sin(0.0))}, and half-way is far
            from both.
        """,
    ),
    Exercise(
        id="two-points-suffice",
        kind="by hand",
        question=f"""
            A clean sine has points {short(STEP)} radians apart, and the last two of a window are
            {short(LAST[0])} and {short(LAST[1])}. Continue it by two points with the rule
            $x^{{t+1}} = {short(FACTOR)}\\, x^t - x^{{t-1}}$. Which number has to stand in place of
            {short(FACTOR)} if the wave has twice the frequency? What does the rule tell you about
            memory?
        """,
        answer=f"""
            {listed(CONTINUED)}. For twice the frequency the points are
            {short(2 * STEP)} radians apart on the wave, and the number is
            $2\\cos({short(2 * STEP)}) = {short(DOUBLE)}$.

            Two points suffice if their distance is known; the other 28 of a window are not needed.
            So a network that continues a clean sine well has not shown that it remembers for long.
            [A task that needs memory](fig:memory-task) comes later.
        """,
    ),
    Exercise(
        id="cut-windows",
        kind="coding",
        question="""
            Write `cut(series, length)`. It returns all windows of `length` points of a series, as
            an array with one row for each, and an array of the points that follow them.
        """,
        answer="""
            The range of starts is where mistakes happen. One start too many, and the last window
            has no target. One too few, and an example is lost. If the target slips into the window,
            the network only has to copy it: its error is wonderful and worth nothing.
        """,
        solution=cut,
        check=check_cut,
    ),
)
