r"""Maths: `$...$` in a line and `$$...$$` as a paragraph become HTML and MathML while building.

KaTeX runs here, in a JavaScript engine inside Python; the page itself needs no script. Formulas
are in the chapter's symbols, and `\qi{i^t}` shows a quantity in its colour: `\qi` `\qf` `\qo` the
gates, `\qg` the candidate, `\qc` the cell state, `\qa` the activation, `\qx` the input.
"""

import atexit
import html
import json
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from py_mini_racer import JSEvalException, MiniRacer

from lstm_tutor.site.content.text import QUANTITIES, PageError

KATEX = Path(__file__).parents[1] / "vendor" / "katex.min.js"


# KaTeX counts \htmlClass as a breach of strictness; it is allowed, and needed for colours.
OPTIONS = """{
  displayMode: display,
  throwOnError: true,
  strict: code => code === "htmlExtension" ? "ignore" : "error",
  trust: ({command}) => {
    if (command === "\\\\htmlClass") return true;
    throw new Error(`${command} is not allowed`);
  },
  macros: {...macros},
}"""


class MathsExtension(Extension):
    """Registers the syntax (that of pymdownx.arithmatex) and its rendering."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Markdown. Priority 4: after the table of contents has read the headings."""
        md.registerExtensions(
            ["pymdownx.arithmatex"],
            {
                "pymdownx.arithmatex": {
                    "generic": True,
                    "inline_syntax": ["dollar"],
                    "block_syntax": ["dollar"],
                    "tex_inline_wrap": ["", ""],
                    "tex_block_wrap": ["", ""],
                }
            },
        )
        md.treeprocessors.register(MathsTreeprocessor(md), "lt-maths", 4)


class MathsTreeprocessor(Treeprocessor):
    """Fills the elements that arithmatex left with rendered formulas."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError naming a formula that cannot be rendered."""
        for element in list(root.iter()):
            if element.get("class") == "arithmatex":
                self._fill(element, display=element.tag == "div")

    def _fill(self, element: Element, *, display: bool) -> None:
        tex = html.unescape(element.text or "").strip()
        tail = element.tail
        if not display and (tail or "").startswith("$"):
            raise PageError(f"formula $${tex}$$: a displayed formula is a paragraph of its own")
        element.clear()
        element.tail = tail
        if display:
            element.set("class", "lt-maths--display")
            element = SubElement(element, "lt-maths")
        # An element of its own name: the search's parser cannot skip a span that holds spans.
        element.tag = "lt-maths"
        element.set("data-search-exclude", "")
        element.text = AtomicString(self.md.htmlStash.store(render(tex, display=display)))


@cache
def render(tex: str, *, display: bool) -> str:
    """HTML and MathML of a formula. Raises PageError naming the formula and KaTeX's reason."""
    try:
        return str(_katex().call("render", tex, display))
    except JSEvalException as error:
        reason = str(error).strip().splitlines()[0].partition("Error: ")[2]
        raise PageError(f"formula ${tex}$: {reason}") from None


@cache
def _katex() -> MiniRacer:
    """The engine with KaTeX loaded, once for all pages: starting it takes longer than rendering."""
    macros = {rf"\q{letter}": rf"\htmlClass{{q-{letter}}}{{#1}}" for letter in QUANTITIES}
    context = MiniRacer()
    atexit.register(context.close)  # or its thread outlives the interpreter
    context.eval(KATEX.read_text(encoding="utf-8"))
    context.eval(
        f"const macros = {json.dumps(macros)};"
        f"const render = (tex, display) => katex.renderToString(tex, {OPTIONS});"
    )
    return context


makeExtension = MathsExtension  # noqa: N816
