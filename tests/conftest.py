"""What all tests share: property tests that repeat themselves, and one browser."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from lstm_tutor.downloads.paper import chromium

# The same examples in every run, however long one takes.
settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests with a browser come last: its event loop stays, and lets none run beside it."""
    items.sort(key=lambda item: "playwright" in getattr(item, "fixturenames", ()))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and no file can be put in the place of another any more."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return lambda: monkeypatch.setattr(Path, "replace", refuse)


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
