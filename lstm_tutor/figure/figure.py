"""What a figure is: one file in `figures/`, checked when it is loaded.

A figure file says which phrase or equation it serves, which experiments it needs, what it claims
and how it is drawn.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.project import ID, LoadingError, load_module
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.judging import of_panel
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.kinds import Experiment
from lstm_tutor.experiments.replication import SEEDS as REPLICATION_SEEDS
from lstm_tutor.experiments.replication import SETTING as REPLICATED
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
    phrase: str | None
    section: str | None
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


def load_all(folder: Path) -> dict[str, Figure]:
    """Every figure file of a folder, by id. Raises FigureError naming the files at fault."""
    figures = dict[str, Figure]()
    for path in sorted(folder.glob("*.py")):
        figure = load(path)
        if figure.id in figures:
            raise FigureError(
                f"figure id {figure.id!r} twice: {figures[figure.id].path.name} and {path.name}; "
                "rename one"
            )
        figures[figure.id] = figure
    return figures


def load(path: Path) -> Figure:
    """Load one figure file by its path."""
    name = path.stem.replace("_", "-")
    if not ID.fullmatch(name):
        raise FigureError(
            f"{path}: the figure id would be {name!r}; use lower-case letters, digits and _ only"
        )
    try:
        module = load_module(path, f"figure_{path.stem}")
    except LoadingError as error:
        raise FigureError(f"{path}: {error}") from error
    return Figure(
        id=name,
        path=path,
        title=_require(module, "TITLE", str),
        phrase=getattr(module, "PHRASE", None),
        section=getattr(module, "SECTION", None),
        equation=getattr(module, "EQUATION", None),
        size=_require(module, "SIZE", tuple),
        experiments=_require(module, "EXPERIMENTS", Mapping),
        seeds=getattr(module, "SEEDS", SEEDS),
        settings=_require(module, "SETTINGS", str),
        claim=getattr(module, "CLAIM", None),
        files=getattr(module, "FILES", ()),
        draw=_require(module, "draw", Callable),
        draw_narrow=getattr(module, "draw_narrow", None),
        caption=_require(module, "caption", Callable),
        network=getattr(module, "network", None),
    )


def _require(module: ModuleType, name: str, kind: Any) -> Any:
    value = getattr(module, name, None)
    if not isinstance(value, kind):
        raise FigureError(f"{module.__file__}: {name} is missing or not a {kind.__name__}")
    return value


def needed(figures: Iterable[Figure]) -> dict[tuple[int, ...], list[Experiment]]:
    """What figures and their claims need, each experiment once: seeds -> experiments."""
    wanted: dict[tuple[int, ...], dict[Experiment, None]] = {SEEDS: {}}
    for figure in figures:
        wanted.setdefault(figure.seeds, {}).update(dict.fromkeys(figure.experiments.values()))
        if figure.claim:
            wanted[SEEDS].update(dict.fromkeys(of_panel(figure.claim)))
            again = figure.claim.panel.get(REPLICATED, {})
            wanted.setdefault(REPLICATION_SEEDS, {}).update(dict.fromkeys(again.values()))
    return {seeds: list(experiments) for seeds, experiments in wanted.items()}
