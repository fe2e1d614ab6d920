"""Versions in the browser: an old one says that it is old, the latest does not, links stay."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.listening import listen
from tests.browser.serving import Open, serve
from tests.pipeline.projects import build, three_figures
from tests.pipeline.repositories import raise_version, served, under_git

pytestmark = pytest.mark.slow

FIGURE = "training/noise/#fig-sea"
BANNER = "[data-md-component=outdated]"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a static host has after 0.1.0, 0.2.0 and a draft of the next were deployed."""
    folder = tmp_path_factory.mktemp("versions")
    project = three_figures(folder / "project")
    build(project, "accept")
    under_git(project)
    build(project, "deploy", "0.1.0")
    raise_version(project, "0.1.0", "0.2.0")
    build(project, "deploy", "0.2.0")
    build(project, "deploy", "dev")
    return served(project, folder / "host")


@pytest.fixture(scope="module")
def address(host: Path) -> Iterator[str]:
    """Where the host's files are served, which is not where they are to be published."""
    with serve(host) as address:
        yield address


@pytest.fixture
def open_version(browser: Browser, address: str) -> Iterator[Open]:
    """Opens a page of the host; no page may log an error or ask another host for anything."""
    complaints: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 800})

    def opener(path: str) -> Page:
        page = context.new_page()
        listen(page, address, complaints)
        page.goto(address + path)
        expect(page.locator(".md-version")).to_be_attached()  # the list of versions has arrived
        return page

    yield opener
    context.close()
    assert not complaints, "\n".join(complaints)


def test_an_old_version_says_so_and_leads_to_the_same_place_in_the_latest(
    open_version: Open, address: str
) -> None:
    page = open_version(f"0.1.0/{FIGURE}")
    expect(page.locator("#fig-sea")).to_be_in_viewport()
    expect(page.locator(BANNER)).to_be_visible()
    expect(page.locator(BANNER)).to_contain_text("This is version 0.1.0, which is kept as it was.")
    assert not Axe().run(page).response["violations"]
    page.locator(BANNER).get_by_role("link").click()
    expect(page).to_have_url(f"{address}latest/training/noise/")


@pytest.mark.parametrize("path", ["0.2.0/", "latest/", f"latest/{FIGURE}"])
def test_the_latest_version_has_no_banner(open_version: Open, path: str) -> None:
    page = open_version(path)
    expect(page.locator(BANNER)).to_be_hidden()


def test_a_draft_warns_that_it_changes(open_version: Open) -> None:
    page = open_version("dev/")
    expect(page.locator(BANNER)).to_contain_text("it changes, so do not cite it")
    expect(page.locator(BANNER)).to_be_visible()


def test_versions_are_chosen_in_the_header(open_version: Open, address: str) -> None:
    page = open_version("0.2.0/training/noise/")
    expect(page.locator(".md-version__link")).to_have_text(["draft", "0.2.0", "0.1.0"])
    page.locator(".md-version__current").hover(force=True)  # the list opens over it
    page.get_by_role("link", name="0.1.0").click()
    expect(page).to_have_url(f"{address}0.1.0/training/noise/")
    expect(page.locator(BANNER)).to_be_visible()


@pytest.mark.parametrize("version", ["0.1.0", "latest"])
def test_in_every_version_phrases_show_their_figures(open_version: Open, version: str) -> None:
    page = open_version(f"{version}/")
    page.locator("a[data-card]").first.hover()
    expect(page.locator(".lt-card img:visible")).to_have_count(1)


@pytest.mark.parametrize("javascript", [True, False])
def test_the_first_page_leads_to_the_latest_version(
    browser: Browser, address: str, javascript: bool
) -> None:
    context = browser.new_context(java_script_enabled=javascript)
    page = context.new_page()
    page.goto(address)
    expect(page).to_have_url(f"{address}latest/")
    page.goto(f"{address}nowhere/")
    expect(page.get_by_role("heading", name="This page does not exist")).to_be_visible()
    context.close()
