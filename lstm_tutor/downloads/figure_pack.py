"""The figure pack: all figures in one archive, for slides, worksheets and papers.

Each figure comes as drawing (SVG, PNG, PDF) and, where something was measured, with its data (CSV,
JSON). `captions.md` holds title, caption, verdict and alternative text of each, `README.txt` what
may be done with them and how they are cited. The same figures give the same bytes.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lstm_tutor.base.files import packed
from lstm_tutor.site.content.citations import Citation
from lstm_tutor.site.content.passports import contrary
from lstm_tutor.site.content.work import read_work

FOLDER = "lstm-tutor-figures"  # what the archive unpacks into
KINDS = ("svg", "png", "pdf", "csv", "json")
LICENCE = "LICENSE-CONTENT"
README = """\
The figures of LSTM Tutor
=========================

Each figure as drawing (.svg, .png, .pdf) and, where it shows measured or computed numbers, with its
data (.csv, .json). captions.md has the caption of each, the verdict on what it claims, and a text
that describes it for readers who do not see it. Use that text with the figure.

You may copy, change and share the figures and their data, in commercial work too: the licence is
Creative Commons Attribution 4.0 (see LICENSE-CONTENT).

{attribution}
One line does it. captions.md has the credit line of each figure, filled in:

    {credit}

How to cite: captions.md has the citation of each figure, with its version and permanent address.

A verdict belongs to the settings that were tested. Please do not show a claim without its verdict.
"""


def figure_pack(
    passports: Iterable[Mapping[str, Any]], drawn: Path, root: Path, cited: Mapping[str, Citation]
) -> bytes:
    """The archive. passports: of the figures, in the order of captions.md.

    drawn: the folder of the figures' files. root: holds the licence and CITATION.cff. cited: how
    each is cited, by its id.
    """
    passports, work = list(passports), read_work(root)
    asked = textwrap.fill(work.attribution, 100, break_on_hyphens=False)
    readme = README.format(attribution=asked, credit=work.credit())
    return packed(
        [
            (f"{FOLDER}/README.txt", readme.encode()),
            (f"{FOLDER}/{LICENCE}", (root / LICENCE).read_bytes()),
            (f"{FOLDER}/captions.md", captions(passports, cited).encode()),
            *((f"{FOLDER}/{path.name}", path.read_bytes()) for path in _files(passports, drawn)),
        ]
    )


def captions(passports: Iterable[Mapping[str, Any]], cited: Mapping[str, Citation]) -> str:
    """What is said about each figure, as Markdown with formulas between dollar signs."""
    return "# Captions\n\n" + "\n".join(
        _entry(passport, cited[passport["id"]]) for passport in passports
    )


def _entry(passport: Mapping[str, Any], citation: Citation) -> str:
    verdict = passport["verdict"]
    facts = {
        "Stands behind": f"“{passport['phrase']}”" if passport["phrase"] else "",
        "Verdict": f"{verdict['verdict']}. Tested: {verdict['sentence']}" if verdict else "",
        "Against it": contrary(verdict) if verdict else "",
        "Setting": passport["settings"],
        "Alternative text": passport["alt"],
        "Cite as": citation.text,
        "Credit line": citation.credit,
    }
    lines = [f"## {passport['title']} ({passport['id']})", ""]
    lines += [f"**{passport['claim']}** {passport['text']}", ""]
    lines += [f"- {name}: {fact}" for name, fact in facts.items() if fact]
    return "\n".join([*lines, ""])


def _files(passports: Iterable[Mapping[str, Any]], drawn: Path) -> Iterator[Path]:
    for passport in passports:
        yield from (drawn / f"{passport['id']}.{k}" for k in KINDS if k in passport["files"])
