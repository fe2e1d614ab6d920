"""Executing notebooks, each in a fresh Python, and keeping what came out.

A result is stored under the notebook's code, the meaning of the project's code that it imports,
and the environment. Comments, text and prose elsewhere execute nothing.
"""

import asyncio
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from lstm_tutor import fingerprint
from lstm_tutor.notebook.source import NotebookError, Source
from lstm_tutor.store import DamagedError, Store

Outputs = list[list[dict[str, Any]]]  # of each cell of code, as in the notebook format

SECONDS = 120  # that one cell may take; on one quiet core a whole notebook takes about ten
TOGETHER = 2  # notebooks at a time
PACKAGES = ("matplotlib", "nbclient", "ipykernel", "ipython")
_ADDRESS = re.compile(r" at 0x[0-9a-f]{4,}")


def execute(sources: Iterable[Source], root: Path, cache: Path) -> tuple[dict[str, Outputs], int]:
    """What the cells of each notebook give, by its name, and how many had to be executed.

    root: the folder in which they run. Raises NotebookError naming every notebook that failed,
    with the cell and the reason; those that did not fail are kept.
    """
    store = Store(cache)
    store.clear_partial()
    results, missing = dict[str, Outputs](), dict[str, Source]()
    for source in sources:
        key = _key(source)
        try:
            results[source.name] = store.read(key)
        except (FileNotFoundError, DamagedError):
            missing[key] = source
    failures = list[str]()
    for key, found in asyncio.run(_all(missing, root, cache)).items() if missing else ():
        if isinstance(found, BaseException):
            if not isinstance(found, NotebookError):
                raise found
            failures.append(str(found))
        else:
            store.write(key, found)
            results[missing[key].name] = found
    if failures:
        raise NotebookError("\n".join(failures))
    return results, len(missing)


async def _all(
    sources: dict[str, Source], root: Path, cache: Path
) -> dict[str, Outputs | BaseException]:
    places = asyncio.Semaphore(TOGETHER)

    async def one(source: Source) -> Outputs:
        async with places:
            return await _execute(source, root, cache)

    found = await asyncio.gather(*map(one, sources.values()), return_exceptions=True)
    return dict(zip(sources, found, strict=True))


async def _execute(source: Source, root: Path, cache: Path) -> Outputs:
    """Run the cells in a Python of their own, which ends with them or with this process."""
    cells = [new_code_cell(cell.text, id=f"cell-{n}") for n, cell in enumerate(source.code, 1)]
    reached = 0

    def begin(cell_index: int, **_: Any) -> None:
        nonlocal reached
        reached = cell_index

    with tempfile.TemporaryDirectory(prefix="lstm-tutor-") as folder:
        place = str(Path(folder) / "kernel")  # it is spoken to through files, not over a network
        kernel = _Kernel(transport="ipc", ip=place, connection_file=f"{place}.json")
        client = NotebookClient(
            new_notebook(cells=cells),
            km=kernel,
            timeout=SECONDS,
            allow_errors=False,
            coalesce_streams=True,  # or chance decides where one output ends
            record_timing=False,
            on_cell_start=begin,
            resources={"metadata": {"path": str(root)}},
        )
        try:
            environment = _environment(folder, root, cache)
            await client.async_execute(cleanup_kc=True, env=environment)
        except (CellControlSignal, DeadKernelError) as error:
            raise _at(source, reached, _reason(error)) from error
    for number, cell in enumerate(cells):
        for output in cell.outputs:
            _refuse(source, number, output)
    return [[_plain(output) for output in cell.outputs] for cell in cells]


class _Kernel(AsyncKernelManager):
    """The Python that builds the site, whatever kernels this machine has."""

    @property
    def kernel_spec(self) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")


def _environment(folder: str, root: Path, cache: Path) -> dict[str, str]:
    """The same surroundings everywhere: nothing is read from the home folder or written there."""
    jupyter = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    users = {"MATPLOTLIBRC", "MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS"}
    return {
        **{name: value for name, value in os.environ.items() if name not in users},
        **dict.fromkeys(jupyter, folder),
        **dict.fromkeys(threads, "1"),
        "MPLCONFIGDIR": str(cache.parent / "matplotlib"),  # where it keeps its list of fonts
        "PYTHONPATH": str(root),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def _key(source: Source) -> str:
    """Everything the outputs depend on, as a hash."""
    depends = [cell.text for cell in source.code]
    depends += [fingerprint.of_code(source.path), fingerprint.of_code(Path(__file__))]
    depends += [fingerprint.of_environment(), *map(version, PACKAGES)]
    return hashlib.sha256("\0".join(depends).encode()).hexdigest()


def _plain(output: NotebookNode) -> dict[str, Any]:
    """An output without Jupyter's classes, and without the count of cells, which says nothing."""
    plain = {name: value for name, value in output.items() if name != "execution_count"}
    for name in ("data", "metadata"):
        if name in plain:
            plain[name] = dict(plain[name])
    return plain


def _refuse(source: Source, number: int, output: NotebookNode) -> None:
    """Raises NotebookError for what must not stand on a page."""
    words = output.get("text", "") or output.get("data", {}).get("text/plain", "")
    if output.get("name") == "stderr":
        raise _at(source, number, f"it warns; mend what it warns of: {words.strip()}")
    if _ADDRESS.search(words):
        raise _at(source, number, f"it shows a place in memory, another one each time: {words}")


def _reason(error: Exception) -> str:
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    if isinstance(error, DeadKernelError):
        return "its Python ended before the cell did"
    return f"it took longer than {SECONDS} seconds"


def _at(source: Source, number: int, reason: str) -> NotebookError:
    """The error of one cell of code, counted from 0 here and from 1 in the message."""
    cell = source.code[number]
    where = f"{source.path.parent.name}/{source.path.name}"
    begins = cell.text.split("\n", 1)[0]
    return NotebookError(f"{where}: cell {number + 1}, line {cell.line} (“{begins}”): {reason}")
