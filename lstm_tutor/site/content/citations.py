"""Citations of single pages and figures, as text, BibTeX and RIS, and the files that hold them.

`docs/cite/` mirrors the pages: `training/learning-rate.md` is cited by `cite/training/
learning-rate.bib` and `.ris`. Reference managers import these.
"""

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PurePosixPath

import rispy
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from lstm_tutor.site.content.pages import address_of, texts
from lstm_tutor.site.content.text import FRONT_MATTER, uncoloured, unmarked, without_blocks_of_code
from lstm_tutor.site.content.work import Work, read_work

FOLDER = "cite"
START = "index.md"
FIGURES = "figures/"  # each page in there is about one figure

# Characters that BibTeX counts, or LaTeX reads as commands; pybtex sees to all others.
SPELT_OUT = {
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
    "$": r"{\textdollar}",
    "^": r"{\textasciicircum}",
}
_SPELL_OUT = {ord(character): command for character, command in SPELT_OUT.items()}
_HEADING = re.compile(r"^# +(.+?)(?: *\{[^{}]*\})? *$", re.MULTILINE)


@dataclass(frozen=True)
class Citation:
    """How one page is cited. page: its path below the docs folder; title: without markup."""

    work: Work
    page: str
    title: str

    @property
    def path(self) -> str:
        """Where the page is, below the site."""
        return address_of(self.page)

    @property
    def address(self) -> str:
        """The permanent address of the page in this version."""
        return self.work.permanent(self.path)

    @property
    def file(self) -> str:
        """The files with the citation, below the docs folder, without their ending."""
        return f"{FOLDER}/{PurePosixPath(self.page).with_suffix('')}"

    @property
    def key(self) -> str:
        """The name of the entry in BibTeX, and of the file when it is downloaded."""
        return "-".join(["lstm-tutor", *PurePosixPath(self.path).parts])

    @property
    def kind(self) -> str:
        """What is cited: the chapter on the first page, else a figure or the page itself."""
        if self.page == START:
            return "chapter"
        return "figure" if self.page.startswith(FIGURES) else "page"

    @property
    def part(self) -> str:
        """What it is a part of, in words; empty for the whole work."""
        kind = self.kind
        return "" if kind == "chapter" else f"{kind.capitalize()} in {self.work.title}"

    @property
    def text(self) -> str:
        """For a list of references."""
        edition = f"ersion {self.work.version}"
        what = f"“{self.title}”. {self.part}, v" if self.part else f"{self.title}. V"
        doi = f" https://doi.org/{self.work.doi}" if self.work.doi else ""
        by, year = self.work.by, self.work.year
        return f"{by} ({year}). {what}{edition}, {self.work.date}. {self.address}{doi}"

    @property
    def credit(self) -> str:
        """For a slide or a book that uses it."""
        return self.work.credit(self.title, self.address)

    @property
    def bibtex(self) -> str:
        """One entry. The title keeps its capitals in every style."""
        fields = {
            "title": f"{{{self.title.translate(_SPELL_OUT)}}}",
            "howpublished": f"{self.part}, version {self.work.version}" if self.part else "",
            "version": self.work.version,
            "year": self.work.year,
            "date": self.work.date,
            "doi": self.work.doi,
            "url": self.address,
        }
        persons = {"author": [Person(last=f"{{{name}}}") for name in self.work.authors]}
        entry = Entry("misc", [(k, v) for k, v in fields.items() if v], persons)
        written = StringIO()
        _Writer(encoding="UTF-8").write_stream(BibliographyData({self.key: entry}), written)
        return written.getvalue()

    @property
    def ris(self) -> str:
        """One record."""
        record = {
            "type_of_reference": "ELEC",
            "title": self.title,
            "secondary_title": self.work.title if self.part else "",
            "authors": list(self.work.authors),
            "year": self.work.year,
            "date": self.work.date.replace("-", "/"),
            "edition": self.work.version,
            "notes": [f"{self.part or self.title}, version {self.work.version}"],
            "language": "en",
            "doi": self.work.doi,
            "urls": [self.address],
        }
        return str(_RisWriter().formats([{name: value for name, value in record.items() if value}]))


def citation_of(docs_dir: Path, page: str) -> Citation:
    """The citation of a page of the docs folder, in whose parent folder CITATION.cff stands."""
    work = read_work(docs_dir.parent)
    return Citation(work, page, work.title if page == START else title_of(docs_dir / page))


def titles(docs_dir: Path) -> dict[str, str]:
    """The title of every page, by where it is below the site."""
    pages = (citation_of(docs_dir, page) for page, _ in texts(docs_dir))
    return {page.path: page.title for page in pages}


def title_of(path: Path) -> str:
    """The title of a page: its first heading, or its name if it has none."""
    text = FRONT_MATTER.sub("", path.read_text(encoding="utf-8"))
    heading = _HEADING.search(without_blocks_of_code(text))
    return unmarked(uncoloured(heading[1])) if heading else path.stem.replace("-", " ").capitalize()


def citation_files(docs_dir: Path) -> dict[str, bytes]:
    """What belongs into `docs/cite/`: two files for every page, by their names in there."""
    files = dict[str, bytes]()
    for page, _ in texts(docs_dir):
        citation = citation_of(docs_dir, page)
        name = citation.file.removeprefix(f"{FOLDER}/")
        files[f"{name}.bib"] = citation.bibtex.encode()
        files[f"{name}.ris"] = citation.ris.encode()
    return files


class _Writer(Writer):  # type: ignore[misc]
    """Addresses are written as they are: BibTeX styles hand them to \\url."""

    def _write_field(self, stream: StringIO, name: str, value: str) -> None:
        if name in {"url", "doi"}:
            stream.write(f",\n    {name} = {{{value}}}")
        else:
            super()._write_field(stream, name, value)


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Without the number that RisWriter puts before each record."""

    def set_header(self, count: int) -> str:
        """Called by rispy."""
        return ""
