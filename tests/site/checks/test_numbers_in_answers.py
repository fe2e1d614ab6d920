"""Answers to exercises may compute numbers and repeat those of the question, but type none."""

from pathlib import Path

import pytest

from lstm_tutor.site.checks.numbers import typed_numbers
from tests.site.folders import write_pages

ANSWERED = '''
"""Exercises with the number 5 in the docstring."""
PAGE, COUNT = "a/page.md", 7

EXERCISES = (
    Exercise(
        id="x-1",
        question=f"There are 0.25 and {COUNT} and {1}, what of 3?",
        answer=f"So {COUNT:.2f} comes of 0.25, $x^2$ [1 seed](value:lr-low.end) and ANSWER.",
        check=lambda: 9,
    ),
)
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty list of numbers, and no texts."""
    write_pages(tmp_path / "docs", {"numbers.toml": ""})
    return tmp_path


def write_answer(project: Path, answer: str) -> None:
    (project / "exercises" / "chapter").mkdir(parents=True, exist_ok=True)
    text = ANSWERED.replace("ANSWER", answer)
    (project / "exercises" / "chapter" / "noise.py").write_text(text, encoding="utf-8")


def problems(project: Path) -> list[str]:
    return typed_numbers(
        *(project / name for name in ("docs", "figures", "exercises/chapter", "notebooks"))
    )


@pytest.mark.parametrize("answer", ["none", "0.25 again", "3", "{COUNT - 2}", "`x[4]`"])
def test_an_answer_may_compute_and_repeat_what_was_given(project: Path, answer: str) -> None:
    write_answer(project, answer)
    assert problems(project) == []


@pytest.mark.parametrize("number", ["0.5", "−0.25", "7", "12 of 32"])
@pytest.mark.parametrize("around", ["about {}", "$y = {}$"])
def test_a_number_typed_into_an_answer_is_found(project: Path, number: str, around: str) -> None:
    write_answer(project, around.format(number))
    (problem,) = problems(project)
    assert problem.startswith(f"exercises/chapter/noise.py: the number {number!r} is typed")
    listed = f'["exercises/chapter/noise.py"]\narithmetic = ["{number}"]\n'
    write_pages(project / "docs", {"numbers.toml": listed})
    assert problems(project) == []


def test_an_answer_that_is_not_a_string_is_found(project: Path) -> None:
    write_answer(project, "none")
    path = project / "exercises" / "chapter" / "noise.py"
    text = path.read_text("utf-8").replace("answer=f", "answer=ANSWER, question=f")
    path.write_text(text.replace("question=f", "answered=f", 1), encoding="utf-8")
    (problem,) = problems(project)
    assert problem.startswith(
        "exercises/chapter/noise.py: the exercise 'x-1' needs its answer as a string"
    )
