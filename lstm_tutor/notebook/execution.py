"""Executing notebooks, each in a fresh Python, and keeping what came out.

A result is stored under the notebook's code, the meaning of the project's code that it imports,
and the environment. Comments, text and prose elsewhere execute nothing.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from lstm_tutor.base import fingerprint
from lstm_tutor.base.store import DamagedError, Store
from lstm_tutor.figure.drawing import type_faces
from lstm_tutor.notebook import kernel
from lstm_tutor.notebook.outputs import Outputs, difference, fault, plain
from lstm_tutor.notebook.source import NotebookError, Source

MAX_PARALLEL = 2  # notebooks
PACKAGES = ("matplotlib", "nbclient", "ipykernel", "ipython")


def execute(sources: Iterable[Source], root: Path, cache: Path) -> tuple[dict[str, Outputs], int]:
    """What the cells of each notebook give, by its name, and how many had to be executed.

    root: the project's folder, from which they import. Raises NotebookError naming every notebook
    that failed, with the cell and the reason; those that did not fail are kept.
    """
    store = Store(cache)
    store.clear_partial()
    results, missing = dict[str, Outputs](), list[Source]()
    for source in sources:
        try:
            results[source.name] = store.read(_key(source))
        except (FileNotFoundError, DamagedError):
            missing.append(source)

    def keep(source: Source, outputs: Outputs) -> None:
        results[source.name] = outputs
        store.write(_key(source), outputs)

    _run_all(missing, root, cache, keep)
    return results, len(missing)


def repeat(sources: Iterable[Source], root: Path, cache: Path) -> None:
    """Execute them once more. Raises NotebookError naming a cell that shows something else now."""
    sources = list(sources)
    results, _ = execute(sources, root, cache)

    def compare(source: Source, outputs: Outputs) -> None:
        for number, (one, other) in enumerate(zip(results[source.name], outputs, strict=True)):
            if one != other:
                raise source.error(number, difference(one, other))

    _run_all(sources, root, cache, compare)


def _run_all(
    sources: Sequence[Source], root: Path, cache: Path, take: Callable[[Source, Outputs], None]
) -> None:
    """Run notebooks, MAX_PARALLEL at a time, and hand over what each gives as soon as it has ended.

    Raises NotebookError naming every one that failed. At Ctrl-C, the Pythons that end then have
    nothing to say.
    """

    async def one(source: Source, places: asyncio.Semaphore) -> str:
        async with places:
            try:
                take(source, await _run(source, root, cache))
            except NotebookError as error:
                return str(error)
        return ""

    async def everything() -> list[str]:
        places = asyncio.Semaphore(MAX_PARALLEL)
        return await asyncio.gather(*(one(source, places) for source in sources))

    with asyncio.Runner() as runner:
        try:
            failures = list(filter(None, runner.run(everything())))
        except KeyboardInterrupt:
            runner.get_loop().set_exception_handler(lambda *_: None)
            raise
    if failures:
        raise NotebookError("\n".join(failures))


async def _run(source: Source, root: Path, cache: Path) -> Outputs:
    found = await kernel.run(source, root, cache)
    for number, outputs in enumerate(found):
        for output in outputs:
            if reason := fault(output):
                raise source.error(number, reason)
    return [list(map(plain, outputs)) for outputs in found]


def _key(source: Source) -> str:
    """Everything the outputs depend on, as a hash."""
    return fingerprint.key(
        *(cell.text for cell in source.code),
        fingerprint.of_code(source.path),
        fingerprint.of_code(Path(__file__)),
        fingerprint.of_files(type_faces.FILES),
        fingerprint.of_environment(),
        *map(version, PACKAGES),
    )
