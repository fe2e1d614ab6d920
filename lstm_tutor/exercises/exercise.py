"""What an exercise is: a question, its answer, and for coding a solution that was tried."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

KINDS = ("recall", "prediction", "by hand", "coding")


@dataclass(frozen=True)
class Exercise:
    """One exercise. question and answer are Markdown, with all that a page may use.

    id: permanent, of lower-case letters, digits and single hyphens; the anchor is `ex-<id>`.
    kind: one of KINDS.
    answer: written in place; its numbers are computed there or are `value:` references.
    solution: for coding; its source is shown with the answer and needs NumPy alone.
    check: raises AssertionError if the answer or the solution is wrong; every build runs it.
    """

    id: str
    kind: str
    question: str
    answer: str
    solution: Callable[..., Any] | None = None
    check: Callable[[], None] | None = None
