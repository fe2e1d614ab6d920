r"""Maths: inline `$...$` and displayed `$$...$$` are rendered to HTML and MathML by the build.

KaTeX runs in a JavaScript engine inside Python, so pages need no script. `\qi{i^t}` shows a symbol
in the colour of its quantity: `\qi` `\qf` `\qo` the gates, `\qg` the candidate, `\qc` the cell
state, `\qa` the activation, `\qx` the input.
"""

import atexit
import html
import json
import re
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from py_mini_racer import JSEvalException, MiniRacer

from lstm_tutor.site.content.text import QUANTITIES, PageError

KATEX = Path(__file__).parents[1] / "vendor" / "katex.min.js"
# Strict, but for \htmlClass, which the colour macros need.
_SPOKEN = re.compile(r'<span class="katex-mathml">.*?</math></span>', re.DOTALL)
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


class MathsTreeprocessor(Treeprocessor):
    """Replaces the TeX in the elements of arithmatex by rendered formulas."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError if a formula cannot be rendered."""
        for element in list(root.iter()):
            if element.get("class") == "arithmatex":
                self._render(element, display=element.tag == "div")

    def _render(self, element: Element, *, display: bool) -> None:
        tex = html.unescape(element.text or "").strip()
        tail = element.tail
        if not display and (tail or "").startswith("$"):
            raise PageError(f"formula $${tex}$$: a displayed formula needs its own paragraph")
        element.clear()
        element.tail = tail
        if display:
            element.set("class", "lt-maths--display")
            element = SubElement(element, "lt-maths")
        # A custom element: the parser of the search cannot skip a span that contains spans.
        element.tag = "lt-maths"
        element.set("data-search-exclude", "")
        element.text = AtomicString(self.md.htmlStash.store(render(tex, display=display)))


@cache
def render(tex: str, *, display: bool) -> str:
    """HTML and MathML of a formula. Raises PageError if KaTeX rejects it."""
    try:
        return str(_katex().call("render", tex, display))
    except JSEvalException as error:
        reason = str(error).strip().splitlines()[0].partition("Error: ")[2]
        raise PageError(f"formula ${tex}$: {reason}") from None


def seen(tex: str) -> str:
    """A displayed formula for eyes alone, without its MathML: half as long."""
    return _SPOKEN.sub("", render(tex, display=True))


class MathsExtension(Extension):
    """Registers the syntax of pymdownx.arithmatex, and the rendering."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        """Called by Markdown. Priority 4: after the table of contents (5), which needs the TeX."""
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


makeExtension = MathsExtension  # noqa: N816


@cache
def _katex() -> MiniRacer:
    """The engine with KaTeX, shared by all pages: starting it takes longer than rendering."""
    macros = {rf"\q{letter}": rf"\htmlClass{{q-{letter}}}{{#1}}" for letter in QUANTITIES}
    context = MiniRacer()
    atexit.register(context.close)  # otherwise its thread outlives the interpreter
    context.eval(KATEX.read_text(encoding="utf-8"))
    context.eval(
        f"const macros = {json.dumps(macros)};"
        f"const render = (tex, display) => katex.renderToString(tex, {OPTIONS});"
    )
    return context
