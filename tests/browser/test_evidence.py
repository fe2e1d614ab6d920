"""The pages of evidence: figures are chosen by hand, by keyboard, by address, and not at all."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

GALLERY = "evidence/figures/"
LEDGER = "evidence/ledger/"


def shown(page: Page) -> Locator:
    return page.locator(".lt-gallery li:visible")


def expect_only(page: Page, name: str, value: str) -> None:
    """Some figures are shown, not all, each of the chosen kind, and the page says how many."""
    everything = page.locator(".lt-gallery li").count()
    kinds = shown(page).evaluate_all("(all, name) => all.map(one => one.dataset[name])", name)
    assert 0 < len(kinds) < everything
    assert set(kinds) == {value}
    expect(page.locator(".lt-gallery").get_by_role("status")).to_have_text(
        f"{len(kinds)} of {everything} figures"
    )


def test_figures_are_chosen_by_section_and_by_verdict(open_page: Open) -> None:
    page = open_page(GALLERY)
    everything = shown(page).count()
    page.get_by_label("Section").select_option("Batch size")
    expect_only(page, "section", "Batch size")
    of_section = shown(page).count()
    page.get_by_label("Verdict").select_option("not supported")
    expect_only(page, "verdict", "not supported")
    expect_only(page, "section", "Batch size")
    assert shown(page).count() < of_section
    expect(page).to_have_url(re.compile(r"\?section=Batch\+size&verdict=not\+supported$"))
    page.get_by_label("Section").select_option("all")
    page.get_by_label("Verdict").select_option("all")
    expect(shown(page)).to_have_count(everything)
    expect(page).to_have_url(re.compile(f"{GALLERY}$"))


def test_the_keyboard_chooses(open_page: Open) -> None:
    page = open_page(GALLERY)
    page.get_by_label("Section").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Verdict")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect_only(page, "verdict", page.get_by_label("Verdict").input_value())
    page.keyboard.press("Tab")
    expect(shown(page).first.locator("a")).to_be_focused()


def test_an_address_brings_the_choice_along(open_page: Open) -> None:
    page = open_page(GALLERY + "?section=Noise")
    expect(page.get_by_label("Section")).to_have_value("Noise")
    expect_only(page, "section", "Noise")


@pytest.mark.parametrize("nonsense", ["?section=Cooking&verdict=%22%3E", "?verdict", "?figure=1"])
def test_nonsense_in_the_address_is_ignored(open_page: Open, nonsense: str) -> None:
    page = open_page(GALLERY + nonsense)
    figures = page.locator(".lt-gallery li")
    expect(page.locator("form output")).to_have_text(
        f"{figures.count()} of {figures.count()} figures"
    )
    assert shown(page).count() == figures.count()
    selected = page.locator("form select").evaluate_all("all => all.map(one => one.selectedIndex)")
    assert selected == [0, 0]


def test_the_choice_is_still_there_on_the_way_back(open_page: Open) -> None:
    page = open_page(LEDGER)
    page.locator(".md-sidebar--primary").get_by_role("link", name="All figures").click()
    page.get_by_label("Section").select_option("Noise")
    expect_only(page, "section", "Noise")
    shown(page).first.locator("a").click()
    expect(page).to_have_url(re.compile(r"training/noise/#fig-"))
    page.go_back()
    expect(page.get_by_label("Section")).to_have_value("Noise")
    expect_only(page, "section", "Noise")


def test_without_javascript_every_figure_is_shown_and_nothing_can_be_chosen(
    open_page: Open,
) -> None:
    page = open_page(GALLERY, java_script_enabled=False)
    expect(page.locator("form select")).to_have_count(2)
    expect(page.locator("form select:visible")).to_have_count(0)
    assert shown(page).count() == page.locator(".lt-gallery li").count() > 0


def test_the_ledger_leads_to_each_claim_s_figure(open_page: Open) -> None:
    page = open_page(LEDGER)
    phrase = page.get_by_role("cell").get_by_role("link", name="“the learning rate is too low”")
    phrase.hover()
    expect(page.locator(".lt-card img:visible")).to_have_count(1)
    phrase.click()
    expect(page.locator("article #fig-lr-low")).to_be_in_viewport()


@pytest.mark.parametrize("path", [LEDGER, "evidence/explornn/"])
def test_on_a_phone_a_row_is_a_card_and_still_a_row_of_a_table(open_page: Open, path: str) -> None:
    page = open_page(path, viewport={"width": 390, "height": 844})
    table = page.get_by_role("table").filter(has=page.get_by_role("columnheader", name="phrase"))
    row = table.get_by_role("row", name="the learning rate is too low")
    cells = row.get_by_role("cell")
    places = cells.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(({x, y, right}) => [x, y, right])"
    )
    assert len(places) == table.locator("thead").get_by_role("columnheader").count() > 3
    assert len({x for x, _, _ in places}) == 1
    assert len({y for _, y, _ in places}) == len(places)  # below one another
    assert all(0 <= x < right <= 390 for x, _, right in places)
    assert table.evaluate("one => one.parentElement.scrollWidth <= one.parentElement.clientWidth")
