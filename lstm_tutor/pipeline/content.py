"""Everything that pages show: figures, exercises and notebooks. `site` makes pages of it."""

import click

from lstm_tutor.base.files import write_only
from lstm_tutor.base.messages import stop_if
from lstm_tutor.base.project import (
    DOCS,
    EXERCISES,
    NOTEBOOKS,
    ROOT,
    STORED_NOTEBOOKS,
    WRITTEN_EXERCISES,
)
from lstm_tutor.exercises import sections
from lstm_tutor.notebook import execution, pages
from lstm_tutor.notebook.source import read_all
from lstm_tutor.pipeline.figures import build_figures
from lstm_tutor.site.content import citations
from lstm_tutor.site.content.work import read_work


def build_content(*, accept: bool = False, below: str = "") -> None:
    """Each part is made anew only where it changed.

    accept: see `build_figures`; below: the folder of the site, relative to its configured address.
    """
    build_figures(accept=accept)
    build_exercises()
    build_notebooks(below)
    build_citations()


def build_exercises() -> None:
    """Compute all answers, try all solutions, and write both to where the pages read them."""
    found = sections.load_all(EXERCISES)
    stop_if(sections.problems(found))
    sections.write(found, WRITTEN_EXERCISES)


def build_notebooks(below: str = "") -> None:
    """Execute the notebooks that are not up to date; write their pages and downloads."""
    work = read_work(ROOT)
    files, found, executed = pages.make(
        NOTEBOOKS,
        DOCS,
        STORED_NOTEBOOKS,
        here=f"{work.site_url}{below}",
        permanent=work.permanent(),
    )
    click.echo(f"{found} notebooks: {executed} executed, {found - executed} up to date")
    write_only(files, DOCS / pages.FOLDER)


def repeat_notebooks() -> None:
    """Execute all notebooks once more. Raises NotebookError if one shows something else."""
    execution.repeat(read_all(NOTEBOOKS), ROOT, STORED_NOTEBOOKS)


def build_citations() -> None:
    """Write the citation files of all pages, once every page is there."""
    write_only(citations.citation_files(DOCS), DOCS / citations.FOLDER)
