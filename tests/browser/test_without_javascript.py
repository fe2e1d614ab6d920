"""With JavaScript off nothing is missing: words, drawings, formulas, tables."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.serving import Open
from tests.browser.test_every_page import paths

pytestmark = pytest.mark.slow

# What only works with JavaScript is shown only with it: choices in the gallery, counts of them.
CHOICES = "form, output, select"
READ = """article => {
  article.querySelectorAll("details").forEach((one) => (one.open = true));
  return article.innerText.split(/\\s+/).filter(Boolean);
}"""


def words(page: Page) -> list[str]:
    """All that a reader can see of the text, in its order."""
    page.locator(f"article :is({CHOICES})").evaluate_all(
        "all => all.forEach((one) => one.remove())"
    )
    found: list[str] = page.locator("article").evaluate(READ)
    return found


def test_every_page_is_complete(open_page: Open, site: Path) -> None:
    with_scripts, without = open_page(), open_page(java_script_enabled=False)
    base = with_scripts.url
    for path in paths(site):
        with_scripts.goto(base + path)
        without.goto(base + path)
        assert words(without) == words(with_scripts), path
        # Each figure is there for wide and for narrow screens; one of the two is shown.
        for image in without.locator("article img:visible").all():
            image.scroll_into_view_if_needed()
            assert image.evaluate("image => image.decode().then(() => image.naturalWidth)"), path
        formulas = without.locator("article .katex-html")
        shown = formulas.evaluate_all("all => all.filter(one => one.getClientRects().length)")
        assert len(shown) == formulas.count(), path
