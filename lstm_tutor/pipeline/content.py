"""The way from experiments to all that pages show, one step after the other.

Load the figures, run what they need, judge their claims, draw, hold the evidence against the
ledger; compute the answers of the exercises; execute the notebooks. `rendering` makes pages of it.
"""

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import joblib
from filelock import FileLock, Timeout

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.files import clear_partial, write_changed, write_only, write_whole
from lstm_tutor.base.messages import stop_if
from lstm_tutor.base.project import ROOT
from lstm_tutor.base.store import Store
from lstm_tutor.downloads import source_archive
from lstm_tutor.downloads.figure_pack import figure_pack
from lstm_tutor.evidence import ledger
from lstm_tutor.evidence.judging import Evidence, Results, of_panel, weigh, weigh_beside_twins
from lstm_tutor.exercises import sections
from lstm_tutor.experiments.kinds import Experiment, twin_of
from lstm_tutor.experiments.runs import CACHE, Cost, RunsFailedError, run
from lstm_tutor.figure.figure import Figure, FigureError, load, load_all, needed
from lstm_tutor.figure.publication import is_current, publish
from lstm_tutor.notebook import execution
from lstm_tutor.notebook import pages as notebooks
from lstm_tutor.notebook.source import read_all
from lstm_tutor.site.content import citations
from lstm_tutor.site.content import pages as content_pages
from lstm_tutor.site.content.citations import citation_files, citation_of
from lstm_tutor.site.content.passports import figures_in_order
from lstm_tutor.site.content.vendored import check_vendored
from lstm_tutor.site.content.work import check_work, read_work
from lstm_tutor.site.markdown.figure_page import figure_pages

FIGURES = ROOT / "figures"
LEDGER = FIGURES / "ledger.json"
DOCS = ROOT / "docs"
DRAWN = DOCS / "figures"
EXERCISES = ROOT / "lstm_tutor" / "exercises" / "chapter"
ASKED = DOCS / "exercises"
NOTEBOOKS = ROOT / "notebooks"
EXECUTED = ROOT / ".cache" / "notebooks"
ARCHIVE = DOCS / content_pages.ARCHIVE
PACK = DOCS / "figures" / "lstm-tutor-figures.zip"
BUILD = ROOT / "build"
FEW = 3  # drawings for which it does not pay to start processes


@contextmanager
def one_build_at_a_time() -> Iterator[None]:
    """Wait for another build of this folder to end, then clear away what a killed one left."""
    BUILD.mkdir(exist_ok=True)
    lock = FileLock(BUILD / ".build.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        click.echo("another build is running here; waiting until it has ended")
        lock.acquire()
    try:
        Store(CACHE).clear_partial()
        for folder in (FIGURES, DOCS, DRAWN):
            clear_partial(folder)
        for rendered in BUILD.glob("rendering-*"):
            shutil.rmtree(rendered, ignore_errors=True)
        yield
    finally:
        lock.release()


def build_content(*, accept: bool = False) -> None:
    """All that pages show: figures, exercises and notebooks, each made anew only where it changed.

    accept: put the evidence as measured now on record.
    """
    build_figures(accept=accept)
    build_exercises()
    build_notebooks()


def build_figures(*, only: str | None = None, accept: bool = False) -> None:
    """Run, judge and draw the figures that are not up to date (or the one named).

    Raises TutorError if the evidence differs from the ledger and `accept` is not given.
    """
    # The type face of the drawings is vendored; the version stands in every citation.
    stop_if([*check_vendored(), *check_work(ROOT)])
    figures = load_all(FIGURES)
    wanted = {only: _find(figures, only)} if only else figures
    results, cost = _run(wanted)
    click.echo(_itemised(wanted))
    experiments = sum(map(len, needed(wanted.values()).values()))
    click.echo(
        f"{experiments} experiments: {cost.experiments} trained "
        f"({cost.timesteps / 1e6:.0f} million time steps, {cost.seconds:.0f} s), "
        f"{experiments - cost.experiments} from the cache"
    )
    evidence = _weigh(wanted, results, accept=accept)
    described = {figure_id: ledger.describe(found) for figure_id, found in evidence.items()}
    stale = [f for f in wanted.values() if not is_current(f, described.get(f.id), DRAWN)]
    _draw(stale, results, described)
    if only is None:
        _remove_undeclared(figures)
    write_whole(ARCHIVE, source_archive.archive(ROOT))
    for name, page in figure_pages(DOCS).items():
        write_changed(DRAWN / name, page)
    if only is None:
        cited = {name: citation_of(DOCS, f"figures/{name}.md") for name in figures}
        write_whole(PACK, figure_pack(figures_in_order(DOCS), DRAWN, ROOT, cited))
    click.echo(f"{len(wanted)} figures: {len(stale)} drawn, {len(wanted) - len(stale)} up to date")
    if only is not None:
        for file in sorted(DRAWN.glob(f"{only}.*")):
            click.echo(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(ROOT)}")
    # After drawing: whoever has to judge a changed verdict wants to see it. No page has it yet.
    recorded = ledger.read(LEDGER)
    if only is not None:
        recorded = {key: entry for key, entry in recorded.items() if key in evidence}
    problems = ledger.compare(recorded, evidence)
    if problems:
        problems.append("if the new result is right, put it on record with `make accept`")
    stop_if(problems)


def build_exercises() -> None:
    """Compute all answers, try all solutions, and write both to where the pages read them."""
    found = sections.load_all(EXERCISES)
    stop_if(sections.problems(found))
    sections.write(found, ASKED)


def repeat_notebooks() -> None:
    """Execute all notebooks once more. Raises NotebookError if one shows something else."""
    execution.repeat(read_all(NOTEBOOKS), ROOT, EXECUTED)


def build_notebooks() -> None:
    """Execute the notebooks that are not up to date; write their pages and downloads.

    Then every page is there, and the files with their citations are written.
    """
    # What is downloaded leads to the version that it came with.
    address = read_work(ROOT).permanent()
    files, found, executed = notebooks.make(NOTEBOOKS, DOCS, EXECUTED, address)
    click.echo(f"{found} notebooks: {executed} executed, {found - executed} up to date")
    write_only(files, DOCS / notebooks.FOLDER)
    write_only(citation_files(DOCS), DOCS / citations.FOLDER)


def _run(figures: Mapping[str, Figure]) -> tuple[Results, Cost]:
    """What the figures and their claims need. Raises TutorError naming the figures that fail."""
    results, cost = dict[tuple[int, ...], Mapping[Experiment, Any]](), Cost()
    failures = dict[Experiment, Exception]()
    for seeds, experiments in needed(figures.values()).items():
        try:
            results[seeds], spent = run(experiments, seeds)
            cost += spent
        except RunsFailedError as error:
            failures |= error.failures
    stop_if(_explained(failures, figures))
    return results, cost


def _explained(
    failures: Mapping[Experiment, Exception], figures: Mapping[str, Figure]
) -> list[str]:
    """Every failed experiment with its cause and with what cannot be shown without it."""
    refused = [error for error in failures.values() if isinstance(error, OSError)]
    if refused:  # not the experiment's fault: a full disk, or no permission to write
        return [f"results cannot be stored: {refused[0]}"]
    problems = []
    for experiment, error in failures.items():
        serving = [
            f"{figure.path.name}" + (f" (“{figure.phrase}”)" if figure.phrase else "")
            for figure in figures.values()
            if any(experiment in group for group in needed([figure]).values())
        ]
        problems.append(
            f"{', '.join(serving)}: an experiment failed, {type(error).__name__}: {error}\n"
            f"    {experiment}"
        )
    return problems


def _weigh(figures: Mapping[str, Figure], results: Results, *, accept: bool) -> dict[str, Evidence]:
    """Judge the claims of the figures, and put the outcome on record if it is to be accepted."""
    claims = {figure.id: figure.claim for figure in figures.values() if figure.claim}
    recorded = ledger.read(LEDGER)
    if not accept:
        return {
            figure_id: weigh(claim, results, ledger.twins(recorded.get(figure_id)))
            for figure_id, claim in claims.items()
        }
    twins = dict.fromkeys(twin_of(e) for claim in claims.values() for e in of_panel(claim))
    twin_results, _ = run(twins)
    evidence = {
        figure_id: weigh_beside_twins(claim, results, twin_results)
        for figure_id, claim in claims.items()
    }
    ledger.write(LEDGER, {key: ledger.record(found) for key, found in evidence.items()})
    return evidence


def _draw(
    figures: list[Figure], results: Results, described: Mapping[str, Mapping[str, Any]]
) -> None:
    """Draw figures side by side. Raises TutorError naming those that failed, after the others."""
    tasks = [
        (
            figure.path,
            {
                experiment: results[figure.seeds][experiment]
                for experiment in figure.experiments.values()
            },
            described.get(figure.id),
        )
        for figure in figures
    ]
    processes = 1 if len(tasks) <= FEW else 2
    with joblib.parallel_config("loky", n_jobs=processes, inner_max_num_threads=1):
        failed = joblib.Parallel()(joblib.delayed(_draw_one)(*task) for task in tasks)
    stop_if([problem for problem in failed if problem])


def _draw_one(
    path: Path, results: Mapping[Experiment, Any], described: Mapping[str, Any] | None
) -> str:
    """Draw one figure, in a process of its own if there are many; returns what went wrong."""
    try:
        publish(load(path), results, described, DRAWN)
    except FigureError as error:
        return str(error)
    return ""


def _itemised(figures: Mapping[str, Figure]) -> str:
    """What each figure costs, as lines; what several figures share is counted at the first."""
    lines = [f"{'figure':26}{'experiments':>12}{'million time steps':>20}"]
    seen = set[tuple[tuple[int, ...], Experiment]]()
    for figure in figures.values():
        own = {(seeds, e) for seeds, group in needed([figure]).items() for e in group} - seen
        seen |= own
        timesteps = sum(experiment.timesteps(len(seeds)) for seeds, experiment in own)
        lines.append(f"{figure.id:26}{len(own):>12}{timesteps / 1e6:>20.1f}")
    return "\n".join(lines)


def _find(figures: dict[str, Figure], figure_id: str) -> Figure:
    if figure_id not in figures:
        raise TutorError(f"there is no figure {figure_id!r}; there are: {', '.join(figures)}")
    return figures[figure_id]


def _remove_undeclared(figures: dict[str, Figure]) -> None:
    """Drawings of figure files that are gone must not linger on pages."""
    for path in DRAWN.iterdir():
        if path not in {ARCHIVE, PACK} and path.name.partition(".")[0] not in figures:
            path.unlink()
