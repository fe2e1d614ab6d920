"""What a figure is: one file in `figures/`, checked when it is loaded.

A figure file says which phrase or equation it serves, which experiments it needs, what it claims
and how it is drawn.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.project import CHAPTER, ID, LoadingError, load_module
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.judging import experiments_of
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.kinds import KINDS, Experiment
from lstm_tutor.experiments.replication import SEEDS as REPLICATION_SEEDS
from lstm_tutor.experiments.replication import SETTING as REPLICATED
from lstm_tutor.figure.drawing import type_faces
from lstm_tutor.figure.reading import watched
from lstm_tutor.nn import LSTMNetwork


class FigureError(TutorError):
    """A figure file that cannot be used; the message names the file and what to do."""


@dataclass(frozen=True)
class Caption:
    """The words of a figure. claim is the caption's first sentence; alt states measured values.

    values: results by name, in words, for pages to refer to.
    """

    claim: str
    text: str
    alt: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """A loaded figure file. size: width and height in CSS pixels.

    draw_narrow: how it is drawn for a phone, if not by putting its panels below one another.
    network: the one trained network that the drawing shows, if it shows one.
    """

    id: str
    path: Path
    title: str
    section: str
    phrase: str | None
    equation: str | None
    size: tuple[int, int]
    experiments: Mapping[Any, Experiment]
    seeds: tuple[int, ...]
    settings: str
    claim: Claim | None
    files: tuple[Path, ...]  # committed files that the drawing reads
    draw: Callable[[Mapping[Any, Any]], Drawing]
    draw_narrow: Callable[[Mapping[Any, Any]], Drawing] | None
    caption: Callable[[Mapping[Any, Any]], Caption]
    network: Callable[[Mapping[Any, Any]], LSTMNetwork] | None


REQUIRED = object()


class Field(NamedTuple):
    """What a figure file may say under one name, in words too; default: if it says nothing."""

    name: str
    fits: Callable[[Any], bool]
    legal: str
    default: Any = REQUIRED


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_size(value: Any) -> bool:
    return _are(int, value) and len(value) == 2 and min(value) > 0


def _are_experiments(value: Any) -> bool:
    return isinstance(value, Mapping) and all(type(part) in KINDS for part in value.values())


def _are_files(value: Any) -> bool:
    return _are(Path, value) and all(path.is_file() for path in value)


def _are(kind: type, value: Any) -> bool:
    return isinstance(value, tuple) and all(isinstance(part, kind) for part in value)


_TEXT = (_is_text, "text in quotes")
_FUNCTION = (callable, "a function")
FIELDS = {  # of Figure, and what they are called in a figure file
    "title": Field("TITLE", *_TEXT),
    "size": Field("SIZE", _is_size, "width and height in pixels, such as (640, 380)"),
    "experiments": Field("EXPERIMENTS", _are_experiments, "a mapping from roles to experiments"),
    "seeds": Field("SEEDS", lambda value: _are(int, value) and value, "a tuple of seeds", SEEDS),
    "settings": Field("SETTINGS", lambda value: isinstance(value, str), "text in quotes"),
    "claim": Field("CLAIM", lambda value: isinstance(value, Claim), "a Claim(...)", None),
    "files": Field("FILES", _are_files, "a tuple of Paths to files that exist", ()),
    "draw": Field("draw", *_FUNCTION),
    "draw_narrow": Field("draw_narrow", *_FUNCTION, None),
    "caption": Field("caption", *_FUNCTION),
    "network": Field("network", *_FUNCTION, None),
}


def load_all(folder: Path) -> dict[str, Figure]:
    """Every figure file of a folder, by id. Raises FigureError naming the files at fault."""
    figures, problems = dict[str, Figure](), list[str]()
    for path in sorted(folder.glob("*.py")):
        try:
            figure = load(path)
        except FigureError as error:
            problems.append(str(error))
            continue
        if figure.id in figures:
            first = figures[figure.id].path.name
            problems.append(f"figure id {figure.id!r} twice: {first} and {path.name}; rename one")
        figures[figure.id] = figure
    if problems:
        raise FigureError("\n".join(problems))
    return figures


def load(path: Path) -> Figure:
    """Load one figure file by its path."""
    name = path.stem.replace("_", "-")
    if not ID.fullmatch(name):
        raise FigureError(
            f"{path}: the figure id would be {name!r}; use lower-case letters, digits and _ only"
        )
    try:
        with watched(path.parent) as read:
            module = load_module(path, f"figure_{path.stem}")
    except LoadingError as error:
        raise FigureError(f"{path}: {error}") from error
    figure = Figure(
        id=name,
        path=path,
        **_place(module, name),
        **{part: _checked(module, field) for part, field in FIELDS.items()},
    )
    require_listed(figure, read)
    return figure


def _place(module: ModuleType, figure_id: str) -> dict[str, Any]:
    """Where a figure belongs: the contract knows, or else the file names a SECTION."""
    chapter = read_chapter()
    phrase, equation = chapter.phrase_of(figure_id), chapter.equation_of(figure_id)
    serves = phrase or equation
    section = _checked(module, Field("SECTION", *_TEXT, None))
    if (serves is None) == (section is None):
        what = (
            f"{CHAPTER.name} names it under [{serves.section}]; remove its SECTION"
            if serves
            else f"{CHAPTER.name} has no phrase and no equation for it; name its SECTION"
        )
        raise FigureError(f"{module.__file__}: {what}")
    return {
        "section": serves.section if serves else section,
        "phrase": phrase.text if phrase else None,
        "equation": equation.figure if equation else None,
    }


def require_listed(figure: Figure, read: Iterable[Path]) -> None:
    """Raise FigureError naming what a figure has read and does not list in its FILES."""
    listed = {path.resolve() for path in (figure.path, *figure.files, *type_faces.FILES)}
    unlisted = sorted(set(read) - listed)
    if unlisted:
        raise FigureError(
            f"{figure.path}: opens {', '.join(map(str, unlisted))}, which FILES does not list; "
            "list what the figure reads, or it will not be drawn again when that changes"
        )


def _checked(module: ModuleType, field: Field) -> Any:
    """What a figure file says under one name. Raises FigureError naming file and name."""
    value = getattr(module, field.name, field.default)
    if value is REQUIRED:
        raise FigureError(f"{module.__file__}: {field.name} is missing; it has to be {field.legal}")
    if value is not field.default and not field.fits(value):
        raise FigureError(
            f"{module.__file__}: {field.name} is {value!r}; it has to be {field.legal}"
        )
    return value


def needed(figures: Iterable[Figure]) -> dict[tuple[int, ...], list[Experiment]]:
    """What figures and their claims need, each experiment once: seeds -> experiments."""
    wanted: dict[tuple[int, ...], dict[Experiment, None]] = {SEEDS: {}}
    for figure in figures:
        wanted.setdefault(figure.seeds, {}).update(dict.fromkeys(figure.experiments.values()))
        if figure.claim:
            wanted[SEEDS].update(dict.fromkeys(experiments_of(figure.claim)))
            again = figure.claim.panel.get(REPLICATED, {})
            wanted.setdefault(REPLICATION_SEEDS, {}).update(dict.fromkeys(again.values()))
    return {seeds: list(experiments) for seeds, experiments in wanted.items()}
