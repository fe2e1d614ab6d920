"""The site as `make docs` publishes it, opened in a browser."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.listening import listen
from tests.browser.serving import Open, answer_from, public_address, serve
from tests.browser.visits import Visits, sweep


@pytest.fixture(scope="session")
def address() -> str:
    return public_address()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    with serve(site, public_address()) as address:
        yield address


@pytest.fixture(scope="session")
def visits(browser: Browser, site: Path, served: str) -> Visits:
    """What was found on every page in a view: visits(PHONE).pages["training/noise/"]."""
    return functools.cache(functools.partial(sweep, browser, site, served))


@pytest.fixture
def open_page(browser: Browser, site: Path, address: str) -> Iterator[Open]:
    """Opens a page of the site: open_page("training/learning-rate/", color_scheme="dark").

    Whatever a test does, no page may log an error or ask another host for anything.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(path: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        context.route("**/*", answer_from(site, address))
        page = context.new_page()
        page.set_default_timeout(8000)
        listen(page, address, complaints)
        page.goto(address + path)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)
