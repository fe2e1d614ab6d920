"""The kernel that runs a notebook: a fresh Python in an empty folder, which is its home directory.

It ends with the last cell, or with the process that started it. Files that cells write are deleted.
"""

import asyncio
import os
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from lstm_tutor.notebook.outputs import words
from lstm_tutor.notebook.source import Source

CELL_TIMEOUT = 120  # seconds; a whole notebook takes about ten on an idle core
MAX_OUTPUT_CHARS = 20_000  # of one cell


async def run(source: Source, root: Path, cache: Path) -> list[list[NotebookNode]]:
    """What each cell of code gives. root: where imports are found; cache: of results.

    Raises NotebookError naming the cell that failed, and why.
    """
    cells = [new_code_cell(cell.text, id=f"cell-{n}") for n, cell in enumerate(source.code, 1)]
    with tempfile.TemporaryDirectory(prefix="lstm-tutor-") as folder:
        place = str(Path(folder) / "kernel")  # IPC sockets: no network port is opened
        home = Path(folder) / "home"
        home.mkdir()
        client = _Client(
            new_notebook(cells=cells),
            km=_Kernel(transport="ipc", ip=place, connection_file=f"{place}.json"),
            timeout=CELL_TIMEOUT,
            iopub_timeout=CELL_TIMEOUT,
            raise_on_iopub_timeout=True,  # or a part of the output would be taken for all
            allow_errors=False,
            coalesce_streams=True,  # or chance decides where one output ends
            record_timing=False,
            shutdown_kernel="immediate",
            resources={"metadata": {"path": str(home)}},
        )
        client.on_notebook_start = _leave_signals
        client.on_cell_start = client.begin
        try:
            environment = _environment(folder, home, root, cache)
            await client.async_execute(cleanup_kc=True, env=environment)
        except (CellControlSignal, DeadKernelError) as error:
            raise source.error(client.reached, _reason(error, client)) from error
    return [cell.outputs for cell in cells]


class _Kernel(AsyncKernelManager):
    """The Python that builds the site, whatever kernels this machine has."""

    @property
    def kernel_spec(self) -> KernelSpec:
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")


class _Client(NotebookClient):
    """Knows the cell it is at, and ends a Python whose cell shows too much.

    nbclient joins the pieces of a long line in a time that grows with the square of its length.
    """

    reached = shown = 0  # the cell, counted from 0, and the characters that it has shown

    def begin(self, cell_index: int, **_: Any) -> None:
        """Called by nbclient."""
        self.reached, self.shown = cell_index, 0

    def process_message(
        self, msg: dict[str, Any], cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        """Called by nbclient, which notices within a second that a Python has ended."""
        self.shown += len(words(msg["content"]))
        if self.shown > MAX_OUTPUT_CHARS:
            kernel: Any = self.km
            kernel.provisioner.process.kill()
            return None
        return super().process_message(msg, cell, cell_index)


def _leave_signals(**_: Any) -> None:
    """Called by nbclient, which would answer Ctrl-C with errors of its own."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.remove_signal_handler(number)


def _environment(folder: str, home: Path, root: Path, cache: Path) -> dict[str, str]:
    """The same surroundings everywhere: the reader's own home is neither read nor written."""
    jupyter = ("IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    threads = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
    users = ("MATPLOTLIBRC", "MPLBACKEND", "PYTHONSTARTUP", "PYTHONWARNINGS", "XDG_")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(users)},
        **dict.fromkeys(jupyter, folder),
        **dict.fromkeys(threads, "1"),
        **dict.fromkeys(("HOME", "USERPROFILE"), str(home)),
        "MPLCONFIGDIR": str(cache.parent / "matplotlib"),  # where it keeps its list of fonts
        "PYTHONPATH": str(root),
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }


def _reason(error: Exception, client: _Client) -> str:
    if client.shown > MAX_OUTPUT_CHARS:
        return f"it shows more than {MAX_OUTPUT_CHARS} characters; shorten what it prints"
    if isinstance(error, CellExecutionError):
        return f"{error.ename}: {error.evalue}"
    if isinstance(error, DeadKernelError):
        return "its Python ended before the cell did"
    return f"it took longer than {CELL_TIMEOUT} seconds"
