"""HTML elements shared by several blocks: drawings, captions, verdicts and tables."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.util import AtomicString
from pymdownx.blocks.block import Block

from lstm_tutor.base.messages import nearest
from lstm_tutor.base.passport import Passport, Result, Verdict
from lstm_tutor.base.project import ID
from lstm_tutor.site.content.passports import VERDICTS, contrary, read_passports
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown.links import from_page

Column = Literal["setting", "outcome", "effect", "interval", "share", "twin"]
COLUMNS: tuple[Column, ...] = ("setting", "outcome", "effect", "interval", "share", "twin")
HEADINGS = {"twin": "with a rounding step"}
READING = {  # how to read the table of a verdict, by Verdict["over"]
    "seeds": "Effect: what is compared with the margin, in the median. Interval: where the true "
    "median lies, as far as chance allows to say; the claim holds if all of it is beyond the "
    "margin. With a rounding step: the same training once more, from weights that differ by one "
    "rounding step; where that comes out otherwise, the setting counts as undecided. An effect of "
    "×∞: half of the networks or more never reached the goal. Of ×0: half of them or more reached "
    "it only with what is tested. More under “How claims are checked”.",
    "resamples": "Effect: what is compared with the margin, in the series as it was measured. "
    "Interval: 99.8 % of the resamples lie in it; the claim holds if all of it is beyond the "
    "margin. More under “How claims are checked”.",
}


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """Append an element whose text is literal, not Markdown."""
    element = SubElement(parent, tag, attributes)
    element.text = AtomicString(text)
    return element


def as_heading(section: str) -> str:
    """The name of a section in sentence case: “Low learning rate”, “LSTM cells”."""
    first, *others = section.split(" ")
    return " ".join([first, *map(str.lower, others)])


def image(parent: Element, passport: Passport, md: Markdown) -> None:
    """The drawing and, if there is one, its narrow version; the stylesheet shows one of the two."""
    sizes = {"svg": (passport["width"], passport["height"])}
    if passport["narrow"]:
        sizes["narrow.svg"] = passport["narrow"]
    for kind, (width, height) in sizes.items():
        drawing = {
            "src": from_page(md, f"figures/{passport['id']}.{kind}"),
            "alt": passport["alt"],
            "width": str(width),
            "height": str(height),
            "loading": "lazy",
        }
        if passport["narrow"]:
            drawing["class"] = "lt-narrow" if kind == "narrow.svg" else "lt-wide"
        SubElement(parent, "img", drawing)


def caption(parent: Element, passport: Passport) -> None:
    """Claim and text of the caption, and the verdict if there is one."""
    words = SubElement(parent, "p")
    claim = SubElement(words, "strong")
    claim.text = passport["claim"]
    claim.tail = f" {passport['text']}"
    if passport["verdict"]:
        judged(parent, passport["verdict"])


def judged(parent: Element, verdict: Verdict) -> None:
    """The verdict, the sentence that was tested, and the settings in which it does not hold."""
    line = add(parent, "p")
    mark(line, verdict["verdict"]).tail = AtomicString(f" {verdict['sentence']}")
    against = contrary(verdict)
    if against:
        add(parent, "p", against).set("class", "lt-against")


def mark(parent: Element, verdict: str) -> Element:
    """A verdict, with the class that gives it colour and symbol."""
    element = add(parent, "span", verdict)
    element.set("class", f"lt-verdict lt-verdict--{VERDICTS[verdict]}")
    return element


def panel(parent: Element, verdict: Verdict) -> None:
    """The table with the result of a claim in each setting."""
    names = {**HEADINGS, "share": verdict["over"]}
    columns = COLUMNS if verdict["over"] == "seeds" else COLUMNS[:-1]  # resamples have no twin
    body = table(parent, [names.get(column, column) for column in columns])
    for result in verdict["panel"]:
        row = SubElement(body, "tr")
        for column in columns:
            cell = "th" if column == "setting" else "td"
            add(row, cell, result[column] or "–", **({"scope": "row"} if cell == "th" else {}))


def reading(parent: Element, verdict: Verdict) -> None:
    """How to read the table of `panel`."""
    add(parent, "p", READING[verdict["over"]]).set("class", "lt-reading")


def table(parent: Element, titles: Iterable[str], caption: str = "") -> Element:
    """Append a table with column titles. Returns its body, still empty."""
    element = SubElement(parent, "table")
    if caption:
        add(element, "caption", caption)
    head = SubElement(SubElement(element, "thead"), "tr")
    for title in titles:
        add(head, "th", title, scope="col")
    return SubElement(element, "tbody")


def seeds_of(result: Result) -> str:
    """The number of seeds in a result, 40 if its share is "39 of 40"."""
    return result["share"].rpartition(" ")[2]


def check(parent: Element, verdict: Verdict) -> None:
    """How a claim was tested, with all results, for pages about evidence."""
    add(parent, "p", verdict["check"])
    panel(parent, verdict)
    again = verdict["replication"]
    if again:
        add(
            parent,
            "p",
            f"Once more in exploRNN's recipe, with {seeds_of(again)} other seeds: "
            f"{again['outcome']} ({again['effect']}, interval {again['interval']}, "
            f"{again['share']} seeds).",
        )


def passport_of(block: Block) -> Passport:
    """The passport of the figure that a block names. Raises PageError if there is none."""
    passports = read_passports(Path(block.config["docs_dir"]))
    check_id(block.NAME, block.argument)
    if block.argument not in passports:
        raise PageError(
            f"/// {block.NAME} | {block.argument}: there is no such figure"
            f"{nearest(block.argument, passports)}"
        )
    return passports[block.argument]


def check_id(kind: str, name: str) -> None:
    """Raise PageError unless an id can serve as anchor and file name."""
    if not ID.fullmatch(name):
        raise PageError(
            f"/// {kind} | {name}: an id consists of lower-case letters, digits and single hyphens"
        )
