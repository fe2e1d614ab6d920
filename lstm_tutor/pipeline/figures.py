"""Figures: run their experiments, judge their claims, draw them, compare with the ledger.

`build_figures` and `build_figure` are the table of contents; each stage is a function below them.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import click
import joblib

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.files import write_changed, write_whole
from lstm_tutor.base.messages import nearest, stop_if
from lstm_tutor.base.project import (
    DOCS,
    DRAWN_FIGURES,
    FIGURE_PACK,
    FIGURES,
    LEDGER,
    ROOT,
    SOURCE_ARCHIVE,
)
from lstm_tutor.downloads.figure_pack import figure_pack
from lstm_tutor.downloads.source_archive import archive
from lstm_tutor.evidence import ledger
from lstm_tutor.evidence.judging import (
    Evidence,
    Results,
    experiments_of,
    judge_claim,
    judge_claim_and_twins,
)
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.kinds import Experiment, twin_of
from lstm_tutor.experiments.runs import Cost, RunsFailedError, run
from lstm_tutor.figure.figure import Figure, FigureError, load, load_all, needed
from lstm_tutor.figure.publication import is_current, publish
from lstm_tutor.site.content.citations import citation_of
from lstm_tutor.site.content.passports import figures_in_order
from lstm_tutor.site.content.vendored import check_vendored
from lstm_tutor.site.content.work import check_work
from lstm_tutor.site.markdown.figure_page import figure_pages

Figures = Mapping[str, Figure]  # by id
MAX_SERIAL_DRAWINGS = 3  # so few are drawn before other processes have started


def build_figures(*, accept: bool = False) -> None:
    """Bring every figure up to date; accept: put the evidence as measured now on record.

    Raises TutorError if the evidence differs from the ledger and is not to be accepted.
    """
    _check_foundations()
    figures = load_all(FIGURES)
    results = _run_experiments(figures)
    evidence = _judge_and_record(figures, results) if accept else _judge(figures, results)
    _draw_outdated(figures, results, evidence)
    _remove_undeclared(figures)
    _write_source_and_pages()
    _write_figure_pack(figures)
    # Last: whoever has to judge a changed verdict wants to see it drawn. No page shows it yet.
    _compare_with_ledger(evidence, ledger.read(LEDGER))


def build_figure(figure_id: str) -> None:
    """Bring one figure up to date, and print the checksums of its files."""
    _check_foundations()
    figures = load_all(FIGURES)
    if figure_id not in figures:
        raise TutorError(f"there is no figure {figure_id!r}{nearest(figure_id, figures)}")
    chosen = {figure_id: figures[figure_id]}
    results = _run_experiments(chosen)
    evidence = _judge(chosen, results)
    _draw_outdated(chosen, results, evidence)
    _write_source_and_pages()
    for file in sorted(DRAWN_FIGURES.glob(f"{figure_id}.*")):
        click.echo(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(ROOT)}")
    recorded = ledger.read(LEDGER)
    _compare_with_ledger(evidence, {key: recorded[key] for key in evidence if key in recorded})


def _check_foundations() -> None:
    """Vendored type faces, and the version that every citation names."""
    stop_if([*check_vendored(), *check_work(ROOT)])


def _run_experiments(figures: Figures) -> Results:
    """Everything that figures and their claims need, trained or read from the cache."""

    def users(experiment: Experiment) -> list[Figure]:
        return [
            figure
            for figure in figures.values()
            if any(experiment in group for group in needed([figure]).values())
        ]

    wanted = needed(figures.values())
    results, cost = _run(wanted, users)
    click.echo(_costs(figures))
    total = sum(map(len, wanted.values()))
    click.echo(
        f"{total} experiments: {cost.experiments} trained "
        f"({cost.timesteps / 1e6:.0f} million time steps, {cost.seconds:.0f} s), "
        f"{total - cost.experiments} from the cache"
    )
    return results


def _judge(figures: Figures, results: Results) -> dict[str, Evidence]:
    """Judge every claim beside the twins on record."""
    recorded = ledger.read(LEDGER)
    return {
        figure.id: judge_claim(figure.claim, results, ledger.twins(recorded.get(figure.id)))
        for figure in figures.values()
        if figure.claim
    }


def _judge_and_record(figures: Figures, results: Results) -> dict[str, Evidence]:
    """Train the twins too, judge every claim beside them, and put the outcome on record."""
    claims = {figure.id: figure.claim for figure in figures.values() if figure.claim}
    twins = {key: [twin_of(e) for e in experiments_of(claim)] for key, claim in claims.items()}

    def users(experiment: Experiment) -> list[Figure]:
        return [figures[key] for key, trained in twins.items() if experiment in trained]

    wanted = dict.fromkeys(twin for trained in twins.values() for twin in trained)
    twin_results, _ = _run({SEEDS: list(wanted)}, users)
    evidence = {
        key: judge_claim_and_twins(claim, results, twin_results[SEEDS])
        for key, claim in claims.items()
    }
    ledger.write(LEDGER, {key: ledger.record(found) for key, found in evidence.items()})
    return evidence


def _draw_outdated(figures: Figures, results: Results, evidence: Mapping[str, Evidence]) -> None:
    """Draw the figures whose files are not those that drawing them again would give.

    Raises TutorError naming those that failed, after the others have been drawn.
    """
    described = {key: ledger.describe(found) for key, found in evidence.items()}
    outdated = [
        figure
        for figure in figures.values()
        if not is_current(figure, described.get(figure.id), DRAWN_FIGURES)
    ]
    tasks = [
        (
            figure,
            {e: results[figure.seeds][e] for e in figure.experiments.values()},
            described.get(figure.id),
        )
        for figure in outdated
    ]
    processes = 1 if len(tasks) <= MAX_SERIAL_DRAWINGS else 2
    with joblib.parallel_config("loky", n_jobs=processes, inner_max_num_threads=1):
        problems = joblib.Parallel()(
            joblib.delayed(_draw)(figure.path, own_results, words)
            for figure, own_results, words in tasks
        )
    stop_if([problem for problem in problems if problem])
    unchanged = len(figures) - len(outdated)
    click.echo(f"{len(figures)} figures: {len(outdated)} drawn, {unchanged} up to date")


def _remove_undeclared(figures: Collection[str]) -> None:
    """Drawings whose figure file is gone must not linger on pages."""
    kept = {DOCS / SOURCE_ARCHIVE, DOCS / FIGURE_PACK}
    for path in DRAWN_FIGURES.iterdir():
        if path not in kept and path.name.partition(".")[0] not in figures:
            path.unlink()


def _write_source_and_pages() -> None:
    """The archive of the source, and a page for each figure that is drawn."""
    write_whole(DOCS / SOURCE_ARCHIVE, archive(ROOT))
    for name, page in figure_pages(DOCS).items():
        write_changed(DRAWN_FIGURES / name, page)


def _write_figure_pack(figures: Iterable[str]) -> None:
    cited = {name: citation_of(DOCS, f"figures/{name}.md") for name in figures}
    write_whole(DOCS / FIGURE_PACK, figure_pack(figures_in_order(DOCS), DRAWN_FIGURES, ROOT, cited))


def _compare_with_ledger(evidence: Mapping[str, Evidence], recorded: ledger.Entries) -> None:
    problems = ledger.compare(recorded, evidence)
    if problems:
        problems.append("if the new result is right, put it on record with `make accept`")
    stop_if(problems)


def _run(
    wanted: Mapping[tuple[int, ...], list[Experiment]],
    users: Callable[[Experiment], list[Figure]],
) -> tuple[Results, Cost]:
    """Run experiments; wanted: by seeds. users: the figures that cannot do without an experiment.

    Raises TutorError naming every experiment that failed, its figures and the cause.
    """
    results, cost = dict[tuple[int, ...], Mapping[Experiment, Any]](), Cost()
    failures = dict[Experiment, Exception]()
    for seeds, experiments in wanted.items():
        try:
            results[seeds], spent = run(experiments, seeds)
            cost += spent
        except RunsFailedError as error:
            failures |= error.failures
    refused = [error for error in failures.values() if isinstance(error, OSError)]
    if refused:  # not the experiment's fault: a full disk, or no permission to write
        raise TutorError(f"results cannot be stored: {refused[0]}")
    stop_if(
        [
            f"{', '.join(map(_named, users(experiment)))}: an experiment failed, "
            f"{type(error).__name__}: {error}\n    {experiment}"
            for experiment, error in failures.items()
        ]
    )
    return results, cost


def _named(figure: Figure) -> str:
    """A figure's file, and the phrase that cannot be shown without it."""
    return figure.path.name + (f" (“{figure.phrase}”)" if figure.phrase else "")


def _draw(path: Any, results: Mapping[Experiment, Any], described: Any) -> str:
    """Draw one figure, in a process of its own if there are many; returns what went wrong."""
    try:
        publish(load(path), results, described, DRAWN_FIGURES)
    except FigureError as error:
        return str(error)
    return ""


def _costs(figures: Figures) -> str:
    """What each figure costs, as lines; what several figures share is counted at the first."""
    lines = [f"{'figure':26}{'experiments':>12}{'million time steps':>20}"]
    seen = set[tuple[tuple[int, ...], Experiment]]()
    for figure in figures.values():
        own = {(seeds, e) for seeds, group in needed([figure]).items() for e in group} - seen
        seen |= own
        timesteps = sum(experiment.cost(len(seeds)) for seeds, experiment in own)
        lines.append(f"{figure.id:26}{len(own):>12}{timesteps / 1e6:>20.1f}")
    return "\n".join(lines)
