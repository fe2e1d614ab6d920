"""How to cite each page and figure, as text, BibTeX and RIS.

Reference managers import the files in `docs/cite/`, which mirrors the pages: the citation of
`training/learning-rate.md` is `cite/training/learning-rate.bib` and `.ris`.
"""

import re
from dataclasses import dataclass
from io import StringIO
from pathlib import Path, PurePosixPath

import rispy
from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from lstm_tutor.site.content.pages import address_of, page_text, texts
from lstm_tutor.site.content.text import FRONT_MATTER, uncoloured, unmarked, without_code_blocks
from lstm_tutor.site.content.work import Work, read_work

FOLDER = "cite"
START = "index.md"
FIGURES = "figures/"  # the folder of the pages about single figures

# Characters that pybtex does not escape: braces, which BibTeX counts, and three of LaTeX's own.
LATEX_COMMANDS = {
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
    "$": r"{\textdollar}",
    "^": r"{\textasciicircum}",
}
_ESCAPES = str.maketrans(LATEX_COMMANDS)
_HEADING = re.compile(r"^# +(.+?)(?: *\{[^{}]*\})? *$", re.MULTILINE)


@dataclass(frozen=True)
class Citation:
    """How to cite one page. page: its path relative to the docs folder; title: without markup."""

    work: Work
    page: str
    title: str

    @property
    def path(self) -> str:
        """The address of the page, relative to the site."""
        return address_of(self.page)

    @property
    def address(self) -> str:
        """The permanent address of this version of the page."""
        return self.work.permanent(self.path)

    @property
    def file(self) -> str:
        """The citation files, relative to the docs folder, without their suffix."""
        return f"{FOLDER}/{PurePosixPath(self.page).with_suffix('')}"

    @property
    def key(self) -> str:
        """The BibTeX key, also the name under which the file is downloaded."""
        return "-".join(["lstm-tutor", *PurePosixPath(self.path).parts])

    @property
    def kind(self) -> str:
        """What is cited: "chapter" for the start page, otherwise "figure" or "page"."""
        if self.page == START:
            return "chapter"
        return "figure" if self.page.startswith(FIGURES) else "page"

    @property
    def part(self) -> str:
        """What it is part of, in words; empty for the chapter as a whole."""
        kind = self.kind
        return "" if kind == "chapter" else f"{kind.capitalize()} in {self.work.title}"

    @property
    def text(self) -> str:
        """The citation as an entry in a list of references."""
        edition = f"ersion {self.work.version}"
        what = f"“{self.title}”. {self.part}, v" if self.part else f"{self.title}. V"
        doi = f" https://doi.org/{self.work.doi}" if self.work.doi else ""
        by, year = self.work.by, self.work.year
        return f"{by} ({year}). {what}{edition}, {self.work.date}. {self.address}{doi}"

    @property
    def credit(self) -> str:
        """The credit line for a slide or a book that uses it."""
        return self.work.credit(self.title, self.address)

    @property
    def bibtex(self) -> str:
        """The BibTeX entry. Braces around the title keep its capitals in every style."""
        fields = {
            "title": f"{{{self.title.translate(_ESCAPES)}}}",
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
        """The RIS record."""
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
    """The citation of a page; CITATION.cff is in the parent folder of docs_dir."""
    work = read_work(docs_dir.parent)
    return Citation(work, page, work.title if page == START else title_of(docs_dir / page))


def titles(docs_dir: Path) -> dict[str, str]:
    """The title of every page, by its address relative to the site."""
    pages = (citation_of(docs_dir, page) for page, _ in texts(docs_dir))
    return {page.path: page.title for page in pages}


def title_of(path: Path) -> str:
    """The title of a page: its first heading or, if it has none, its file name."""
    text = FRONT_MATTER.sub("", page_text(path))
    heading = _HEADING.search(without_code_blocks(text))
    return unmarked(uncoloured(heading[1])) if heading else path.stem.replace("-", " ").capitalize()


def citation_files(docs_dir: Path) -> dict[str, bytes]:
    """The content of `docs/cite/`: two files per page, by their path in that folder."""
    files = dict[str, bytes]()
    for page, _ in texts(docs_dir):
        citation = citation_of(docs_dir, page)
        name = citation.file.removeprefix(f"{FOLDER}/")
        files[f"{name}.bib"] = citation.bibtex.encode()
        files[f"{name}.ris"] = citation.ris.encode()
    return files


class _Writer(Writer):  # type: ignore[misc]
    """Writes addresses unescaped, since BibTeX styles pass them to \\url."""

    def _write_field(self, stream: StringIO, name: str, value: str) -> None:
        if name in {"url", "doi"}:
            stream.write(f",\n    {name} = {{{value}}}")
        else:
            super()._write_field(stream, name, value)


class _RisWriter(rispy.RisWriter):  # type: ignore[misc]
    """Omits the number that RisWriter puts before each record."""

    def set_header(self, count: int) -> str:
        """Called by rispy."""
        return ""
