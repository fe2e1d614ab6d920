"""Results in the text: `[median error at the low rate](value:lr-low.median)` becomes `0.93`.

Behind `value:` stand a figure and the name of one of its results: one of the `values` of its
caption, or one of those that its verdict has. The result leads to the figure, and a reader who
rests on it is told what the words in brackets say.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

from lstm_tutor.site.extension import DocsTreeprocessor
from lstm_tutor.site.links import links_to
from lstm_tutor.site.pages import PageError, nearest, plain, read_passports

PARTS = ("outcome", "effect", "interval", "share")


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
            meaning = plain("".join(link.itertext()))
            try:
                value = value_of(target, passports)
            except PageError as error:
                raise PageError(f"[{meaning}](value:{target}): {error}") from None
            link[:] = []
            link.text = AtomicString(value)
            link.set("title", meaning)
            link.set("href", f"fig:{target.partition('.')[0]}")


def value_of(target: str, passports: Mapping[str, dict[str, Any]]) -> str:
    """The result that a reference names, `lr-low.median` or `lr-low.baseline.effect`, in words.

    Raises PageError if there is no such figure or it has no such result.
    """
    figure, _, name = target.partition(".")
    if figure not in passports:
        raise PageError(f"no such figure{nearest(figure, passports)}")
    results = dict(_results(passports[figure]))
    if name not in results:
        raise PageError(f"the figure {figure!r} has no such result{nearest(name, results)}")
    return results[name]


def _results(passport: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """All results of a figure with their names, those of the caption first."""
    yield from passport["values"].items()
    verdict = passport["verdict"]
    if verdict:
        yield "verdict", verdict["verdict"]
        rows = {_slug(row["setting"]): row for row in verdict["panel"]}
        if verdict["replication"]:
            rows["replication"] = verdict["replication"]
        for setting, row in rows.items():
            yield from ((f"{setting}.{part}", row[part]) for part in PARTS)


def _slug(setting: str) -> str:
    """A setting as a part of a name: exploRNN's recipe is explornns-recipe."""
    return re.sub(r"[^a-z0-9]+", "-", setting.lower().replace("'", "")).strip("-")
