"""An executed notebook, twice: as its page shows it, and as readers download it.

mkdocs-jupyter hands the first to MkDocs (`hook.py`): its text may hold all that other pages can do,
links to figures, equations and terms, maths, explicit anchors. The second stands alone: its links
are whole addresses, its text is Markdown as any notebook program reads it, and its first cell
installs what the others import.
"""

import copy
import hashlib
import posixpath
import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lstm_tutor.base.messages import nearest
from lstm_tutor.figure.drawing.picture import SVG
from lstm_tutor.notebook.execution import execute
from lstm_tutor.notebook.outputs import Outputs
from lstm_tutor.notebook.source import NotebookError, Source, read_all
from lstm_tutor.notebook.wheel import wheel
from lstm_tutor.site.content.pages import GLOSSARY, PLACED, address_of, scan
from lstm_tutor.site.content.text import uncoloured

FOLDER = "notebooks"  # below the docs folder
DOWNLOADS = f"{FOLDER}/downloads"  # which the site has at the addresses of FOLDER
DRAWN = "image/svg+xml"  # pages show drawings, other programs their picture in points
HOW = """\
Download [the notebook](downloads/{name}.ipynb){{ download="" }} or [the same as a Python \
script]({name}.py){{ download="" }}. Jupyter, VS Code and Colab open the first; `python {name}.py` \
runs the second. Either installs what it imports from this site, if it is missing: [one small \
package]({wheel}), NumPy and matplotlib.
{{ .lt-downloads }}"""
SETUP = """\
# The notebook's package, NumPy and matplotlib, installed if they are missing.
import importlib.util
import subprocess
import sys

WHEEL = (
    "{address}"
    "#{checksum}"
)
if importlib.util.find_spec("lstm_tutor") is None:
    print("Installing lstm_tutor from", WHEEL)
    pip = [sys.executable, "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, f"lstm-tutor @ {{WHEEL}}"], check=True)"""

_TARGET = re.compile(r"(?<=\])\((?!https?:)([^()\s]+)\)")
_ANCHOR = re.compile(r"^(#{1,6} .*?) \{#[a-z0-9-]+\}$", re.MULTILINE)


def make(
    folder: Path, docs_dir: Path, cache: Path, *, here: str, permanent: str
) -> tuple[dict[str, bytes], int, int]:
    """The files of all notebooks of a folder, how many there are, how many were executed.

    here: where the site will be, from which downloads install; permanent: where they lead readers,
    the address of this version. Raises NotebookError naming the notebook, and the cell if one is at
    fault.
    """
    sources = read_all(folder)
    if not sources:
        return {}, 0, 0
    outputs, executed = execute(sources, folder.parent, cache)
    name, content = wheel()
    address = f"{here}{FOLDER}/{name}#sha256={hashlib.sha256(content).hexdigest()}"
    files = {name: content}
    for source in sources:
        files |= files_of(source, outputs[source.name], docs_dir, permanent, address)
    return files, len(sources), executed


def files_of(
    source: Source, outputs: Outputs, docs_dir: Path, site_url: str, wheel_address: str
) -> dict[str, bytes]:
    """What one notebook has in docs/notebooks, by file name."""
    address, _, checksum = wheel_address.partition("#")
    setup = SETUP.format(address=address, checksum=checksum)
    alone = _alone(source, outputs, docs_dir, site_url)
    opening, *others = alone.cells
    alone.cells = [opening, new_code_cell(setup, id="setup"), *others]
    return {
        f"{source.name}.ipynb": _written(_shown(source, outputs, posixpath.basename(address))),
        f"{source.name}.py": jupytext.writes(alone, fmt="py:percent").encode(),
        f"downloads/{source.name}.ipynb": _written(alone),
    }


def _shown(source: Source, outputs: Outputs, wheel_name: str) -> Any:
    """The notebook as its page shows it."""
    book = _notebook(source, outputs)
    for output in _all_outputs(book):
        for part in ("data", "metadata"):
            if SVG in output.get(part, {}):
                output[part] = {DRAWN: output[part][SVG]}
    title, summary, *rest = book.cells[0].source.split("\n\n", 2)
    how = HOW.format(name=source.name, wheel=wheel_name)
    book.cells[0].source = "\n\n".join([title, summary, how, *rest])
    book.metadata |= {
        "title": source.title,
        "description": source.summary,
        "search": {"boost": 0.5},  # whoever searches is led to the chapter first
    }
    return book


def _alone(source: Source, outputs: Outputs, docs_dir: Path, site_url: str) -> Any:
    """The notebook as it is offered: text that any program shows, pictures as it shows them."""
    places = {(place.kind, place.id): place.page for place in scan(docs_dir)[0]}
    book = _notebook(source, outputs)
    for cell in book.cells:
        if cell.cell_type == "markdown":
            cell.source = _with_whole_addresses(cell.source, places, source, site_url)
    for output in _all_outputs(book):
        for part in ("data", "metadata"):
            output.get(part, {}).pop(SVG, None)
    return book


def _notebook(source: Source, outputs: Outputs) -> Any:
    """Text and code as they were written, and what the code gave."""
    cells, results, count = [], iter(outputs), 0
    for number, cell in enumerate(source.cells, 1):
        if not cell.is_code:
            cells.append(new_markdown_cell(cell.text, id=f"text-{number}"))
            continue
        count += 1
        code = new_code_cell(cell.text, id=f"code-{number}", execution_count=count)
        code.outputs = [_output(output, count) for output in next(results)]
        if cell.tag:
            code.metadata |= {"tags": [cell.tag], "jupyter": {"source_hidden": True}}
        cells.append(code)
    about = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "file_extension": ".py"},
    }
    return new_notebook(cells=cells, metadata=about)


def _all_outputs(book: Any) -> list[Any]:
    return [output for cell in book.cells for output in cell.get("outputs", [])]


def _output(output: dict[str, Any], count: int) -> Any:
    kept = {name: copy.copy(value) for name, value in output.items() if name != "output_type"}
    if output["output_type"] == "execute_result":
        kept["execution_count"] = count
    return new_output(output["output_type"], **kept)


def _written(book: Any) -> bytes:
    return f"{nbformat.writes(book)}\n".encode()


def _with_whole_addresses(
    text: str, places: dict[tuple[str, str], str], source: Source, site_url: str
) -> str:
    """Text that needs no page around it: whole addresses, no anchors, no colours in formulas."""

    def whole(match: re.Match[str]) -> str:
        scheme, _, name = match[1].rpartition(":")
        if scheme in PLACED:
            kind = PLACED[scheme]
            if (kind, name) not in places:
                known = [place for other, place in places if other == kind]
                raise NotebookError(
                    f"{source.path.parent.name}/{source.path.name}: ({match[1]}): no page places "
                    f"the {kind} {name!r}{nearest(name, known)}"
                )
            page, anchor = places[kind, name], f"{scheme}-{name}"
        elif scheme == "term":
            page, anchor = GLOSSARY, f"term-{name}"
        else:
            page, _, anchor = match[1].partition("#")
            page = posixpath.normpath(posixpath.join(FOLDER, page or f"{source.name}.ipynb"))
        return f"({site_url}{address_of(page)}{'#' if anchor else ''}{anchor})"

    return uncoloured(_ANCHOR.sub(r"\1", _TARGET.sub(whole, text)))
