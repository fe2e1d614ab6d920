"""What an address or a link leads to is just below the header, never under it."""

import pytest

from tests.browser.serving import Open

pytestmark = pytest.mark.slow

ROOM = 40  # pixels below the header, at most
TARGETS = {
    "figure": "training/learning-rate/#fig-lr-low",
    "heading": "training/learning-rate/#high-learning-rate",
    "exercise": "training/learning-rate/#ex-one-weight-three-rates",
    "equation": "lstm-cells/input-gate/#eq-input-gate",
    "term": "reference/glossary/#term-epoch",
    "reference": "reference/bibliography/#ref-hochreiter1997",
    "claim": "evidence/ledger/#lr-low",
}


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("what", TARGETS)
def test_a_target_is_just_below_the_header(open_page: Open, what: str, width: int) -> None:
    page = open_page(TARGETS[what], viewport={"width": width, "height": 700})
    target = page.locator(":target")
    header = page.locator(".md-header").bounding_box()
    box = target.bounding_box()
    assert header is not None
    assert box is not None
    room = box["y"] - header["y"] - header["height"]
    assert 0 <= room <= ROOM, f"{what}: {room} px below the header"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_link_on_the_page_leads_there_too(open_page: Open, javascript: bool) -> None:
    page = open_page("training/learning-rate/", java_script_enabled=javascript)
    page.locator("article a[href='#fig-lr-low']").first.click()
    target = page.locator("#fig-lr-low:target")
    target.hover(trial=True)  # waits until it is still
    header, box = (one.bounding_box() for one in (page.locator(".md-header"), target))
    assert header is not None
    assert box is not None
    assert 0 <= box["y"] - header["height"] <= ROOM
