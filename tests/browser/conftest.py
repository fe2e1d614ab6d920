"""The site as `make docs` publishes it, opened in a browser."""

import functools
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.listening import listen
from tests.browser.serving import Open, public_address, serve
from tests.browser.visits import NOT_FOUND, Findings, Sweep, View, Visits, paths, sweep


@pytest.fixture(scope="session")
def address() -> str:
    """Where the site is to be published."""
    return public_address()


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Where the site is served now: at another address."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def visits(browser: Browser, site: Path, served: str) -> Visits:
    """What was found on every page in a view: visits(PHONE).pages["training/noise/"].

    The page of errors is shown at any depth, so it alone leads to the path it is published at.
    """

    def visit_all(view: View) -> Sweep:
        every = [path for path in paths(site, every_figure=view.every_figure) if path != NOT_FOUND]
        found = sweep(browser, served, every, view)
        with serve(site, urlsplit(public_address()).path) as published:
            lost = sweep(browser, published, [NOT_FOUND], view)
        pages: dict[str, Findings] = {**found.pages, **lost.pages}
        return Sweep(pages, found.complaints + lost.complaints)

    return functools.cache(visit_all)


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[Open]:
    """Opens a page of the site: open_page("training/learning-rate/", color_scheme="dark").

    Whatever a test does, no page may log an error or ask another host for anything. A page may
    also be named by its whole address.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opener(path: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        whole = urljoin(served, path)
        listen(page, served if whole.startswith(served) else "file:", complaints)
        page.goto(whole)
        return page

    yield opener
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)
