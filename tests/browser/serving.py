"""The built site at its own public address, without a network: every answer comes from its folder.

Material's previews compare addresses with the sitemap, port and path included.
So the browser is shown the very address of mkdocs.yml; requests to any other host are refused.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Page

from lstm_tutor.base.project import ROOT
from lstm_tutor.downloads.paper.serving import (
    answer_from as answer_from,
)  # what prints serves alike

Open = Callable[..., Page]  # of a path below the site's address, and options of a browser context


def public_address(project: Path = ROOT) -> str:
    """Where a project's site is to be published, as its mkdocs.yml says, ending in a slash."""
    configured = re.search(
        r"^site_url: (?:&\w+ )?(\S+/)$", (project / "mkdocs.yml").read_text("utf-8"), re.M
    )
    assert configured, "mkdocs.yml: site_url is missing or does not end in a slash"
    return configured[1]


@contextmanager
def serve(site: Path, public: str) -> Iterator[str]:
    """Serve the site locally, under the path of its public address; yields the local address.

    For downloads, which cannot be intercepted, and for visiting every page: unlike intercepted
    requests, the files that all pages share are cached by the browser.
    """
    path = urlsplit(public).path

    class Quiet(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def translate_path(self, asked: str) -> str:
            below = asked.removeprefix(path) if asked.startswith(path) else "no-such-page"
            return super().translate_path(f"/{below}")

        def end_headers(self) -> None:
            self.send_header("Cache-Control", "max-age=3600")
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{path}"
    server.shutdown()
    server.server_close()
