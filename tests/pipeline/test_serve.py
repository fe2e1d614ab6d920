"""Writing with `make serve`: it settles after one build, and an edited page trains nothing."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from lstm_tutor.base.project import ROOT
from tests.browser.serving import public_address

pytestmark = pytest.mark.slow

BUILDING = "Building documentation"
REST = 5.0  # seconds without a rebuild that count as settled
PATIENCE = 30.0


class Server:
    """A running `mkdocs serve` on a copy of the book."""

    def __init__(self, book: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.log = book / "serve.log"
        with self.log.open("w", encoding="utf-8") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "lstm_tutor",
                    "serve",
                    "--address",
                    f"127.0.0.1:{self.port}",
                ],
                cwd=book,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    @property
    def builds(self) -> int:
        return self.log.read_text("utf-8").count(BUILDING)

    def address(self, path: str) -> str:
        """Where a page is served."""
        return f"http://127.0.0.1:{self.port}{urlsplit(public_address()).path}{path}"

    def page(self, path: str) -> str:
        """What a browser gets for a path below the site's address."""
        with urllib.request.urlopen(self.address(path), timeout=PATIENCE) as answer:
            return str(answer.read().decode("utf-8"))

    def wait(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not until():
            log = self.log.read_text("utf-8")
            assert self.process.poll() is None, f"mkdocs serve ended:\n{log}"
            assert time.monotonic() < deadline, f"waited {PATIENCE} s in vain:\n{log}"
            time.sleep(0.1)


@pytest.fixture
def book(site: Path, tmp_path: Path) -> Path:
    """What `mkdocs serve` reads, with all that was built for it, in a folder of its own."""
    assert site.exists()
    for folder in ("docs", "lstm_tutor"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("mkdocs.yml", "CITATION.cff", "pyproject.toml"):
        shutil.copy(ROOT / file, tmp_path)
    return tmp_path


@pytest.fixture
def server(book: Path) -> Iterator[Server]:
    running = Server(book)
    yield running
    running.process.terminate()
    running.process.wait(timeout=10)


def test_it_settles_and_an_edited_page_reloads_without_training(
    server: Server, book: Path, browser: Browser
) -> None:
    server.wait(lambda: "Serving on" in server.log.read_text("utf-8"))
    time.sleep(REST)
    assert server.builds == 1, f"rebuilds by itself:\n{server.log.read_text('utf-8')}"

    served = server.page("training/noise/")
    assert 'name="citation_title"' in served, "pages are not finished as those of `make docs`"
    assert "Version 0." in served
    page_in_browser = browser.new_page()
    page_in_browser.goto(server.address("evidence/explornn/"))
    page_in_browser.locator("article a[data-card]").last.hover()
    expect(page_in_browser.locator(".lt-card")).to_be_visible()
    page_in_browser.close()

    page = book / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\nA sentence just written.\n", encoding="utf-8")
    server.wait(lambda: server.builds == 2 and "A sentence just written" in server.page(""))
    assert not (book / ".cache").exists(), "an edited page has trained something"
    time.sleep(REST / 2)
    assert server.builds == 2
