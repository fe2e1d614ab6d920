"""Executing notebooks, each in two fresh Pythons, and keeping what came out of both.

A result is stored under the notebook's code, the meaning of the project's code that it imports,
and the environment. Comments, text and prose elsewhere execute nothing.
"""

import asyncio
import hashlib
from collections.abc import Coroutine, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lstm_tutor import fingerprint
from lstm_tutor.notebook import kernel
from lstm_tutor.notebook.outputs import Outputs, difference, fault, plain
from lstm_tutor.notebook.source import NotebookError, Source
from lstm_tutor.store import DamagedError, Store
from lstm_tutor.style import type_faces

PACKAGES = ("matplotlib", "nbclient", "ipykernel", "ipython")


def execute(sources: Iterable[Source], root: Path, cache: Path) -> tuple[dict[str, Outputs], int]:
    """What the cells of each notebook give, by its name, and how many had to be executed.

    root: the project's folder, from which they import. Raises NotebookError naming every notebook
    that failed, with the cell and the reason; those that did not fail are kept.
    """
    store = Store(cache)
    store.clear_partial()
    results, failures, executed = dict[str, Outputs](), list[str](), 0
    for source in sources:
        key = _key(source)
        try:
            results[source.name] = store.read(key)
        except (FileNotFoundError, DamagedError):
            executed += 1
            try:
                results[source.name] = _to_the_end(_execute(source, root, cache))
                store.write(key, results[source.name])
            except NotebookError as error:
                failures.append(str(error))
    if failures:
        raise NotebookError("\n".join(failures))
    return results, executed


def _to_the_end(work: Coroutine[Any, Any, Outputs]) -> Outputs:
    """Await it; at Ctrl-C without what the Pythons that end then have to say."""
    with asyncio.Runner() as runner:
        try:
            return runner.run(work)
        except KeyboardInterrupt:
            runner.get_loop().set_exception_handler(lambda *_: None)
            raise


async def _execute(source: Source, root: Path, cache: Path) -> Outputs:
    """What the cells show, in two runs side by side. Raises NotebookError naming a cell that fails,
    shows what it must not, or shows something else in the other run.
    """
    runs = [asyncio.ensure_future(_run(source, root, cache)) for _ in range(2)]
    await asyncio.gather(*runs, return_exceptions=True)  # both end, though one may fail
    first, second = (run.result() for run in runs)
    for number, (one, other) in enumerate(zip(first, second, strict=True)):
        if one != other:
            raise source.error(number, difference(one, other))
    return first


async def _run(source: Source, root: Path, cache: Path) -> Outputs:
    found = await kernel.run(source, root, cache)
    for number, outputs in enumerate(found):
        for output in outputs:
            if reason := fault(output):
                raise source.error(number, reason)
    return [list(map(plain, outputs)) for outputs in found]


def _key(source: Source) -> str:
    """Everything the outputs depend on, as a hash."""
    depends = [cell.text for cell in source.code]
    depends += [fingerprint.of_code(source.path), fingerprint.of_code(Path(__file__))]
    depends += [type_faces.fingerprint(), fingerprint.of_environment(), *map(version, PACKAGES)]
    return hashlib.sha256("\0".join(depends).encode()).hexdigest()
