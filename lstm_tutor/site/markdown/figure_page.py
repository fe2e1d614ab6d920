"""The page of each figure: description, evidence, downloads, data, and how to reproduce it.

The build writes `docs/figures/<id>.md`, which holds little but the block `/// passport | <id>`. The
block shows what it reads from the figure's files.
"""

import csv
import json
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from pymdownx.blocks.block import Block

from lstm_tutor.base.passport import Passport
from lstm_tutor.base.project import SOURCE_ARCHIVE
from lstm_tutor.site.content.pages import scan
from lstm_tutor.site.content.passports import read_passports
from lstm_tutor.site.markdown.description import describe
from lstm_tutor.site.markdown.elements import (
    add,
    as_heading,
    caption,
    check,
    image,
    passport_of,
    reading,
    table,
)
from lstm_tutor.site.markdown.links import from_page

MAX_ROWS, FIRST_ROWS = 60, 40  # a table of more than 60 rows shows its first 40
FORMATS = {  # suffix -> description
    "svg": "drawing that scales and follows light and dark pages",
    "narrow.svg": "the same for narrow screens",
    "png": "drawing for slides and documents",
    "pdf": "drawing for print and LaTeX",
    "csv": "what is drawn, as a table",
    "json": "what is drawn, with titles and axes",
    "safetensors": "the trained network, for PyTorch",
    "passport.json": "this page for programs",
}
LOADING = """\
import torch
from safetensors.torch import load_file

lstm = torch.nn.LSTM({input_size}, {hidden_size}, num_layers={num_layers}, batch_first=True)
readout = torch.nn.Linear({hidden_size}, {output_size})
network = torch.nn.ModuleDict({{"lstm": lstm, "readout": readout}})
network.load_state_dict(load_file("{name}.safetensors"))
window = torch.sin(0.2 * torch.arange(30.0)).reshape(1, 30, {input_size})  # one window of 30 points
a, _ = lstm(window)
prediction = readout(a[:, -1])  # the next point
"""
ABOUT = "Data, downloads and evidence of the figure “{title}”, and how to make it again."
PAGE = """\
---
title: {quoted}
description: {about}
search:
  exclude: true
---

# {title} {{#{id}}}

/// passport | {id}
///
"""


def figure_pages(docs_dir: Path) -> dict[str, bytes]:
    """The pages of all figures, by file name in `docs/figures/`."""
    pages = dict[str, bytes]()
    for name, passport in read_passports(docs_dir).items():
        title = passport["title"]
        about = ABOUT.format(title=title)
        front = {
            "quoted": json.dumps(title, ensure_ascii=False),
            "about": json.dumps(about, ensure_ascii=False),
        }
        pages[f"{name}.md"] = PAGE.format(id=name, title=title, **front).encode()
    return pages


class PassportBlock(Block):  # type: ignore[misc]
    """`/// passport | id` and `///`; the block itself is empty."""

    NAME = "passport"
    ARGUMENT = True

    def on_create(self, parent: Element) -> Element:
        """Called by pymdownx. Raises PageError if there is no such figure."""
        passport, docs_dir, md = passport_of(self), Path(self.config["docs_dir"]), self.md
        holder = SubElement(parent, "div", {"class": "lt-passport"})
        figure = SubElement(holder, "figure", {"class": "lt-figure"})
        image(figure, passport, md)
        caption(SubElement(figure, "figcaption"), passport)
        _place(holder, passport, docs_dir, md)
        describe(holder, passport, docs_dir)
        if passport["verdict"]:
            add(holder, "h2", "The claim and its check", id="check")
            check(holder, passport["verdict"])
            reading(holder, passport["verdict"])
        _downloads(holder, passport, md)
        if "csv" in passport["files"]:
            _data(holder, passport, docs_dir)
        _facts(holder, passport, md)
        _reproduction(holder, passport, md)
        return holder


def _place(parent: Element, passport: Passport, docs_dir: Path, md: Markdown) -> None:
    pages = {place.id: place.page for place in scan(docs_dir)[0] if place.kind == "figure"}
    words = add(parent, "p", "In the text: ")
    if passport["id"] in pages:
        address = from_page(md, pages[passport["id"]], f"fig-{passport['id']}")
        name = as_heading(passport["section"] or "") or passport["title"]
        link = add(words, "a", name, href=address)
        link.tail = f", behind the words “{passport['phrase']}”." if passport["phrase"] else "."


def _downloads(parent: Element, passport: Passport, md: Markdown) -> None:
    add(parent, "h2", "Downloads", id="downloads")
    body = table(parent, ("file", "what it is", "size", "SHA-256"))
    for kind, use in FORMATS.items():
        file = passport["files"].get(kind)
        if file or kind == "passport.json":
            row, name = SubElement(body, "tr"), f"{passport['id']}.{kind}"
            address = from_page(md, f"figures/{name}")
            add(add(row, "td"), "a", name, href=address, download="")
            add(row, "td", use)
            add(row, "td", f"{max(1, round(file['bytes'] / 1024))} KB" if file else "")
            add(add(row, "td"), "code", file["sha256"] if file else "").set("class", "lt-hash")
    if passport["network"]:
        add(parent, "p", "The weights, loaded into PyTorch:")
        code = LOADING.format(name=passport["id"], **passport["network"])
        add(add(parent, "pre"), "code", code)


def _data(parent: Element, passport: Passport, docs_dir: Path) -> None:
    """The plotted numbers as a collapsed table."""
    path = docs_dir / "figures" / f"{passport['id']}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        titles, *rows = csv.reader(file)
    shown = rows if len(rows) <= MAX_ROWS else rows[:FIRST_ROWS]
    details = SubElement(parent, "details")
    more = "" if len(rows) == len(shown) else f" (the first {len(shown)} of {len(rows)} rows)"
    add(details, "summary", f"What is drawn, as a table{more}")
    caption = f"Drawn in “{passport['title']}”: a row for each point, an empty cell for a gap."
    body = table(details, titles, caption)
    for values in shown:
        row = SubElement(body, "tr")
        for value in values:
            add(row, "td", value)


def _facts(parent: Element, passport: Passport, md: Markdown) -> None:
    add(parent, "h2", "Passport", id="passport")
    facts = SubElement(parent, "dl")

    def fact(term: str) -> Element:
        add(facts, "dt", term)
        return SubElement(facts, "dd")

    if passport["settings"]:
        add(fact("Setting"), "span", passport["settings"])
    for experiment in passport["experiments"]:
        add(fact(f"Experiment “{experiment['role']}”"), "code", experiment["configuration"])
    if passport["seeds"]:
        add(fact("Seeds"), "span", str(passport["seeds"]))
        million = passport["timesteps"] / 1e6
        add(fact("Time steps, claim included"), "span", f"{million:.1f} million")
    if passport["seconds"] is not None:
        taken = f"{passport['seconds']} s on {passport['machine']}"
        add(fact("Training took"), "span", taken)
    source = fact("Source")
    add(source, "code", passport["source"]).tail = ", SHA-256 "
    add(source, "code", passport["source_sha256"]).set("class", "lt-hash")
    add(fact("Made with"), "span", passport["environment"])
    licence = fact("Licence")
    licence.text = "Figure, data and weights CC BY 4.0, code MIT ("
    link = add(licence, "a", "details", href=from_page(md, "about/licence.md", "licence"))
    link.tail = "). A line to put beside the figure is at the foot of this page."


def _reproduction(parent: Element, passport: Passport, md: Markdown) -> None:
    add(parent, "h2", "Make it again", id="again")
    steps = SubElement(parent, "ol")
    first = add(steps, "li", "Download ")
    link = add(
        first, "a", "the source of this site", href=from_page(md, SOURCE_ARCHIVE), download=""
    )
    link.tail = " and unpack it. You need Python 3.11 to 3.14 and make, on Linux or macOS."
    second = add(steps, "li", "In the folder that comes out, run ")
    add(
        second, "code", passport["rebuild"]
    ).tail = ". It trains what the figure and its claim rest on, and draws it into docs/figures/."
    add(
        steps,
        "li",
        "Compare the SHA-256 that it prints with those above. On the same kind of processor, with "
        "the same versions, they are the same. Elsewhere the last digits of the data may differ.",
    )
