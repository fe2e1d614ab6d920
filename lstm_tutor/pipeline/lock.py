"""One build at a time in this folder, and nothing left over from a killed one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import click
from filelock import FileLock, Timeout

from lstm_tutor.base.files import clear_partial
from lstm_tutor.base.project import BUILD, DOCS, DRAWN_FIGURES, FIGURES, STORED_RUNS
from lstm_tutor.base.store import Store


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
        Store(STORED_RUNS).clear_partial()
        for folder in (FIGURES, DOCS, DRAWN_FIGURES):
            clear_partial(folder)
        for rendered in BUILD.glob("rendering-*"):
            shutil.rmtree(rendered, ignore_errors=True)
        yield
    finally:
        lock.release()
