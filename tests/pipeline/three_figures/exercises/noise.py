"""Exercises of the page on noise: three small ones, of which one has a solution."""

import numpy as np

from lstm_tutor.exercises.exercise import Exercise

PAGE = "training/noise.md"
OBJECTIVES = {
    "Explain what a measured series is.": ["sea-or-sine"],
    "Compute the root of a mean of squares.": ["sum-of-squares", "root-mean-square"],
}


def rmse(errors: np.ndarray) -> float:
    """The root of the mean of the squared errors."""
    return float(np.sqrt(np.mean(errors**2)))


def check_rmse() -> None:
    """A right angle with sides of three and four has a diagonal of five."""
    assert np.isclose(rmse(np.array([3.0, 4.0])) * np.sqrt(2), 5.0)


EXERCISES = (
    Exercise(
        id="sea-or-sine",
        kind="recall",
        question="Is [the sea](fig:sea) a sine?",
        answer="No. A measured series is no sine.",
    ),
    Exercise(
        id="sum-of-squares",
        kind="by hand",
        question="What is $3^2 + 4^2$?",
        answer=f"It is {3**2 + 4**2}.",
    ),
    Exercise(
        id="root-mean-square",
        kind="coding",
        question="Write a function for the root mean squared error.",
        answer="Square first, then take the mean, then the root.",
        solution=rmse,
        check=check_rmse,
    ),
)
