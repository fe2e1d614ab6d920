"""Links to the glossary, `[free run](term:free-run)`, with a tooltip: the entry's first sentence.

`docs/stylesheets/glossary.css` shows the tooltip on hover and on keyboard focus, without a script.
The glossary is a definition list, each term with its anchor: `Free run {#term-free-run}`.
"""

import re
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from lstm_tutor.base.messages import nearest
from lstm_tutor.site.content.pages import GLOSSARY
from lstm_tutor.site.content.text import PageError, one_line, unmarked
from lstm_tutor.site.markdown.extension import DocsExtension, DocsTreeprocessor
from lstm_tutor.site.markdown.links import from_page, links_to

_ANCHOR = re.compile(r"\{ *#term-([^\s}]*)[^}\n]*\}")
_ENTRY = re.compile(r"^\S.* \{#term-([a-z0-9-]+)\}\n: +(.+(?:\n.*\S.*)*)", re.MULTILINE)
_SENTENCE = re.compile(r".*?[.!?](?= |$)")


def read_glossary(docs_dir: Path) -> dict[str, str]:
    """The first sentence of every entry, without markup, by the id in its anchor.

    Raises PageError if there is no glossary, if two entries have the same anchor, and if an entry
    has no definition or a first sentence that cannot serve as a tooltip.
    """
    path = docs_dir / GLOSSARY
    if not path.is_file():
        raise PageError(f"{path}: there is no glossary, so no page can link to a term in it")
    text = path.read_text(encoding="utf-8")
    definitions = dict(_ENTRY.findall(text))
    anchors = _ANCHOR.findall(text)
    for name in anchors:
        if name not in definitions:
            raise PageError(
                f"{GLOSSARY}: {{#term-{name}}}: an entry is the term with its anchor, lower-case "
                "letters, digits and hyphens, and below it a colon, spaces and the definition"
            )
        if anchors.count(name) > 1:
            raise PageError(f"{GLOSSARY}: two entries carry {{#term-{name}}}; keep one")
    return {name: _first_sentence(name, words) for name, words in definitions.items()}


class TermsTreeprocessor(DocsTreeprocessor):
    """Resolves links to terms and adds their tooltips."""

    def run(self, root: Element) -> None:
        """Called by Markdown. Raises PageError if a term has no entry."""
        links = links_to(root, "term:")
        sentences = read_glossary(self.docs_dir) if links else {}
        for number, (parent, link) in enumerate(links, start=1):
            name = link.get("href", "").removeprefix("term:")
            if name not in sentences:
                raise PageError(
                    f"[{one_line(''.join(link.itertext()))}](term:{name}): {GLOSSARY} has no entry "
                    f"{name!r}{nearest(name, sentences)}"
                )
            link.set("href", from_page(self.md, GLOSSARY, f"term-{name}"))
            link.set("class", f"{link.get('class', '')} lt-term".strip())
            _add_tooltip(parent, link, sentences[name], tip=f"tip-{number}")


class GlossaryExtension(DocsExtension):
    """Registers the links: after the titles are read (1), before MkDocs checks links (0)."""

    processors = ((TermsTreeprocessor, "lt-terms", 0.5),)


makeExtension = GlossaryExtension  # noqa: N816


def _first_sentence(name: str, definition: str) -> str:
    sentence = _SENTENCE.match(unmarked(definition))
    if not sentence or "$" in sentence[0]:
        raise PageError(
            f"{GLOSSARY}: {{#term-{name}}}: its first sentence is the tooltip of links, so it "
            "needs a full stop and must not contain a formula"
        )
    return sentence[0]


def _add_tooltip(parent: Element, link: Element, sentence: str, tip: str) -> None:
    """Wrap a link together with its tooltip. tip: the id of the tooltip."""
    place = list(parent).index(link)
    wrapper = Element("span", {"class": "lt-defined"})
    wrapper.append(link)
    wrapper.tail, link.tail = link.tail, None
    link.set("aria-describedby", tip)
    # A custom element, so that the search can skip it (see maths.py).
    attributes = {"id": tip, "role": "tooltip", "data-search-exclude": ""}
    SubElement(wrapper, "lt-tip", attributes).text = sentence
    parent[place] = wrapper
