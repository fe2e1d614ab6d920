"""The exercise files: found, held against the rules, tried, and written down for the site.

A file of the folder that names a PAGE belongs to that page of the chapter and holds OBJECTIVES and
EXERCISES. The others are helpers. `noise.py` becomes `docs/exercises/noise.json`.
"""

import inspect
import json
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.files import write_only
from lstm_tutor.base.project import ID, LoadingError, load_module
from lstm_tutor.exercises.exercise import KINDS, Exercise

_PAGE = re.compile(r"^PAGE\b", re.MULTILINE)
_NUMPY = "import numpy as np\n\n\n"


class ExerciseError(TutorError):
    """An exercise file that cannot be used; the message names it and what to do."""


@dataclass(frozen=True)
class Section:
    """The exercises of one page.

    name: the file's, with hyphens. source: for messages. objectives: what a reader should be able
    to do, each with the ids of the exercises that test it.
    """

    name: str
    source: str
    page: str
    objectives: dict[str, list[str]]
    exercises: tuple[Exercise, ...]


def load_all(folder: Path) -> list[Section]:
    """All sections of a folder, by name. Raises ExerciseError naming a file at fault."""
    return [load(path) for path in files(folder)]


def files(folder: Path) -> list[Path]:
    """The files that belong to a page."""
    return [path for path in sorted(folder.glob("*.py")) if _PAGE.search(path.read_text("utf-8"))]


def load(path: Path) -> Section:
    """The section in one file."""
    source = "/".join(path.parts[-3:])
    try:
        module = load_module(path, f"exercises_{path.stem}")
    except LoadingError as error:
        raise ExerciseError(f"{source}: {error}") from error
    objectives = getattr(module, "OBJECTIVES", {})
    exercises = getattr(module, "EXERCISES", ())
    page = getattr(module, "PAGE", "")
    if not isinstance(page, str) or not page.endswith(".md"):
        raise ExerciseError(f'{source}: PAGE is {page!r}; write PAGE = "training/noise.md", say')
    for name, values, kind in (("OBJECTIVES", objectives, dict), ("EXERCISES", exercises, tuple)):
        if not isinstance(values, kind) or not values:
            what = f"a {kind.__name__} with something in it"
            raise ExerciseError(f"{source}: {name} is missing or not {what}")
    if not all(isinstance(tested, list) for tested in objectives.values()):
        raise ExerciseError(f'{source}: write OBJECTIVES = {{"Explain noise.": ["an-exercise"]}}')
    if not all(isinstance(exercise, Exercise) for exercise in exercises):
        raise ExerciseError(f"{source}: EXERCISES holds something that is no Exercise")
    return Section(path.stem.replace("_", "-"), source, page, objectives, exercises)


def problems(sections: Iterable[Section]) -> list[str]:
    """Every breach of the rules, one sentence each; solutions are run for it."""
    sections = list(sections)
    found, holders = list[str](), defaultdict[str, list[str]](list)
    for section in sections:
        for exercise in section.exercises:
            holders[exercise.id].append(section.source)
            start = f"{section.source}: the exercise {exercise.id!r}"
            found += [f"{start} {problem}" for problem in _of_one(exercise)]
        found += [f"{section.source}: {problem}" for problem in _untested(section)]
    found += [
        f"the exercise id {name!r} is used {len(found_in)} times "
        f"({', '.join(found_in)}); rename one"
        for name, found_in in holders.items()
        if len(found_in) > 1
    ]
    return found


def _untested(section: Section) -> Iterator[str]:
    """Objectives that no exercise tests, and exercises that test none."""
    exercises = [exercise.id for exercise in section.exercises]
    for objective, tested in section.objectives.items():
        start = f"the objective {objective!r} names"
        if not tested:
            yield f"{start} no exercise that tests it; there are: {', '.join(exercises)}"
        for name in tested:
            if name not in exercises:
                yield f"{start} the exercise {name!r}; there are: {', '.join(exercises)}"
    named = {name for tested in section.objectives.values() for name in tested}
    for name in exercises:
        if name not in named:
            yield f"the exercise {name!r} tests no objective; name it behind one in OBJECTIVES"


def _of_one(exercise: Exercise) -> Iterator[str]:
    if not ID.fullmatch(exercise.id):
        yield "needs an id of lower-case letters, digits and single hyphens"
    if exercise.kind not in KINDS:
        yield f"is of the kind {exercise.kind!r}; there are: {', '.join(KINDS)}"
    for part in ("question", "answer"):
        if not getattr(exercise, part).strip():
            yield f"has no {part}"
    if exercise.kind == "coding" and exercise.solution is None:
        yield "is for coding and has no solution"
    if exercise.solution is not None:
        if exercise.check is None:
            yield "has a solution and no check of it"
        needed = inspect.getclosurevars(exercise.solution)
        strangers = {*needed.globals, *needed.nonlocals} - {"np"}
        if strangers:
            yield f"has a solution that a reader cannot run alone: {', '.join(sorted(strangers))}"
        try:
            exec(shown(exercise) or "", {})  # the line with `def`, and its body
        except (Exception, SystemExit) as error:
            yield f"has a solution that a reader cannot run alone: {type(error).__name__}: {error}"
    if exercise.check is not None:
        try:
            exercise.check()
        except (Exception, SystemExit) as error:
            yield f"has a wrong answer: its check raises {type(error).__name__}: {error}"


def write(sections: Iterable[Section], folder: Path) -> None:
    """Write one JSON file for each section, and remove those of sections that are gone."""
    write_only({f"{section.name}.json": _as_json(section).encode() for section in sections}, folder)


def _as_json(section: Section) -> str:
    content = {
        "section": section.name,
        "source": section.source,
        "page": section.page,
        "objectives": [
            {"text": objective, "exercises": tested}
            for objective, tested in section.objectives.items()
        ],
        "exercises": [
            {
                "id": exercise.id,
                "kind": exercise.kind,
                "question": inspect.cleandoc(exercise.question),
                "answer": inspect.cleandoc(exercise.answer),
                "solution": shown(exercise),
            }
            for exercise in section.exercises
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def shown(exercise: Exercise) -> str | None:
    """The solution's source as readers get it, to be copied and run; None if there is none."""
    if exercise.solution is None:
        return None
    code = textwrap.dedent(inspect.getsource(exercise.solution))
    return (_NUMPY if "np." in code else "") + code
