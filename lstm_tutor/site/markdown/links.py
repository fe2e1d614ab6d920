"""Links to figures and equations: `fig:lr-low` and `eq:input-gate` become addresses.

They lead to wherever the figure is placed. A linked phrase, a link whose words are the ones that
the figure serves, is followed by the verdict in words, which leads to how it was checked.
"""

import posixpath
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AtomicString

from lstm_tutor.base.messages import nearest
from lstm_tutor.base.passport import Verdict
from lstm_tutor.site.content.pages import PLACED, scan
from lstm_tutor.site.content.passports import VERDICTS, read_passports, value_of
from lstm_tutor.site.content.text import PageError, one_line
from lstm_tutor.site.markdown.extension import DocsTreeprocessor

PUNCTUATION = ".,;:!?)"


class LinksTreeprocessor(DocsTreeprocessor):
    """Rewrites the links of a page and puts verdicts beside linked phrases."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError naming a link that leads to nothing."""
        links = links_to(root, *(f"{scheme}:" for scheme in PLACED))
        if not links:
            return
        places = {(place.kind, place.id): place.page for place in scan(self.docs_dir)[0]}
        passports = read_passports(self.docs_dir)
        for parent, link in links:
            scheme, _, target = link.get("href", "").partition(":")
            text = one_line("".join(link.itertext()))
            page = places.get((PLACED[scheme], target))
            if page is None:
                existing = [name for kind, name in places if kind == PLACED[scheme]]
                raise PageError(
                    f"[{text}]({scheme}:{target}): no page places the {PLACED[scheme]} {target!r}"
                    f"{nearest(target, existing)}"
                )
            link.set("href", from_page(self.md, page, f"{scheme}-{target}"))
            if link.find("img") is None:  # a teaser shows its figure already
                link.set("data-preview", "")
            passport = passports.get(target)
            if scheme == "fig" and passport and passport["verdict"] and text == passport["phrase"]:
                check = from_page(self.md, page, f"check-{target}")
                _insert_after(parent, link, _badge(text, passport["verdict"], check))


def links_to(root: Element, *schemes: str) -> list[tuple[Element, Element]]:
    """All links whose address starts with one of the schemes, each with its parent."""
    return [
        (parent, element)
        for parent in root.iter()
        for element in parent
        if element.tag == "a" and element.get("href", "").startswith(schemes)
    ]


def _insert_after(parent: Element, link: Element, badge: Element) -> None:
    """Put the badge behind the link, on one line with a comma or full stop that follows."""
    tail = link.tail or ""
    words = tail.lstrip(PUNCTUATION)
    kept = Element("span", {"class": "lt-kept"})
    kept.append(badge)
    badge.tail, kept.tail, link.tail = tail[: len(tail) - len(words)], words, "\u00a0"
    parent.insert(list(parent).index(link) + 1, kept)


def from_page(md: Markdown, path: str, anchor: str = "") -> str:
    """The link to a file of the docs folder, and an anchor in it, from the page being rendered."""
    page = current_page(md)
    fragment = f"#{anchor}" if anchor else ""
    if path == page and anchor:
        return fragment
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + fragment


def current_page(md: Markdown) -> str:
    """The page being rendered, below the docs folder.

    Markdown itself does not know it. MkDocs registers a processor that does; without it, links
    start at the docs folder.
    """
    processors: Any = md.treeprocessors
    return str(processors["relpath"].file.src_uri) if "relpath" in processors else "index.md"


def _badge(phrase: str, verdict: Verdict, address: str) -> Element:
    words = verdict["verdict"]
    badge = Element(
        "a",
        {
            "class": f"lt-verdict lt-verdict--{VERDICTS[words]}",
            "href": address,
            "aria-label": f"{words}: how “{phrase}” was checked",
        },
    )
    badge.text = AtomicString(words)
    return badge


class ValuesTreeprocessor(DocsTreeprocessor):
    """Puts results in the place of references; what is left is a link to the figure, `fig:id`."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError naming a reference that no figure has."""
        references = links_to(root, "value:")
        if not references:
            return
        passports = read_passports(self.docs_dir)
        for _, link in references:
            target = link.get("href", "").removeprefix("value:")
            meaning = one_line("".join(link.itertext()))
            try:
                value = value_of(target, passports)
            except PageError as error:
                raise PageError(f"[{meaning}](value:{target}): {error}") from None
            link[:] = []
            link.text = AtomicString(value)
            link.set("title", meaning)
            link.set("href", f"fig:{target.partition('.')[0]}")
