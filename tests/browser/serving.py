"""The built site on a local server, below a path that is not the one it is published at."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Page

from lstm_tutor.base.project import ROOT
from lstm_tutor.downloads.paper.serving import (
    answer_from as answer_from,
)  # what prints serves alike

SUB_PATH = "/some/where/"  # pages must not depend on the address in mkdocs.yml

Open = Callable[..., Page]  # of a path below the site's address, and options of a browser context


def public_address(project: Path = ROOT) -> str:
    """Where a project's site is to be published, as its mkdocs.yml says, ending in a slash."""
    configured = re.search(
        r"^site_url: (?:&\w+ )?(\S+/)$", (project / "mkdocs.yml").read_text("utf-8"), re.M
    )
    assert configured, "mkdocs.yml: site_url is missing or does not end in a slash"
    return configured[1]


class Handler(SimpleHTTPRequestHandler):
    """Answers as a static host does: unknown addresses get the site's own page, 404.html.

    below: the path that the site is served below; directory: its folder.
    """

    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: Any, below: str, directory: str) -> None:
        self.below = below
        super().__init__(*arguments, directory=directory)

    def translate_path(self, path: str) -> str:
        """Called by the base class."""
        inside = path.removeprefix(self.below) if path.startswith(self.below) else "no-such-page"
        return super().translate_path(f"/{inside}")

    def end_headers(self) -> None:
        """Called by the base class. The files that all pages share are then cached."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Called by the base class."""
        page = Path(self.directory, "404.html")
        if code != 404 or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Called by the base class."""


@contextmanager
def serve(site: Path, below: str = SUB_PATH) -> Iterator[str]:
    """Serve a site on a free port of this machine, below a path; yields its address."""
    handler = partial(Handler, below=below, directory=str(site))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{below}"
    server.shutdown()
    server.server_close()
