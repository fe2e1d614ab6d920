"""A notebook's source: a Python script in which comments are the text, cell by cell.

`# %% [markdown]` begins a cell of text, `# %%` a cell of code (jupytext's percent format). Code
with the tag "answer" or "drawing" is folded away on the page. The script is plain Python, so that
it runs by itself, its changes can be read, and what it imports can be followed.
"""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import jupytext

from lstm_tutor.base.errors import TutorError

TAGS = ("answer", "drawing")  # of what is folded away
LONG = 2000  # characters: more of an error's reason is not shown

_NAME = re.compile(r"[a-z0-9_]+\.py")
_TITLE = re.compile(
    r"# (?P<title>[^\n{]+) \{#(?P<id>[a-z0-9-]+)\}\n\n(?P<summary>[^\n].*?)(?:\n\n|\Z)", re.DOTALL
)
_HEADING = re.compile(r"^#{1,6} .*$", re.MULTILINE)
_ANCHOR = re.compile(r" \{#[a-z0-9-]+\}$")
_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


class NotebookError(TutorError):
    """A notebook cannot be read, executed or written; the message names it and the cell."""


@dataclass(frozen=True)
class Cell:
    """A cell of text, or of code; tag: one of TAGS, or empty; line: where it begins."""

    text: str
    is_code: bool
    tag: str
    line: int


@dataclass(frozen=True)
class Source:
    """A notebook as it was written. name: its permanent name, as in its address."""

    path: Path
    name: str
    title: str
    summary: str
    cells: tuple[Cell, ...]

    @property
    def code(self) -> list[Cell]:
        """The cells of code, in order: the first is number 1 in messages and in Jupyter."""
        return [cell for cell in self.cells if cell.is_code]

    def error(self, number: int, reason: str) -> NotebookError:
        """The error of one cell of code, counted from 0 here and from 1 in the message."""
        cell = self.code[number]
        where = f"{self.path.parent.name}/{self.path.name}"
        begins = cell.text.split("\n", 1)[0]
        reason = reason if len(reason) <= LONG else f"{reason[:LONG]} …"
        return NotebookError(f"{where}: cell {number + 1}, line {cell.line} (“{begins}”): {reason}")


def read_all(folder: Path) -> list[Source]:
    """All notebooks of a folder, by file name. Raises NotebookError naming one that is wrong."""
    return [read(path) for path in sorted(folder.glob("*.py"))]


def read(path: Path) -> Source:
    """One notebook. Raises NotebookError naming the file and what to do."""
    where = f"{path.parent.name}/{path.name}"
    if not _NAME.fullmatch(path.name):
        raise NotebookError(f"{where}: name it with lower-case letters, digits and underscores")
    text = path.read_text(encoding="utf-8")
    cells, end = list[Cell](), 0
    for cell in jupytext.reads(text, fmt="py:percent").cells:
        line = _line_of(text, cell.source, end)
        end = line + cell.source.count("\n")
        tags = cell.metadata.get("tags", [])
        unknown = set(tags) - set(TAGS)
        if unknown:
            raise NotebookError(f"{where}: no tag {unknown.pop()!r}; there are: {', '.join(TAGS)}")
        if cell.cell_type == "code":
            number = 1 + sum(earlier.is_code for earlier in cells)
            _check_syntax(cell.source, f"{where}: cell {number}, line {line}")
        tag = tags[0] if tags else ""
        cells.append(Cell(cell.source, cell.cell_type == "code", tag, line))
    opening = _TITLE.match(cells[0].text) if cells and not cells[0].is_code else None
    name = path.stem.replace("_", "-")
    if not opening or opening["id"] != name:
        raise NotebookError(
            f"{where}: begin with a cell of text, its title as `# Title {{#{name}}}`, and below it "
            "a paragraph that says what the notebook is about"
        )
    for cell in cells:
        for heading in [] if cell.is_code else _HEADING.findall(_FENCE.sub("", cell.text)):
            if not _ANCHOR.search(heading):
                raise NotebookError(f"{where}: {heading!r} has no anchor; end it with {{#some-id}}")
    summary = " ".join(opening["summary"].split())
    return Source(path, name, opening["title"], summary, tuple(cells))


def _check_syntax(code: str, where: str) -> None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        raise NotebookError(
            f"{where}: SyntaxError: {error.msg}: {(error.text or '').strip()!r}; cells are plain "
            "Python, without Jupyter's magics, so that the script runs, too"
        ) from None


def _line_of(script: str, cell: str, after: int) -> int:
    """The number of the script's line in which a cell begins, after the cell before."""
    first = cell.split("\n", 1)[0]
    for number, line in enumerate(script.split("\n"), 1):
        if number > after and first in (line, line.removeprefix("# ")):
            return number
    return after
