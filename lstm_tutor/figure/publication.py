"""A figure's files: the drawing in all its formats, its data, trained weights, and the passport.

All lie in `docs/figures/`, named by the figure's id. The passport, `<id>.passport.json`, says
everything that a page says about the figure; it is written last, so that it never speaks of files
that are not there. What is up to date is not drawn again.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from importlib import metadata
from pathlib import Path
from typing import Any

import safetensors.numpy

from lstm_tutor.base import fingerprint
from lstm_tutor.base.files import write_whole
from lstm_tutor.experiments.kinds import Experiment, in_python, version
from lstm_tutor.figure import timings
from lstm_tutor.figure.drawing import formats, tables, type_faces
from lstm_tutor.figure.drawing.faults import faults
from lstm_tutor.figure.drawing.narrow import WIDTH, narrowed, too_small
from lstm_tutor.figure.drawing.svg import read_size, render, size_of
from lstm_tutor.figure.figure import Figure, FigureError, needed, require_listed
from lstm_tutor.figure.pytorch import shape_of, state_dict
from lstm_tutor.figure.reading import watched

KINDS = ("csv", "json", "svg", "png", "pdf", "narrow.svg", "safetensors")


def is_current(figure: Figure, described: Mapping[str, Any] | None, folder: Path) -> bool:
    """Whether the figure's files are those that drawing it again would give."""
    try:
        passport = json.loads(_passport_path(figure.id, folder).read_text(encoding="utf-8"))
        found = {
            kind: hashlib.sha256((folder / f"{figure.id}.{kind}").read_bytes()).hexdigest()
            for kind in passport["files"]
        }
        recorded = {kind: file["sha256"] for kind, file in passport["files"].items()}
        return bool(passport["key"] == _key(figure, described) and found == recorded)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def publish(
    figure: Figure,
    results: Mapping[Experiment, Any],
    described: Mapping[str, Any] | None,
    folder: Path,
) -> None:
    """Draw a figure and write its files. described: its claim and verdict in words.

    Raises FigureError naming the file if drawing fails, shows nothing or words are missing.
    """
    runs = {role: results[experiment] for role, experiment in figure.experiments.items()}
    try:
        with watched(figure.path.parent) as read:
            caption = figure.caption(runs)
            files = dict(_files(figure, runs))
    except (Exception, SystemExit) as error:
        raise FigureError(f"{figure.path}: {type(error).__name__}: {error}") from error
    require_listed(figure, read)
    for part in ("claim", "text", "alt"):
        if not getattr(caption, part).strip():
            raise FigureError(f"{figure.path}: the caption's {part} is empty; write it")
    measured = timings.read()
    passport = {
        "id": figure.id,
        "source": f"figures/{figure.path.name}",
        "title": figure.title,
        "phrase": figure.phrase,
        "section": figure.section,
        "equation": figure.equation,
        "width": figure.size[0],
        "height": figure.size[1],
        "narrow": read_size(files["narrow.svg"]) if "narrow.svg" in files else None,
        **asdict(caption),
        "settings": figure.settings,
        "seeds": len(figure.seeds) if figure.experiments else 0,
        "experiments": [
            {"role": _role(role), "configuration": in_python(experiment)}
            for role, experiment in figure.experiments.items()
        ],
        "timesteps": sum(
            experiment.cost(len(seeds))
            for seeds, experiments in needed([figure]).items()
            for experiment in experiments
        ),
        "seconds": measured.figures.get(figure.id),
        "machine": measured.machine,
        "rebuild": f"make figure ID={figure.id}",
        "source_sha256": hashlib.sha256(figure.path.read_bytes()).hexdigest(),
        "environment": _environment(),
        "verdict": described,
        "network": shape_of(figure.network(runs)) if figure.network else None,
        "files": {
            kind: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for kind, content in files.items()
        },
        "key": _key(figure, described),
    }
    for kind, content in files.items():
        write_whole(folder / f"{figure.id}.{kind}", content)
    text = json.dumps(passport, indent=2, ensure_ascii=False) + "\n"
    write_whole(_passport_path(figure.id, folder), text.encode())
    for kind in KINDS:
        if kind not in files:
            (folder / f"{figure.id}.{kind}").unlink(missing_ok=True)


def _role(role: Any) -> str:
    """What an experiment is named by: a word, or several in a tuple."""
    return ", ".join(map(str, role)) if isinstance(role, tuple) else str(role)


def _files(figure: Figure, runs: Mapping[Any, Any]) -> Iterator[tuple[str, bytes]]:
    """The contents of the figure's files, by the end of their names."""
    drawing = figure.draw(runs)
    _refuse(faults(drawing))
    if figure.experiments:
        series = tables.read(drawing)
        yield "csv", tables.as_csv(series).encode()
        yield "json", tables.as_json(series, id=figure.id, title=figure.title).encode()
    yield "svg", render(drawing, figure.id, figure.size).encode()
    yield "png", formats.png(drawing)
    yield "pdf", formats.pdf(drawing)
    narrow = None
    if figure.size[0] > WIDTH:
        narrow = figure.draw_narrow(runs) if figure.draw_narrow else narrowed(drawing)
    if narrow:
        _refuse(faults(narrow), "for a phone: ")
        yield "narrow.svg", render(narrow, figure.id, size_of(narrow)).encode()
    _refuse(too_small(narrow or drawing), "on a phone: ")
    if figure.network:
        yield "safetensors", safetensors.numpy.save(state_dict(figure.network(runs)))


def _refuse(problems: list[str], where: str = "") -> None:
    if problems:
        raise ValueError("; ".join(f"{where}{problem}" for problem in problems))


def _key(figure: Figure, described: Mapping[str, Any] | None) -> str:
    """The key of all that the figure's files depend on."""
    measured = timings.read()
    return fingerprint.key(
        fingerprint.of_code(figure.path),
        fingerprint.of_code(Path(__file__)),
        fingerprint.of_files((figure.path, *figure.files, *type_faces.FILES)),
        _environment(),
        (figure.section, figure.phrase, figure.equation),
        described,
        measured.machine,
        measured.figures.get(figure.id),
        *(f"{experiment} {version(experiment)}" for experiment in figure.experiments.values()),
    )


def _environment() -> str:
    return f"{fingerprint.of_environment()}, matplotlib {metadata.version('matplotlib')}"


def _passport_path(figure_id: str, folder: Path) -> Path:
    return folder / f"{figure_id}.passport.json"
