"""The way from figure files to a published site, one step after the other.

Load the figures, run what they need, judge their claims, hold the verdicts against the ledger,
draw; then render the pages, verify the result, and only then put it in the reader's place.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from lstm_tutor import claims, ledger
from lstm_tutor.experiments import SEEDS
from lstm_tutor.figure import Figure, describe, load_all, publish
from lstm_tutor.runs import ROOT, Experiment, run
from lstm_tutor.site.contract import check_contract
from lstm_tutor.site.publish import publish as publish_site
from lstm_tutor.site.vendored import check_vendored
from lstm_tutor.site.verify import verify

FIGURES = ROOT / "figures"
LEDGER = FIGURES / "ledger.json"
DOCS = ROOT / "docs"
DRAWN = DOCS / "figures"
BUILD = ROOT / "build"
SITE = ROOT / "site"


class BuildError(RuntimeError):
    """The build stopped; the message lists every reason found. The last good site stands."""


def build_figures(*, only: str | None = None, accept: bool = False) -> None:
    """Run, judge and draw the figures that are not up to date (or the one named).

    Raises BuildError if a verdict differs from the ledger and `accept` is not given.
    """
    _stop_if(check_vendored())  # the type face of the drawings is one of them
    figures = load_all(FIGURES)
    wanted = {only: _find(figures, only)} if only else figures
    needed = dict.fromkeys(e for figure in wanted.values() for e in figure.all_experiments)
    results, cost = run(needed)
    click.echo(_itemised(wanted))
    click.echo(
        f"{len(needed)} experiments: {cost.experiments} trained "
        f"({cost.timesteps / 1e6:.0f} million time steps, {cost.seconds:.0f} s), "
        f"{len(needed) - cost.experiments} from the cache"
    )

    verdicts, measured = {}, {}
    for figure in wanted.values():
        if figure.claim:
            verdicts[figure.id] = claims.judge(figure.claim, _panel_runs(figure.claim, results))
            measured[figure.id] = describe(figure.claim, verdicts[figure.id])
    DRAWN.mkdir(parents=True, exist_ok=True)
    drawn = [
        figure.id
        for figure in wanted.values()
        if publish(figure, results, verdicts.get(figure.id), DRAWN)
    ]
    if only is None:
        _remove_undeclared(figures)
    click.echo(f"{len(wanted)} figures: {len(drawn)} drawn, {len(wanted) - len(drawn)} up to date")
    # After drawing: whoever has to judge a changed verdict wants to see it. No page has it yet.
    _hold_against_ledger(measured, complete=only is None, accept=accept)


def build_site() -> None:
    """Render the pages, verify the result and swap it into `site/`."""
    _stop_if(check_contract(DOCS))
    BUILD.mkdir(exist_ok=True)
    rendered = Path(tempfile.mkdtemp(prefix="rendering-", dir=BUILD))
    try:
        finished = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(rendered)],
            cwd=ROOT,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            check=False,
        )
        if finished.returncode:
            raise BuildError("mkdocs could not render the pages; its messages are above")
        _stop_if(verify(rendered))
        publish_site(rendered, SITE)
    finally:
        shutil.rmtree(rendered, ignore_errors=True)
    click.echo(f"the site is in {SITE.name}/; look at it with `make serve`")


def _itemised(figures: Mapping[str, Figure]) -> str:
    """What each figure costs, as lines; what several figures share is counted at the first."""
    lines = [f"{'figure':26}{'experiments':>12}{'million time steps':>20}"]
    seen = set[Experiment]()
    for figure in figures.values():
        own = set(figure.all_experiments) - seen
        seen |= own
        timesteps = sum(experiment.timesteps(len(SEEDS)) for experiment in own)
        lines.append(f"{figure.id:26}{len(own):>12}{timesteps / 1e6:>20.1f}")
    return "\n".join(lines)


def _panel_runs(claim: claims.Claim, results: Mapping[Experiment, Any]) -> dict[str, claims.Runs]:
    return {
        setting: {role: results[experiment] for role, experiment in roles.items()}
        for setting, roles in claim.panel.items()
    }


def _hold_against_ledger(
    measured: dict[str, dict[str, object]], *, complete: bool, accept: bool
) -> None:
    recorded = ledger.read(LEDGER)
    if accept:
        ledger.write(LEDGER, measured if complete else {**recorded, **measured})
        return
    if not complete:
        recorded = {key: entry for key, entry in recorded.items() if key in measured}
    problems = ledger.compare(recorded, measured)
    if problems:
        problems.append("if the new result is right, put it on record with `make accept`")
    _stop_if(problems)


def _find(figures: dict[str, Figure], figure_id: str) -> Figure:
    if figure_id not in figures:
        raise BuildError(f"there is no figure {figure_id!r}; there are: {', '.join(figures)}")
    return figures[figure_id]


def _remove_undeclared(figures: dict[str, Figure]) -> None:
    """Drawings of figure files that are gone must not linger on pages."""
    for path in DRAWN.iterdir():
        if path.name.partition(".")[0] not in figures:
            path.unlink()


def _stop_if(problems: list[str]) -> None:
    if problems:
        raise BuildError("\n".join(problems))
