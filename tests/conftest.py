"""What all tests share: examples that repeat themselves, the built site, and a browser."""

import errno
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from lstm_tutor.base.project import ROOT
from lstm_tutor.downloads.paper import chromium
from lstm_tutor.site.markdown.downloads import OFFLINE

# The same examples in every run, however long one takes.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser come last: its event loop stays, and lets none run beside it."""
    with_browser = {
        item.path for item in items if "playwright" in getattr(item, "fixturenames", ())
    }
    items.sort(key=lambda item: item.path in with_browser)


Once = Callable[[str, Callable[[Path], None]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """Make a folder of this name with a function, once for all the processes that run tests."""
    alone = worker_id == "master"
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent

    def made(name: str, make: Callable[[Path], None]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with FileLock(shared / f"{name}.lock"):
            if not done.exists():
                folder.mkdir()
                make(folder)
                done.touch()
        return folder

    return made


@pytest.fixture(scope="session")
def site(once: Once) -> Path:
    """The published site with its downloads. What is up to date is neither trained nor drawn."""

    def make(_: Path) -> None:
        subprocess.run([sys.executable, "-m", "lstm_tutor", "docs", "--all"], cwd=ROOT, check=True)

    once("site", make)
    return ROOT / "site"


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and no file can be put in the place of another any more."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(Path, "replace", refuse)


@pytest.fixture(scope="session")
def unpacked(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The only folder in the offline zip, unpacked where a reader might: a space, an umlaut."""
    folder = tmp_path_factory.mktemp("offline") / "Neuer Ordner ü"
    with zipfile.ZipFile(site / OFFLINE) as archive:
        archive.extractall(folder)
    (inside,) = folder.iterdir()
    return inside


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which cannot be started twice in one process."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = chromium.find(Path(playwright.chromium.executable_path))
    running = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
    yield running
    running.close()
