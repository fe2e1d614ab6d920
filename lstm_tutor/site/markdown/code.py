"""Code on a page, taken from the file that runs: `/// code | lstm_tutor/nn/cell.py step i, f`.

Shows the statements of one function that assign the given names, highlighted like all other code,
with the file's name and its real line numbers. The chapter's symbols get their colours.
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
_SUMS = {"dz_i": "i", "dz_f": "f", "dz_o": "o", "dz_c": "g"}  # z_c makes the candidate
# A derivative has the colour of what it is the derivative by.
QUANTITIES = {**_VALUES, **{f"d{name}": letter for name, letter in _VALUES.items()}, **_SUMS}

_ARGUMENT = re.compile(r"(?P<path>\S+\.py)\s+(?P<function>[\w.]+)\s+(?P<names>\w+(?:\s*,\s*\w+)*)")
_IDLE = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')
_NAME = re.compile(rf'<span class="n">({"|".join(QUANTITIES)})</span>')


class CodeBlock(Block):  # type: ignore[misc]
    """`/// code | file.py function name, name` and `///`; the block itself is empty."""

    NAME = "code"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError naming the file, function or name at fault."""
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
            # A paragraph that holds nothing else is replaced by the highlighted code.
            SubElement(shown, "p").text = AtomicString(self.md.htmlStash.store(text))
        return shown


def statements(source: str, path: str, function: str, names: list[str]) -> list[tuple[int, int]]:
    """Line ranges, first and last, of the statements in a function that assign the names.

    function: "step", or "Layer.forward" for a method. Neighbouring statements are joined.
    Raises PageError if there is no such function or it does not assign one of the names.
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


def _read(path: str) -> str:
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


def highlighted(md: Markdown, code: str, first_line: int = -1, title: str = "") -> str:
    """Through the highlighter that the site's own code blocks go through, with its settings."""
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


def _coloured(text: str) -> str:
    """The names of the chapter's quantities in their colours."""
    return _NAME.sub(
        lambda match: f'<span class="n q-{QUANTITIES[match[1]]}">{match[1]}</span>', text
    )


def without_idle_marks(page: str, text: str) -> str:
    """A step of finishing: names in code without a colour of their own need no element each."""
    return _IDLE.sub(r"\1", text)


class CodeExtension(DocsExtension):
    """Registers the block."""

    blocks = (CodeBlock,)


makeExtension = CodeExtension  # noqa: N816
