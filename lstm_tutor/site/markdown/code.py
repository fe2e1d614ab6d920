"""Code from the source files: `/// code | lstm_tutor/nn/cell.py step i, f`.

Shows the statements of one function that assign the given names, with the name of the file and its
line numbers. Variables of the chapter's quantities have the colours of their symbols.
"""

import ast
import re
import textwrap
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks.block import Block
from pymdownx.highlight import Highlight, HighlightExtension

from lstm_tutor.base.messages import nearest
from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown.extension import DocsExtension

_VALUES = {
    **{letter: letter for letter in "ifocax"},
    "a_prev": "a",
    "c_prev": "c",
    "candidate": "g",
}
_SUMS = {"dz_i": "i", "dz_f": "f", "dz_o": "o", "dz_c": "g"}  # z_c is the input of the candidate
# A gradient has the colour of the quantity it is taken with respect to.
QUANTITIES = {**_VALUES, **{f"d{name}": letter for name, letter in _VALUES.items()}, **_SUMS}

_ARGUMENT = re.compile(r"(?P<path>\S+\.py)\s+(?P<function>[\w.]+)\s+(?P<names>\w+(?:\s*,\s*\w+)*)")
_UNCOLOURED = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')
_NAME = re.compile(rf'<span class="n">({"|".join(QUANTITIES)})</span>')


class CodeBlock(Block):  # type: ignore[misc]
    """`/// code | file.py function name, name` and `///`; the block itself is empty."""

    NAME = "code"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if file, function or a name does not exist."""
        match = _ARGUMENT.fullmatch(self.argument)
        if not match:
            raise PageError(
                f"/// code | {self.argument}: write the file, the function and the names that it "
                "assigns, for example: /// code | lstm_tutor/nn/cell.py step i, f"
            )
        path, function = match["path"], match["function"]
        names = [name.strip() for name in match["names"].split(",")]
        source = _read(path)
        lines = source.splitlines()
        backward = " lt-code--backward" if function.endswith("backward") else ""
        shown = SubElement(parent, "div", {"class": f"lt-code{backward}"})
        for first, last in statements(source, path, function, names):
            code = textwrap.dedent("\n".join(lines[first - 1 : last]))
            text = _coloured(highlighted(self.md, code, first, title="" if len(shown) else path))
            # Markdown replaces a paragraph with nothing but stashed HTML by that HTML.
            SubElement(shown, "p").text = AtomicString(self.md.htmlStash.store(text))
        return shown


def statements(source: str, path: str, function: str, names: list[str]) -> list[tuple[int, int]]:
    """(first, last) lines of the statements in a function that assign the names.

    function: "step", or "Layer.forward" for a method. Adjacent statements are merged.
    Raises PageError if there is no such function or if it does not assign one of the names.
    """
    node = _function(ast.parse(source, path), path, function)
    assigned = [
        (name, statement.lineno, statement.end_lineno or statement.lineno)
        for statement in ast.walk(node)
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign)
        for name in _targets(statement)
    ]
    existing = {name for name, _, _ in assigned}
    for name in names:
        if name not in existing:
            raise PageError(
                f"{path}: {function} assigns no {name!r}{nearest(name, sorted(existing))}"
            )
    ranges = list[tuple[int, int]]()
    for first, last in sorted({(first, last) for name, first, last in assigned if name in names}):
        if ranges and first <= ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], max(last, ranges[-1][1]))
        else:
            ranges.append((first, last))
    return ranges


def highlighted(md: Markdown, code: str, first_line: int = -1, title: str = "") -> str:
    """Code as HTML, highlighted with the settings of the site's fenced code blocks."""
    settings = {}
    for extension in md.registeredExtensions:
        if isinstance(extension, HighlightExtension):
            settings = extension.get_pymdownx_highlight_settings()
    css_class = settings.pop("css_class", "highlight")
    settings.pop("_enabled", None)
    return str(
        Highlight(md, **settings).highlight(
            code, "python", css_class, linestart=first_line, title=title
        )
    )


def without_idle_marks(page: str, text: str) -> str:
    """A finishing step: unwrap names and spaces in code, whose elements have no style."""
    return _UNCOLOURED.sub(r"\1", text)


class CodeExtension(DocsExtension):
    """Registers the block."""

    blocks = (CodeBlock,)


makeExtension = CodeExtension  # noqa: N816


def _read(path: str) -> str:
    """A source file of the package. Raises PageError if there is none."""
    file = (ROOT / path).resolve()
    if not file.is_relative_to(ROOT) or not file.is_file():
        existing = (other.relative_to(ROOT).as_posix() for other in ROOT.glob("lstm_tutor/**/*.py"))
        raise PageError(f"/// code: there is no file {path}{nearest(path, existing)}")
    return file.read_text(encoding="utf-8")


def _function(node: ast.AST, path: str, function: str) -> ast.AST:
    for part in function.split("."):
        inside = {
            child.name: child
            for child in ast.iter_child_nodes(node)
            if isinstance(child, ast.FunctionDef | ast.ClassDef)
        }
        if part not in inside:
            raise PageError(f"{path}: there is no function {function!r}{nearest(part, inside)}")
        node = inside[part]
    return node


def _targets(statement: ast.Assign | ast.AnnAssign | ast.AugAssign) -> list[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return [
        node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)
    ]


def _coloured(text: str) -> str:
    """Add the colours of the chapter's quantities to highlighted code."""
    return _NAME.sub(
        lambda match: f'<span class="n q-{QUANTITIES[match[1]]}">{match[1]}</span>', text
    )
