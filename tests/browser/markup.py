"""What is wrong with a page's markup: where a browser would have to repair it.

justhtml builds the tree that a browser builds, but reports only some of its repairs. So the tree is
also held against the tags as they were written: each element's parent must be the one around it.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

from justhtml import JustHTML

from lstm_tutor.site.html.parsing import VOID

FOREIGN = {"svg", "math"}  # in drawings and formulas `<path/>` is closed


def faults(text: str) -> Iterator[str]:
    """Every error that the parser reports, attributes given twice, and the first repair."""
    read = JustHTML(text, collect_errors=True, sanitize=False)
    yield from (f"line {error.line}: {error.message}" for error in read.errors)
    written = _Written()
    written.feed(text)
    written.close()
    yield from written.problems
    for (line, *intended), built in zip_longest(
        written.elements, _built(read.root), fillvalue=(0, "", "")
    ):
        if tuple(intended) != built:
            yield f"line {line}: written as {intended}, but a browser makes {built} of it"
            return


def _built(node: Any, parent: str = "") -> Iterator[tuple[str, str]]:
    """The elements of the tree in their order, each with its parent."""
    content = getattr(node, "template_content", None)
    for child in (content or node).children or ():
        if not child.name.startswith(("#", "!")):
            yield child.name.lower(), parent
            yield from _built(child, child.name.lower())


class _Written(HTMLParser):
    """The elements as they were written: line, name, parent."""

    def __init__(self) -> None:
        super().__init__()
        self.open = list[str]()
        self.elements = list[tuple[int, str, str]]()
        self.problems = list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by HTMLParser."""
        line = self.getpos()[0]
        if tag == "tr" and self.open[-1:] == ["table"]:  # the one tag that is left out here
            self.handle_starttag("tbody", [])
        self.elements.append((line, tag, self.open[-1] if self.open else ""))
        names = [name for name, _ in attrs]
        self.problems += [
            f"line {line}: <{tag}> has two {name}" for name in set(names) if names.count(name) > 1
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by HTMLParser; elsewhere the slash means nothing."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID and FOREIGN & {tag, *self.open}:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Called by HTMLParser. The other parser reports an end without a beginning."""
        if tag in self.open:
            while (closed := self.open.pop()) != tag:
                if (closed, tag) != ("tbody", "table"):
                    self.problems.append(f"line {self.getpos()[0]}: <{closed}> is not closed")
