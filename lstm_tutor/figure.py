"""What a figure is: one file in `figures/`, checked when it is loaded, drawn when it has changed.

A figure file says which phrase or equation it serves, which experiments it needs, what it claims
and how it is drawn. This module turns it into `docs/figures/<id>.svg` and a passport beside it,
`<id>.passport.json`, with everything a page says about the figure.
"""

import hashlib
import importlib.util
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from matplotlib.figure import Figure as Drawing

from lstm_tutor import fingerprint
from lstm_tutor.claims import Claim, Verdict
from lstm_tutor.experiments import SEEDS
from lstm_tutor.runs import Experiment, address
from lstm_tutor.style.svg import render


class FigureError(ValueError):
    """A figure file that cannot be used; the message names the file and what to do."""


@dataclass(frozen=True)
class Caption:
    """The words of a figure. claim is the caption's first sentence; alt states measured values."""

    claim: str
    text: str
    alt: str


@dataclass(frozen=True)
class Figure:
    """A loaded figure file. size: width and height in CSS pixels."""

    id: str
    path: Path
    title: str
    phrase: str | None
    section: str | None
    equation: str | None
    size: tuple[int, int]
    experiments: Mapping[Any, Experiment]
    settings: str
    claim: Claim | None
    files: tuple[Path, ...]  # committed files that the drawing reads
    draw: Callable[[Mapping[Any, Any]], Drawing]
    caption: Callable[[Mapping[Any, Any]], Caption]

    @property
    def all_experiments(self) -> Iterator[Experiment]:
        """What the drawing and the claim's panel need."""
        yield from self.experiments.values()
        if self.claim:
            for roles in self.claim.panel.values():
                yield from roles.values()


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
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise FigureError(
            f"{path}: the figure id would be {name!r}; use lower-case letters, digits and _ only"
        )
    module = _import(path)
    return Figure(
        id=name,
        path=path,
        title=_require(module, "TITLE", str),
        phrase=getattr(module, "PHRASE", None),
        section=getattr(module, "SECTION", None),
        equation=getattr(module, "EQUATION", None),
        size=_require(module, "SIZE", tuple),
        experiments=_require(module, "EXPERIMENTS", Mapping),
        settings=_require(module, "SETTINGS", str),
        claim=getattr(module, "CLAIM", None),
        files=getattr(module, "FILES", ()),
        draw=_require(module, "draw", Callable),
        caption=_require(module, "caption", Callable),
    )


def publish(
    figure: Figure, results: Mapping[Experiment, Any], verdict: Verdict | None, folder: Path
) -> bool:
    """Write the figure's SVG and passport unless they are up to date; True if it was drawn.

    Raises FigureError if the drawing fails or its words are missing.
    """
    key = _key(figure, verdict)
    drawing, passport = folder / f"{figure.id}.svg", folder / f"{figure.id}.passport.json"
    if _is_current(drawing, passport, key):
        return False
    runs = {role: results[experiment] for role, experiment in figure.experiments.items()}
    try:
        caption = figure.caption(runs)
        svg = render(figure.draw(runs), figure.id, figure.size)
    except Exception as error:
        raise FigureError(f"{figure.path}: {type(error).__name__}: {error}") from error
    for field, words in asdict(caption).items():
        if not words.strip():
            raise FigureError(f"{figure.path}: the caption's {field} is empty; write it")
    content = {
        "id": figure.id,
        "source": f"figures/{figure.path.name}",
        "title": figure.title,
        "phrase": figure.phrase,
        "section": figure.section,
        "equation": figure.equation,
        "width": figure.size[0],
        "height": figure.size[1],
        **asdict(caption),
        "seeds": len(SEEDS) if figure.experiments else 0,
        "settings": figure.settings,
        "rebuild": f"make figure ID={figure.id}",
        "verdict": describe(figure.claim, verdict) if figure.claim and verdict else None,
        "svg_sha256": hashlib.sha256(svg.encode()).hexdigest(),
        "key": key,
    }
    _write(drawing, svg)
    _write(passport, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    return True


def describe(claim: Claim, verdict: Verdict) -> dict[str, Any]:
    """A claim and its verdict in the words that pages and the ledger show."""
    show = factor if claim.scale == "ratio" else difference
    return {
        "verdict": verdict.verdict,
        "sentence": claim.sentence,
        "check": claim.check,
        "over": claim.over,
        "panel": [
            {
                "setting": setting,
                "outcome": outcome.outcome,
                "effect": show(outcome.effect),
                "interval": f"{show(outcome.interval[0])} to {show(outcome.interval[1])}",
                "share": f"{outcome.beyond_margin} of {outcome.total}",
            }
            for setting, outcome in verdict.outcomes.items()
        ],
    }


def factor(value: float) -> str:
    """A ratio in words: ×83, ×0.95, ×∞ (the treatment never got there)."""
    if value == float("inf"):
        return "×∞"
    return f"×{value:.0f}" if value >= 10 else f"×{value:.2g}"


def difference(value: float) -> str:
    """A difference in words: +0.67, −0.02."""
    return f"{value:+.2f}".replace("-", "−")


def _import(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"figure_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise FigureError(f"{path}: cannot be loaded as a Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise FigureError(f"{path}: {type(error).__name__}: {error}") from error
    return module


def _require(module: ModuleType, name: str, kind: Any) -> Any:
    value = getattr(module, name, None)
    if not isinstance(value, kind):
        raise FigureError(f"{module.__file__}: {name} is missing or not a {kind.__name__}")
    return value


def _key(figure: Figure, verdict: Verdict | None) -> str:
    """Everything the drawing and its words depend on, as a hash."""
    depends = [fingerprint.of_code(figure.path), fingerprint.of_code(Path(__file__)), repr(verdict)]
    depends += [hashlib.sha256(file.read_bytes()).hexdigest() for file in figure.files]
    depends += [f"{experiment} {address(experiment)}" for experiment in figure.experiments.values()]
    return hashlib.sha256("\n".join(depends).encode()).hexdigest()


def _is_current(drawing: Path, passport: Path, key: str) -> bool:
    try:
        recorded = json.loads(passport.read_text(encoding="utf-8"))
        found = hashlib.sha256(drawing.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return False
    return bool(recorded.get("key") == key and recorded.get("svg_sha256") == found)


def _write(path: Path, text: str) -> None:
    """Write whole or not at all."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(text, encoding="utf-8", newline="\n")
    temporary.replace(path)
