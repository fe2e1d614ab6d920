"""Links from a page: to figures (`fig:lr-low`), equations (`eq:input-gate`) and single results.

A link to a figure whose text is the figure's phrase is followed by the verdict, which links to how
the claim was checked. `[median](value:lr-low.median)` is replaced by the result itself.
"""

import posixpath
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.util import AtomicString

from lstm_tutor.base.messages import nearest
from lstm_tutor.base.passport import Verdict
from lstm_tutor.site.content.pages import PLACED, scan
from lstm_tutor.site.content.passports import VERDICTS, read_passports, value_of
from lstm_tutor.site.content.text import PageError, one_line
from lstm_tutor.site.markdown.extension import DocsExtension, DocsTreeprocessor

_PUNCTUATION = ".,;:!?)"


class LinksTreeprocessor(DocsTreeprocessor):
    """Resolves links to figures and equations, and adds verdicts to linked phrases."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError if the target of a link is not on any page."""
        links = links_to(root, *(f"{scheme}:" for scheme in PLACED))
        if not links:
            return
        page_of = {(place.kind, place.id): place.page for place in scan(self.docs_dir)[0]}
        passports = read_passports(self.docs_dir)
        for parent, link in links:
            scheme, _, target = link.get("href", "").partition(":")
            kind = PLACED[scheme]
            text = one_line("".join(link.itertext()))
            page = page_of.get((kind, target))
            if page is None:
                existing = [name for other, name in page_of if other == kind]
                raise PageError(
                    f"[{text}]({scheme}:{target}): no page places the {kind} {target!r}"
                    f"{nearest(target, existing)}"
                )
            link.set("href", from_page(self.md, page, f"{scheme}-{target}"))
            if link.find("img") is None:  # a teaser needs no card, it shows its figure
                link.set("data-card", f"{scheme}-{target}")
            passport = passports.get(target)
            if scheme == "fig" and passport and passport["verdict"] and text == passport["phrase"]:
                check = from_page(self.md, page, f"check-{target}")
                _insert_after(parent, link, _badge(text, passport["verdict"], check))


class ValuesTreeprocessor(DocsTreeprocessor):
    """Replaces references to results by the results, which link to their figure (`fig:id`)."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError if no figure has the result."""
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


def links_to(root: Element, *schemes: str) -> list[tuple[Element, Element]]:
    """All links whose address starts with one of the schemes, each with its parent element."""
    return [
        (parent, element)
        for parent in root.iter()
        for element in parent
        if element.tag == "a" and element.get("href", "").startswith(schemes)
    ]


def from_page(md: Markdown, path: str, anchor: str = "") -> str:
    """The relative address of a file of the docs folder, seen from the page being rendered."""
    page = current_page(md)
    fragment = f"#{anchor}" if anchor else ""
    if path == page and anchor:
        return fragment
    return posixpath.relpath(path, posixpath.dirname(page) or ".") + fragment


def current_page(md: Markdown) -> str:
    """The page being rendered, relative to the docs folder.

    Python-Markdown does not know it. It comes from the setting `page` of one of our extensions or,
    without that, from the `relpath` tree processor that MkDocs 1.x registers for every page. Raises
    PageError if there is neither: a guess would lead readers to the wrong address.
    """
    for extension in md.registeredExtensions:
        if isinstance(extension, DocsExtension) and extension.getConfig("page"):
            return str(extension.getConfig("page"))
    if "relpath" in md.treeprocessors:
        file = getattr(md.treeprocessors["relpath"], "file", None)
        if file is not None:
            return str(file.src_uri)
    raise PageError(
        "links cannot be resolved, since the page being rendered is unknown: MkDocs has registered "
        "no tree processor `relpath`; set `page` in the configuration of one of the extensions in "
        "lstm_tutor.site.markdown, for example to 'training/noise.md'"
    )


def _badge(phrase: str, verdict: Verdict, address: str) -> Element:
    """The verdict on a phrase, linked to how it was checked."""
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


def _insert_after(parent: Element, link: Element, badge: Element) -> None:
    """Put the badge after the link, on the same line as punctuation that follows."""
    tail = link.tail or ""
    rest = tail.lstrip(_PUNCTUATION)
    kept = Element("span", {"class": "lt-kept"})
    kept.append(badge)
    badge.tail, kept.tail, link.tail = tail[: len(tail) - len(rest)], rest, "\u00a0"
    parent.insert(list(parent).index(link) + 1, kept)
