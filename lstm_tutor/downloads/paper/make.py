"""Both downloads of a site: made from its rendered pages, and put beside them."""

from pathlib import Path

from lstm_tutor.downloads.paper import pdf
from lstm_tutor.downloads.paper.book import chapters, stylesheets
from lstm_tutor.downloads.paper.front import document, title_of
from lstm_tutor.downloads.paper.printing import print_pdf
from lstm_tutor.site.content.navigation import contents, settings
from lstm_tutor.site.content.work import Work
from lstm_tutor.site.markdown.downloads import PAPER


def add_paper(config_file: Path, site_dir: Path, work: Work, *, below: str = "") -> None:
    """Print the chapter from the rendered pages of a site into its folder of downloads.

    below: where the site will be, below the address that is configured.
    """
    site_url = f"{settings(config_file)['site_url']}{below}"
    title = title_of(config_file, site_dir, work)
    found = chapters(site_dir, site_url, contents(config_file))
    styles = stylesheets(site_dir, site_url)
    printed = print_pdf(lambda sheets: document(title, found, styles, sheets), site_dir, site_url)
    _write(site_dir / PAPER, pdf.finished(printed, title.metadata))


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
