"""The command line: `python -m lstm_tutor docs` and its parts, which `make` calls"""

import signal
import sys
from collections.abc import Callable

import click
from threadpoolctl import threadpool_limits

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.project import FIGURES
from lstm_tutor.figure import timings
from lstm_tutor.figure.figure import load_all
from lstm_tutor.pipeline import content, deploy, serve, site
from lstm_tutor.pipeline.figures import build_figure, build_figures
from lstm_tutor.pipeline.lock import one_build_at_a_time


@click.group(help=__doc__)
def main() -> None:
    """Group of the commands below."""


@main.command()
@click.option("--only", metavar="ID", help="just this figure, for example lr-low")
def figures(only: str | None) -> None:
    """Run the experiments, judge the claims, draw the figures."""
    _finish(lambda: build_figure(only) if only else build_figures())


@main.command(name="content")
def build_content() -> None:
    """All that pages show: figures, exercises and notebooks."""
    _finish(content.build_content)


@main.command()
def notebooks() -> None:
    """Execute the notebooks that are not up to date, write their pages and downloads."""

    def build() -> None:
        content.build_notebooks()
        content.build_citations()

    _finish(build)


@main.command()
def accept() -> None:
    """Train the twins too, and put the evidence as measured now, and new addresses, on record."""

    def record() -> None:
        content.build_content(accept=True)
        deploy.record_addresses()

    _finish(record)


@main.command()
def addresses() -> None:
    """Put new addresses on record, as accept does, and leave the evidence as it is."""

    def record() -> None:
        content.build_content()
        deploy.record_addresses()

    _finish(record)


@main.command(name="timings")
def measure_timings() -> None:
    """Measure seconds on this machine and put them into figures/timings.json."""
    _finish(lambda: click.echo(timings.measure(load_all(FIGURES).values())))


@main.command("serve")
@click.option("--address", default="127.0.0.1:8000", show_default=True)
def serve_pages(address: str) -> None:
    """The pages on this machine, rendered again when one of them changes."""
    serve.serve(address)


@main.command()
@click.option("--all", "downloads", is_flag=True, help="with the PDF and the offline site")
def docs(downloads: bool) -> None:
    """What pages show, then the pages, verified and swapped into site/."""

    def build() -> None:
        content.build_content()
        site.build_site(downloads=downloads)

    _finish(build)


@main.command(name="deploy")
@click.argument("version")
@click.option("--all", "downloads", is_flag=True, help="with the PDF and the offline site")
def deploy_version(version: str, downloads: bool) -> None:
    """Build the site as a version and commit it to the branch gh-pages; nothing is pushed."""
    _finish(lambda: deploy.deploy(version, downloads=downloads))


def _finish(work: Callable[[], None]) -> None:
    """Do the work alone in this folder; errors a maintainer can act on become one message."""
    try:
        # One thread: the order of additions, and so the last digit, must not depend on the machine.
        with one_build_at_a_time(), threadpool_limits(1):
            work()
    except (TutorError, OSError) as error:
        click.secho(f"stopped: {error}", fg="red", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("\nstopped by Ctrl-C; what was finished is kept", err=True)
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
