"""From an executed notebook to its page, its pictures and its two downloads.

The page is Markdown, so that all that other pages can do works there: links to figures, equations
and terms, maths, explicit anchors. The downloads stand alone: their links are whole addresses, and
their text is Markdown as any notebook program reads it.
"""

import json
import posixpath
import re
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from lstm_tutor.base.messages import nearest
from lstm_tutor.base.project import SOURCE_ARCHIVE
from lstm_tutor.figure.drawing.picture import SVG
from lstm_tutor.notebook.execution import execute
from lstm_tutor.notebook.outputs import Outputs, words
from lstm_tutor.notebook.source import Cell, NotebookError, Source, read_all
from lstm_tutor.site.content.pages import GLOSSARY, PLACED, address_of, scan
from lstm_tutor.site.content.text import uncoloured

FOLDER = "notebooks"  # below the docs folder
HOW = """\
[The notebook]({name}.ipynb){{ download="" }} and [the same as a Python script]({name}.py){{ \
download="" }}: unpack [the source of this site](../{archive}){{ download="" }}, put either file \
beside the Makefile in it, and run `make notebooks`, which sets up Python in `.venv` and executes \
the notebooks of the site once. After that `.venv/bin/python {name}.py` runs the script: it prints \
what is printed here, answers to the exercises included, and shows no picture. Any program that \
opens notebooks shows the other file with its pictures, with the Python in `.venv` as its kernel.
{{ .lt-downloads }}"""

_TARGET = re.compile(r"(?<=\])\((?!https?:)([^()\s]+)\)")
_ANCHOR = re.compile(r"^(#{1,6} .*?) \{#[a-z0-9-]+\}$", re.MULTILINE)
_BACKTICKS = re.compile(r"`+")


def make(
    folder: Path, docs_dir: Path, cache: Path, site_url: str
) -> tuple[dict[str, bytes], int, int]:
    """The files of all notebooks of a folder, how many there are, how many were executed.

    Raises NotebookError naming the notebook, and the cell if one is at fault.
    """
    sources = read_all(folder)
    outputs, executed = execute(sources, folder.parent, cache)
    files = dict[str, bytes]()
    for source in sources:
        files |= files_of(source, outputs[source.name], docs_dir, site_url)
    return files, len(sources), executed


def files_of(source: Source, outputs: Outputs, docs_dir: Path, site_url: str) -> dict[str, bytes]:
    """What one notebook has in docs/notebooks, by file name: page, pictures and downloads."""
    files = dict[str, bytes]()
    parts, results = list[str](), iter(outputs)
    for cell in source.cells:
        code = cell.is_code
        parts.append(_as_markdown(cell, next(results), files, source) if code else cell.text)
    title, _, rest = parts[0].partition("\n\n")
    how = HOW.format(name=source.name, archive=SOURCE_ARCHIVE)
    about = (
        f"{name}: {json.dumps(value)}"
        for name, value in (("title", source.title), ("description", source.summary))
    )
    # Whoever searches is led to the chapter first.
    head = "\n".join(["---", *about, "search: {boost: 0.5}", "---", "", title, "", ""])
    summary, _, rest = rest.partition("\n\n")
    body = "\n\n".join([summary, how, *([rest] if rest else []), *parts[1:]])
    files[f"{source.name}.md"] = (head + body + "\n").encode()
    book = _notebook(source, outputs, docs_dir, site_url)
    files[f"{source.name}.py"] = jupytext.writes(book, fmt="py:percent").encode()
    files[f"{source.name}.ipynb"] = (nbformat.writes(book) + "\n").encode()
    return files


def _as_markdown(
    cell: Cell, outputs: list[dict[str, Any]], files: dict[str, bytes], source: Source
) -> str:
    """Code and what it gave. A drawing's code is folded away, of an answer all."""
    code = _fenced(cell.text, "python")
    shown = "\n\n".join(_shown(output, files, source) for output in outputs)
    if cell.tag == "drawing":
        return f"{_folded('The drawing in code', code)}\n\n{shown}"
    both = f"{code}\n\n{shown}"
    return _folded("An answer in code", both) if cell.tag == "answer" else both


def _folded(summary: str, content: str) -> str:
    opening = f'<details class="lt-folded" markdown>\n<summary>{summary}</summary>'
    return f"{opening}\n\n{content}\n\n</details>"


def _shown(output: dict[str, Any], files: dict[str, bytes], source: Source) -> str:
    """One output as Markdown; a picture becomes a file beside the page."""
    data = output.get("data", {})
    if SVG in data:
        number = sum(name.endswith(".svg") for name in files) + 1
        name = f"{source.name}-{number}.svg"
        files[name] = data[SVG].encode()
        about = output["metadata"][SVG]
        alt = re.sub(r"([\\\[\]*_`$])", r"\\\1", about["alt"])
        size = f'width="{about["width"]}" height="{about["height"]}"'
        return f'![{alt}]({name}){{ .lt-picture {size} loading="lazy" }}'
    return _fenced(words(output).rstrip(), " { .text .lt-output }")


def _fenced(code: str, language: str) -> str:
    """A block of code, whose fence is longer than any that the code holds."""
    fence = "`" * max(3, 1 + max(map(len, _BACKTICKS.findall(code)), default=0))
    return f"{fence}{language}\n{code}\n{fence}"


def _notebook(source: Source, outputs: Outputs, docs_dir: Path, site_url: str) -> Any:
    """The notebook as it is offered: text that any program shows, and all outputs."""
    places = {(place.kind, place.id): place.page for place in scan(docs_dir)[0]}
    cells, results = [], iter(outputs)
    for number, cell in enumerate(source.cells, 1):
        if not cell.is_code:
            text = _alone(cell.text, places, source, site_url)
            cells.append(new_markdown_cell(text, id=f"text-{number}"))
            continue
        code = new_code_cell(cell.text, id=f"code-{number}")
        count = sum(done.cell_type == "code" for done in cells) + 1
        code.execution_count = count
        code.outputs = [_offered(output, count) for output in next(results)]
        if cell.tag:
            code.metadata = {"tags": [cell.tag], "jupyter": {"source_hidden": True}}
        cells.append(code)
    about = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "file_extension": ".py"},
    }
    return new_notebook(cells=cells, metadata=about)


def _offered(output: dict[str, Any], count: int) -> Any:
    """An output as notebook programs show it: without the drawing that only pages use."""
    kept = {name: value for name, value in output.items() if name != "output_type"}
    for name in ("data", "metadata"):
        if name in kept:
            kept[name] = {kind: value for kind, value in kept[name].items() if kind != SVG}
    if output["output_type"] == "execute_result":
        kept["execution_count"] = count
    return new_output(output["output_type"], **kept)


def _alone(text: str, places: dict[tuple[str, str], str], source: Source, site_url: str) -> str:
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
            page = posixpath.normpath(posixpath.join(FOLDER, page or f"{source.name}.md"))
        return f"({site_url}{address_of(page)}{'#' if anchor else ''}{anchor})"

    return uncoloured(_ANCHOR.sub(r"\1", _TARGET.sub(whole, text)))
