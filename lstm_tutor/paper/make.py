"""Both downloads of a site: made from its rendered pages, and put beside them."""

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lstm_tutor.packing import packed
from lstm_tutor.paper import pdf
from lstm_tutor.paper.book import chapters, stylesheets
from lstm_tutor.paper.front import document, title_of
from lstm_tutor.paper.printing import print_pdf
from lstm_tutor.site.contents import contents, settings
from lstm_tutor.site.downloads import OFFLINE, PAPER, offer
from lstm_tutor.site.finish import Step, finish
from lstm_tutor.site.offline import for_a_folder, render_offline
from lstm_tutor.site.verify import verify
from lstm_tutor.site.work import Work

FOLDER = "lstm-tutor-offline"  # what the zip unpacks into


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


def add_offline(
    config_file: Path,
    site_dir: Path,
    work: Work,
    steps: Sequence[Step],
    *,
    extra: Mapping[str, Any] | None = None,
    below: str = "",
) -> list[str]:
    """Render the site once more for a folder, and pack it into its folder of downloads.

    steps: what the pages go through; extra and below: see `render`. Returns the problems found;
    with any, nothing is packed.
    """
    offline = Path(tempfile.mkdtemp(prefix="rendering-", dir=site_dir.parent))
    try:
        render_offline(config_file, offline, extra=extra, below=below)
        _write(offline / PAPER, (site_dir / PAPER).read_bytes())
        site_url = f"{settings(config_file)['site_url']}{below}"
        offered = offer(offline, work)
        finish(offline, (*steps, offered, for_a_folder(site_url)))
        problems = verify(offline)
        if not problems:
            _write(site_dir / OFFLINE, _zip(offline))
        return [f"{OFFLINE}: {problem}" for problem in problems]
    finally:
        shutil.rmtree(offline, ignore_errors=True)


def _zip(folder: Path) -> bytes:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return packed(
        (f"{FOLDER}/{file.relative_to(folder).as_posix()}", file.read_bytes()) for file in files
    )


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
