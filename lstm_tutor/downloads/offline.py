"""The same pages once more, for reading from a folder without any server: addresses end in .html.

Material's own plugin puts the search index into a script, since a page from a folder may not read
other files. The search's worker is replaced for the same reason, by a small vendored script.
"""

import base64
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lstm_tutor.base.files import packed
from lstm_tutor.downloads.paper.make import _write
from lstm_tutor.site.content.navigation import settings
from lstm_tutor.site.content.work import Work
from lstm_tutor.site.html.finish import Step, finish
from lstm_tutor.site.html.render import render
from lstm_tutor.site.html.verify import verify
from lstm_tutor.site.markdown.downloads import OFFLINE, PAPER, offer

WORKER = "vendor/iframe-worker/shim.js"  # the plugin looks for this name before it asks a CDN
SERVED_ONLY = ("404.html", "sitemap.xml", "sitemap.xml.gz")  # a server's; nobody else asks for them
_FONT = re.compile(r"""url\(["']?([^"')]+\.woff2)["']?\)""")
_PRELOAD = re.compile(r'<link rel="preload" as="font"[^>]*>\s*')


def render_offline(
    config_file: Path, into: Path, *, extra: Mapping[str, Any] | None = None, below: str = ""
) -> None:
    """Render the site so that it works when its index.html is opened as a file.

    extra and below: see `render`.
    """
    render(
        config_file,
        into,
        extra={**(extra or {}), "polyfills": [WORKER]},
        below=below,
        use_directory_urls=False,
        plugins=[*settings(config_file).get("plugins", []), "offline"],
    )
    for name in SERVED_ONLY:
        (into / name).unlink(missing_ok=True)
    for stylesheet in into.rglob("*.css"):
        _carry_fonts(stylesheet)


def _carry_fonts(stylesheet: Path) -> None:
    """Put fonts into the stylesheet: some browsers take none from another file of a folder."""

    def inlined(match: re.Match[str]) -> str:
        font = base64.b64encode((stylesheet.parent / match[1]).read_bytes()).decode()
        return f"url(data:font/woff2;base64,{font})"

    text = stylesheet.read_text(encoding="utf-8")
    stylesheet.write_text(_FONT.sub(inlined, text), encoding="utf-8", newline="\n")


def for_a_folder(site_url: str) -> Step:
    """A step for pages that no server sends.

    Full addresses are those of the published pages, which do not end in .html. Fonts are in the
    stylesheets, not files to be fetched.
    """
    own = re.compile(rf"({re.escape(site_url)}[\w/.-]*?)(?:/?\bindex)?\.html(?=[\"'#?<\s])")

    def step(name: str, text: str) -> str:
        text = own.sub(lambda match: match[1].rstrip("/") + "/", text)
        return _PRELOAD.sub("", text)

    return step


FOLDER = "lstm-tutor-offline"  # what the zip unpacks into


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
