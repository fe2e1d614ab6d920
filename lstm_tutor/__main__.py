"""The command line: `python -m lstm_tutor docs` and its parts; `make` calls nothing else."""

import signal
import sys
from collections.abc import Callable

import click

from lstm_tutor import pipeline
from lstm_tutor.figure import FigureError
from lstm_tutor.ledger import LedgerError
from lstm_tutor.runs import RunsFailedError
from lstm_tutor.timings import measure as measure_timings

ERRORS = (pipeline.BuildError, FigureError, LedgerError, RunsFailedError, OSError)


@click.group(help=__doc__)
def main() -> None:
    """Group of the commands below."""


@main.command()
@click.option("--only", metavar="ID", help="just this figure, for example lr-low")
def figures(only: str | None) -> None:
    """Run the experiments, judge the claims, draw the figures."""
    _finish(lambda: pipeline.build_figures(only=only))


@main.command()
def accept() -> None:
    """Put the verdicts as measured now on record in figures/ledger.json."""
    _finish(lambda: pipeline.build_figures(accept=True))


@main.command()
def timings() -> None:
    """Measure seconds on this machine and put them into figures/timings.json."""
    found = measure_timings()
    click.echo(f"{found.machine}: {found.seconds_per_epoch}")


@main.command()
def docs() -> None:
    """Figures, then pages, verified and swapped into site/."""

    def build() -> None:
        pipeline.build_figures()
        pipeline.build_site()

    _finish(build)


def _finish(work: Callable[[], None]) -> None:
    """Turn the errors a maintainer can act on into one message, without a traceback."""
    try:
        work()
    except ERRORS as error:
        click.secho(f"stopped: {error}", fg="red", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        click.echo("\nstopped by Ctrl-C; what was finished is kept", err=True)
        sys.exit(128 + signal.SIGINT)


if __name__ == "__main__":
    main()
