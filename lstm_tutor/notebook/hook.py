"""How MkDocs shows the notebooks that mkdocs-jupyter hands it: as Markdown, like any other page.

The plugin's own renderer knows neither this site's formulas nor its links, and puts its styles into
every page. So nbconvert writes each notebook as Markdown, by the template in `page/`, and MkDocs
renders that.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from nbconvert import MarkdownExporter
from traitlets.config import Config

from lstm_tutor.notebook.outputs import TEXT
from lstm_tutor.notebook.pages import DOWNLOADS, DRAWN, FOLDER

TEMPLATE = Path(__file__).with_name("page")
SPECIAL = re.compile(r"([\\\[\]*_`$])")  # in the words of a picture
BACKTICKS = re.compile(r"`{3,}")


def on_files(files: Files, config: Any) -> Files:
    """Called by MkDocs. Downloads are published beside the pages, where they always were."""
    for file in files:
        if file.src_uri.startswith(f"{DOWNLOADS}/"):
            file.dest_uri = file.url = f"{FOLDER}/{file.name}{Path(file.src_uri).suffix}"
            file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))
    return files


@event_priority(-50)  # after the plugin, which has put its renderer into the page
def on_pre_page(page: Page, **_: Any) -> Page:
    """Called by MkDocs."""
    if is_notebook(page):
        del page.render
    return page


@event_priority(100)  # before any other takes the text for Markdown
def on_page_markdown(markdown: str, page: Page, config: Any, files: Files) -> str:
    """Called by MkDocs. The notebook as Markdown; its pictures become files of the site."""
    if not is_notebook(page):
        return markdown
    book = nbformat.read(page.file.abs_src_path, as_version=4)
    page.meta = {name: book.metadata[name] for name in ("title", "description", "search")}
    text, pictures = as_markdown(book, page.file.name)
    for name, picture in pictures.items():
        files.append(File.generated(config, f"{FOLDER}/{name}", content=picture))
    return text


def is_notebook(page: Page) -> bool:
    """Whether mkdocs-jupyter has made this page of a notebook."""
    return page.file.src_uri.endswith(".ipynb")


def as_markdown(book: nbformat.NotebookNode, name: str) -> tuple[str, dict[str, bytes]]:
    """The text of the page, and its pictures by file name."""
    text, resources = exporter().from_notebook_node(book, {"unique_key": name})
    return text, resources["outputs"]


@cache
def exporter() -> MarkdownExporter:
    """From a notebook to Markdown; drawings leave it as SVG files named by cell and output."""
    pictures = {
        "enabled": True,
        "extract_output_types": {DRAWN},
        "output_filename_template": "{unique_key}-{cell_index}-{index}.svg",
    }
    made = MarkdownExporter(
        config=Config(
            ExtractOutputPreprocessor=pictures,
            NbConvertBase={"display_data_priority": [DRAWN, TEXT]},
        ),
        template_name=TEMPLATE.name,
        extra_template_basedirs=[str(TEMPLATE.parent)],
    )
    made.register_filter("fence", fence)
    made.register_filter("escaped", lambda text: SPECIAL.sub(r"\\\1", text))
    return made


def fence(text: str) -> str:
    """A fence longer than any in the text that it encloses."""
    return "`" * max([3, *(len(found) + 1 for found in BACKTICKS.findall(text))])
