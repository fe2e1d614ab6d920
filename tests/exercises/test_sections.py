"""Exercise files: found, refused where they break the rules, tried, and written down."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from lstm_tutor.base.project import EXERCISES
from lstm_tutor.exercises.exercise import KINDS, Exercise
from lstm_tutor.exercises.sections import (
    ExerciseError,
    Section,
    files,
    load,
    load_all,
    problems,
    shown,
    write,
)

SECTIONS = load_all(EXERCISES)
ALL = [(section, exercise) for section in SECTIONS for exercise in section.exercises]
CODING = [exercise for _, exercise in ALL if exercise.solution is not None]
RECALL = Exercise(id="a-name", kind="recall", question="What?", answer="That.")


def section(*exercises: Exercise, source: str = "exercises/chapter/noise.py") -> Section:
    objectives = {"Explain noise.": [exercise.id for exercise in exercises]}
    return Section("noise", source, "training/noise.md", objectives, exercises)


def double(value: float) -> float:
    """Twice as much."""
    return 2 * value


def quadruple(value: float) -> float:
    return double(value) + double(value)


def fails() -> None:
    raise AssertionError("3 is not 4")


def holds() -> None:
    assert double(2) == 4


def test_the_exercises_of_this_project_keep_the_rules() -> None:
    assert problems(SECTIONS) == []
    assert {exercise.kind for _, exercise in ALL} == set(KINDS)
    for one in SECTIONS:
        assert len({exercise.kind for exercise in one.exercises}) >= 3, one.source
        assert all(re.fullmatch(r"[A-Z][a-z]+ .*\.", text) for text in one.objectives), one.source


@pytest.mark.parametrize(
    ("broken", "complaint"),
    [
        (replace(RECALL, id="A name"), "needs an id of lower-case letters"),
        (replace(RECALL, kind="riddle"), "is of the kind 'riddle'; there are: recall"),
        (replace(RECALL, question=" "), "has no question"),
        (replace(RECALL, answer=""), "has no answer"),
        (replace(RECALL, kind="coding"), "is for coding and has no solution"),
        (replace(RECALL, kind="coding", solution=double), "has a solution and no check of it"),
        (replace(RECALL, solution=quadruple, check=holds), "cannot run alone: double"),
        (replace(RECALL, check=fails), "its check raises AssertionError: 3 is not 4"),
        (replace(RECALL, check=sys.exit), "its check raises SystemExit"),
    ],
)
def test_an_exercise_that_breaks_a_rule_is_named(broken: Exercise, complaint: str) -> None:
    (problem,) = problems([section(broken)])
    assert problem.startswith(f"exercises/chapter/noise.py: the exercise {broken.id!r} ")
    assert complaint in problem


def test_a_good_exercise_is_let_through() -> None:
    assert problems([section(replace(RECALL, kind="coding", solution=double, check=holds))]) == []


@pytest.mark.parametrize(
    ("objectives", "complaint"),
    [
        ({"Do it.": ["a-name"], "Do more.": []}, "'Do more.' names no exercise that tests it"),
        ({"Do it.": ["a-name", "a-nam"]}, "'Do it.' names the exercise 'a-nam'; there are: a-name"),
        ({}, "the exercise 'a-name' tests no objective"),
    ],
)
def test_an_objective_that_no_exercise_tests_is_named(
    objectives: dict[str, list[str]], complaint: str
) -> None:
    (problem,) = problems([replace(section(RECALL), objectives=objectives)])
    assert problem.startswith("exercises/chapter/noise.py: ")
    assert complaint in problem


def test_an_id_used_twice_is_named_with_both_files() -> None:
    (problem,) = problems([section(RECALL), section(RECALL, source="exercises/chapter/input.py")])
    assert (
        "'a-name' is used 2 times (exercises/chapter/noise.py, exercises/chapter/input.py)"
        in problem
    )


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("PAGE = 3", "PAGE is 3"),
        ('PAGE = "noise"', "PAGE is 'noise'"),
        ('PAGE = "noise.md"', "OBJECTIVES is missing"),
        ('PAGE = "noise.md"\nOBJECTIVES = ("Do it.",)', "OBJECTIVES is missing or not a dict"),
        ('PAGE = "noise.md"\nOBJECTIVES = {"Do it.": ["x"]}', "EXERCISES is missing"),
        ('PAGE = "noise.md"\nOBJECTIVES = {"Do it.": "x"}\nEXERCISES = (1,)', "write OBJECTIVES ="),
        ('PAGE = "noise.md"\nOBJECTIVES = {"Do.": []}\nEXERCISES = (1,)', "that is no Exercise"),
        ('PAGE = "noise.md"\n1 / 0', "ZeroDivisionError: division by zero"),
        ("PAGE = (", "SyntaxError"),
        ('PAGE = "noise.md"\nraise SystemExit(0)', "SystemExit: 0"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "exercises" / "chapter" / "noise.py"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ExerciseError, match=re.escape("exercises/chapter/noise.py: ")) as caught:
        load(path)
    assert complaint in str(caught.value)


def test_helpers_are_no_sections(tmp_path: Path) -> None:
    for name, text in {"noise": "PAGE = 1", "helper": "PAGES = 1\nx = 'PAGE'"}.items():
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")
    assert [path.name for path in files(tmp_path)] == ["noise.py"]


@pytest.mark.parametrize("exercise", CODING, ids=[exercise.id for exercise in CODING])
@pytest.mark.parametrize("wrong", ["zero", "the question back", "almost right"])
def test_the_check_of_every_solution_can_fail(
    exercise: Exercise, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, check = exercise.solution, exercise.check
    assert right is not None
    assert check is not None

    broken: dict[str, Callable[..., Any]] = {
        "zero": lambda *_, **__: 0.0,
        "the question back": lambda first, *_, **__: first,
        "almost right": lambda *args, **words: _spoilt(right(*args, **words)),
    }
    namespace: dict[str, Any] = check.__globals__
    assert namespace[right.__name__] is right
    monkeypatch.setitem(namespace, right.__name__, broken[wrong])
    with pytest.raises(Exception):  # noqa: B017, PT011  a crash is a failure as well
        check()


def _spoilt(result: Any) -> Any:
    """A result with its last number, or its last part, a little off or gone."""
    if isinstance(result, tuple):
        return (*result[:-1], _spoilt(result[-1]))
    if isinstance(result, list):
        return result[:-1]
    return result * 1.1 + 0.1


@pytest.mark.parametrize("exercise", CODING, ids=[exercise.id for exercise in CODING])
def test_a_solution_as_shown_is_short_and_can_be_run(exercise: Exercise) -> None:
    code, namespace = shown(exercise), dict[str, Any]()
    assert code is not None
    exec(code, namespace)
    assert exercise.solution is not None
    assert callable(namespace[exercise.solution.__name__])
    body = code.removeprefix("import numpy as np\n\n\n").splitlines()
    assert len(body) <= 20
    assert max(map(len, body)) <= 69, "a page shows no longer lines"


def test_what_the_site_reads(tmp_path: Path) -> None:
    exercise = Exercise(
        id="twice",
        kind="coding",
        question="\n            Double it.\n\n            - How?\n        ",
        answer="So.",
        solution=double,
        check=holds,
    )
    (tmp_path / "gone.json").write_text("{}", encoding="utf-8")
    write([section(exercise)], tmp_path)
    (path,) = tmp_path.glob("*.json")
    assert path.name == "noise.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    assert written["page"] == "training/noise.md"
    assert written["objectives"] == [{"text": "Explain noise.", "exercises": ["twice"]}]
    (only,) = written["exercises"]
    assert only["question"] == "Double it.\n\n- How?"
    expected = (
        'def double(value: float) -> float:\n    """Twice as much."""\n    return 2 * value\n'
    )
    assert only["solution"] == expected
    before = path.read_bytes()
    write([section(exercise)], tmp_path)
    assert path.read_bytes() == before


def test_answers_are_the_same_when_they_are_computed_again(tmp_path: Path) -> None:
    write(SECTIONS, tmp_path / "a")
    write(load_all(EXERCISES), tmp_path / "b")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
