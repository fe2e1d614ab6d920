"""Figures for everyone: drawn for phones, described in words, their numbers in a table."""

import json

import pytest
from playwright.sync_api import expect

from lstm_tutor.base.project import ROOT
from tests.browser.serving import Open

pytestmark = pytest.mark.slow

PAGE = "training/learning-rate/"


@pytest.mark.parametrize(("width", "shown"), [(390, "lt-narrow"), (1000, "lt-wide")])
def test_each_screen_gets_the_drawing_made_for_it(open_page: Open, width: int, shown: str) -> None:
    page = open_page(PAGE, viewport={"width": width, "height": 900})
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.reload()
    for figure in page.locator("article figure").all():
        drawing = figure.locator("img:visible")
        expect(drawing).to_have_count(1)
        drawing.scroll_into_view_if_needed()
        drawing.evaluate("image => image.decode()")
        assert shown in (drawing.get_attribute("class") or "")
    drawings = [url for url in loaded if "/figures/" in url]
    assert drawings
    assert {url.endswith(".narrow.svg") for url in drawings} == {shown == "lt-narrow"}


def test_a_figure_in_the_text_leads_to_its_description_by_name(open_page: Open) -> None:
    page = open_page(PAGE)
    names = []
    for figure in page.locator("article figure").all():
        figure.locator("summary").click()
        names.append(figure.locator("details").get_by_role("link").inner_text())
    assert len(set(names)) == len(names) > 1
    figure.locator("details").get_by_role("link").click()
    title = page.locator("h1").inner_text().rstrip("#").strip()
    assert title in names[-1]
    expect(page.get_by_role("heading", name="Description")).to_be_visible()


def test_the_description_tells_what_the_data_hold(open_page: Open) -> None:
    page = open_page("figures/lr-low/")
    data = json.loads((ROOT / "docs/figures/lr-low.json").read_text(encoding="utf-8"))
    page.get_by_text("Panel by panel").click()
    told = page.locator("details", has_text="Panel by panel")
    medians = [one for one in data["series"] if one["name"].startswith("median")]
    assert medians
    for one in medians:
        line = told.locator("li", has_text=one["name"])
        last = f"{one['columns']['y'][-1]:.2g}"
        expect(line).to_contain_text(last)
    expect(told.locator("li", has_text="32 lines")).to_have_count(len(medians))


def test_the_data_are_a_table_with_a_caption_and_named_columns(open_page: Open) -> None:
    page = open_page("figures/lr-low/")
    page.locator("summary", has_text="What is drawn, as a table").click()
    table = page.locator("table", has=page.locator("caption"))
    expect(table.locator("caption")).to_contain_text("A learning rate that is too low")
    scopes = table.locator("th").evaluate_all("all => all.map(one => one.scope)")
    assert scopes
    assert set(scopes) <= {"col", "row"}


def test_a_diagram_is_described_though_it_has_no_data(open_page: Open) -> None:
    page = open_page("figures/cell-diagram/")
    expect(page.get_by_role("heading", name="Description")).to_be_visible()
    expect(page.locator(".lt-passport > p", has_text="Diagram of an LSTM cell")).to_be_visible()
