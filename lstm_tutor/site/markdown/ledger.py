"""Blocks that collect the evidence for the chapter's claims, read from the passports.

`/// ledger` lists all claims in the order of the chapter, first in a table, then one by one.
`/// replication` compares claims at our baseline, in exploRNN's recipe, and there with other seeds.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks.block import Block

from lstm_tutor.base.chapter import Phrase, read_chapter
from lstm_tutor.base.passport import Passport, Result, Verdict, VerdictRow
from lstm_tutor.site.content.passports import VERDICTS, read_passports
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown.elements import (
    READING,
    add,
    as_heading,
    check,
    judged,
    mark,
    seeds_of,
    table,
)
from lstm_tutor.site.markdown.links import from_page

# Styling rows as cards makes browsers drop the roles of a table, so they are set explicitly.
ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
BASELINE, RECIPE = "baseline", "exploRNN's recipe"  # names of settings in the panels


class TestedPhrase(NamedTuple):
    """A phrase with the passport and the verdict of its figure."""

    phrase: Phrase
    passport: Passport
    verdict: Verdict


Claims = list[TestedPhrase]


class LedgerBlock(Block):  # type: ignore[misc]
    """`/// ledger` and `///`; the block itself is empty."""

    NAME = "ledger"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if a phrase of the chapter has no claim."""
        claims = claims_of(Path(self.config["docs_dir"]))
        holder = SubElement(parent, "div", {"class": "lt-evidence"})
        _count(holder, claims)
        _summary(holder, claims)
        add(holder, "p", f"Now one by one, each in all its settings. {READING['seeds']}")
        for section, group in groupby(claims, key=lambda claim: claim.phrase.section):
            add(holder, "h2", as_heading(section), id=section.lower().replace(" ", "-"))
            for claim in group:
                _claim(holder, claim, self.md)
        return holder


class ReplicationBlock(Block):  # type: ignore[misc]
    """`/// replication` and `///`; the block itself is empty."""

    NAME = "replication"

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if a phrase of the chapter has no claim."""
        replicated = [
            (phrase, verdict, replication)
            for phrase, _, verdict in claims_of(Path(self.config["docs_dir"]))
            if (replication := verdict["replication"])
        ]
        holder = SubElement(parent, "div", {"class": "lt-evidence"})
        seeds = dict.fromkeys(seeds_of(replication) for _, _, replication in replicated)
        others = f"the same, {' or '.join(seeds)} other seeds"
        titles = ("phrase", "our baseline", "exploRNN's recipe", others)
        body = table(holder, titles)
        same_in_recipe = same_in_all = 0
        for phrase, verdict, replication in replicated:
            rows = _by_setting(verdict)
            results: tuple[Result, ...] = (rows[BASELINE], rows[RECIPE], replication)
            row = SubElement(body, "tr")
            _link(SubElement(row, "td"), phrase)
            for result in results:
                add(row, "td", f"{result['outcome']} ({result['effect']})")
            ours, theirs, repeated = (result["outcome"] for result in results)
            same_in_recipe += theirs == repeated
            same_in_all += ours == theirs == repeated
        _as_cards(holder[-1], titles)
        add(
            holder,
            "p",
            f"With other seeds, {same_in_recipe} of these {len(replicated)} claims come out in "
            f"exploRNN's recipe as they did before. {same_in_all} of them come out both times "
            "as they do at our baseline.",
        )
        return holder


def claims_of(docs_dir: Path) -> Claims:
    """Every phrase with its passport and verdict, in the order of the chapter.

    Raises PageError if the figure of a phrase has no claim.
    """
    passports = read_passports(docs_dir)
    claims = []
    for phrase in read_chapter().phrases:
        passport = passports.get(phrase.figure)
        if passport is None or passport["verdict"] is None:
            raise PageError(
                f"the phrase {phrase.text!r} has no verdict; draw its figure {phrase.figure!r}, "
                f"and see that figures/{phrase.figure.replace('-', '_')}.py has a CLAIM"
            )
        claims.append(TestedPhrase(phrase, passport, passport["verdict"]))
    return claims


def _count(parent: Element, claims: Claims) -> None:
    found = Counter(claim.verdict["verdict"] for claim in claims)
    add(parent, "p", f"The chapter has {len(claims)} marked phrases. Their claims come out so:")
    counts = SubElement(parent, "ul", {"class": "lt-counts"})
    for verdict in VERDICTS:
        item = SubElement(counts, "li")
        mark(item, verdict).tail = f" {found[verdict]}"


def _summary(parent: Element, claims: Claims) -> None:
    titles = ("phrase", "verdict", "effect", "beyond the margin", "fails with", "undecided with")
    body = table(parent, titles)
    for section, group in groupby(claims, key=lambda claim: claim.phrase.section):
        name = as_heading(section)
        add(SubElement(body, "tr"), "th", name, colspan=str(len(titles)), scope="colgroup")
        for phrase, _, verdict in group:
            at_baseline = _by_setting(verdict)[BASELINE]
            row = SubElement(body, "tr")
            _link(SubElement(row, "td"), phrase)
            mark(SubElement(row, "td"), verdict["verdict"])
            add(row, "td", at_baseline["effect"])
            add(row, "td", f"{at_baseline['share']} {verdict['over']}")
            for outcome in ("fails", "undecided"):
                settings = [r["setting"] for r in verdict["panel"] if r["outcome"] == outcome]
                add(row, "td", ", ".join(settings) or "–")
    _as_cards(parent[-1], titles)


def _as_cards(table: Element, titles: Sequence[str]) -> None:
    """Prepare a table for the stylesheet, which shows its rows as cards on phones.

    Each cell then needs the title of its column.
    """
    table.set("role", "table")
    for part in table.iter():
        if part.tag in ROLES:
            part.set("role", ROLES[part.tag])
        if part.tag == "tr":
            for title, cell in zip(titles, part, strict=False):
                if cell.tag == "td":
                    cell.set("data-title", title)


def _claim(parent: Element, claim: TestedPhrase, md: Markdown) -> None:
    """One entry of the ledger, under a heading whose anchor is the figure's id."""
    phrase, passport, verdict = claim
    add(parent, "h3", f"“{phrase.text}”", id=phrase.figure)
    judged(parent, verdict)
    check(parent, verdict)
    add(parent, "p", f"Setting of the figure: {passport['settings']}.")
    links = SubElement(parent, "p")
    add(links, "a", "The figure in the text", href=f"fig:{phrase.figure}").tail = ", "
    address = from_page(md, f"figures/{phrase.figure}.md")
    add(links, "a", "its data and how to make it again", href=address).tail = "."


def _link(parent: Element, phrase: Phrase) -> None:
    """Link a phrase to its figure. The quotes keep LinksTreeprocessor from adding the verdict."""
    add(parent, "a", f"“{phrase.text}”", href=f"fig:{phrase.figure}")


def _by_setting(verdict: Verdict) -> dict[str, VerdictRow]:
    return {row["setting"]: row for row in verdict["panel"]}
