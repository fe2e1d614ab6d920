"""From what pages show to a published site: render, finish, verify, and only then swap it in."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from lstm_tutor.base.messages import stop_if
from lstm_tutor.base.project import BUILD, DOCS, EXERCISES, FIGURES, NOTEBOOKS, ROOT, SETTINGS, SITE
from lstm_tutor.site.checks.contract import check_contract, check_exercises
from lstm_tutor.site.checks.numbers import typed_numbers
from lstm_tutor.site.content.bibliography import check_bibliography
from lstm_tutor.site.content.citations import titles
from lstm_tutor.site.content.work import Work, read_work
from lstm_tutor.site.html.finish import Step, finish
from lstm_tutor.site.html.metadata import add_metadata
from lstm_tutor.site.html.redirects import redirect
from lstm_tutor.site.html.render import render
from lstm_tutor.site.html.security import secure
from lstm_tutor.site.html.typography import typeset
from lstm_tutor.site.html.verify import verify
from lstm_tutor.site.markdown.code import without_idle_marks
from lstm_tutor.site.markdown.downloads import FILES, megabytes, offer
from lstm_tutor.site.markdown.foot import without_citation
from lstm_tutor.site.publishing.deployable import DRAFT
from lstm_tutor.site.publishing.swap import publish


def build_site(*, downloads: bool = False) -> None:
    """Render the pages, verify the result and swap it into `site/`; downloads: see below."""
    with verified_site(downloads=downloads) as site:
        had = [file for file in FILES if (SITE / file).exists() and not (site / file).exists()]
        publish(site, SITE)
    if had:
        click.echo(f"without {' and '.join(had)} this time; `make docs-all` makes them")
    click.echo(f"the site is in {SITE.name}/; look at it with `make serve`")


@contextmanager
def verified_site(
    *,
    downloads: bool = False,
    extra: Mapping[str, Any] | None = None,
    below: str = "",
    beside: str = "",
) -> Iterator[Path]:
    """The site, rendered and verified, in a folder that is gone afterwards unless it is moved.

    downloads: with the PDF and the offline site, which need the test environment and a browser.
    extra and below: see `render`; beside: see `verify`.
    """
    with rendered_site(downloads=downloads, extra=extra, below=below) as site:
        stop_if([*redirect(site, DOCS), *verify(site, beside=beside)])
        yield site


@contextmanager
def rendered_site(
    *, downloads: bool = False, extra: Mapping[str, Any] | None = None, below: str = ""
) -> Iterator[Path]:
    """The same, not verified yet, and without redirects."""
    numbers = typed_numbers(DOCS, FIGURES, EXERCISES, NOTEBOOKS)
    stop_if([*check_contract(DOCS), *check_exercises(DOCS), *numbers, *check_bibliography(DOCS)])
    work = read_work(ROOT)
    told = {"release": work.version, **(extra or {})}
    if told.get("draft"):
        work = replace(work, version=DRAFT)  # which leads to the draft, not to what it may become
    steps = finishing_steps(work)
    if told.get("draft"):
        steps.append(without_citation)
    site = Path(tempfile.mkdtemp(prefix="rendering-", dir=BUILD))
    try:
        render(SETTINGS, site, extra=told, below=below)
        finish(site, steps)
        if downloads:
            _add_downloads(site, work, steps, release=told["release"], below=below)
        # The policy comes last: it knows scripts by their content. Pages that are read from a
        # folder get none, since there the search runs a script that is made on the spot.
        finish(site, [offer(site, work), secure])
        yield site
    finally:
        shutil.rmtree(site, ignore_errors=True)


def finishing_steps(work: Work) -> list[Step]:
    """What every page goes through, whether it is published or read while one writes."""
    return [add_metadata(work, titles(DOCS)), typeset, without_idle_marks]


def _add_downloads(
    site: Path, work: Work, steps: Sequence[Step], *, release: str, below: str
) -> None:
    """Print the chapter, and pack the pages once more as they are read from a folder."""
    # Only here: what prints and edits a PDF is installed for tests, not for `make docs`.
    from lstm_tutor.downloads.offline import add_offline
    from lstm_tutor.downloads.paper.make import add_paper

    add_paper(SETTINGS, site, work, below=below)
    stop_if(add_offline(SETTINGS, site, work, steps, extra={"release": release}, below=below))
    for file in FILES:
        click.echo(f"{file}: {megabytes((site / file).stat().st_size)}")
