"""The policy in a browser: the pages run as before, and nothing that was put in afterwards does."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.serving import Open, answer_from
from tests.browser.test_every_page import POLICY

pytestmark = pytest.mark.slow

PAGE = "training/learning-rate/"
# Runs in each page and frame before all else: what ran, and what the policy kept from running.
WATCH = """
if (top == window) window.marks = [], window.violations = []
addEventListener("securitypolicyviolation", (event) => {
  top.violations.push(`${event.effectiveDirective} ${event.blockedURI}`)
})
"""
# Each leaves a mark if it runs, or asks another host, which would be told the page.
INJECTED = """
<script>top.marks.push("inline")</script>
<img src="data:," alt="" onerror="top.marks.push('attribute')">
<script src="https://other.example/a.js"></script>
<a id="href" href="javascript:top.marks.push('address')">x</a>
<iframe srcdoc="<script>top.marks.push('frame')</script>" title="x"></iframe>
<base href="https://other.example/">
"""
ATTACK = '<img src=x onerror="window.ran = 1"><script>window.ran = 1</script>'
REFUSED = [
    "base-uri https://other.example/",
    "script-src-attr inline",
    "script-src-elem https://other.example/a.js",
    *["script-src-elem inline"] * 3,  # the script, the address and the frame
]


@pytest.fixture
def open_injected(browser: Browser, site: Path, address: str) -> Iterator[Open]:
    """Opens a page into which somebody has put scripts: open_injected(policy=True)."""
    contexts = []

    def opener(*, policy: bool) -> Page:
        context = browser.new_context()
        contexts.append(context)
        answer = answer_from(site, address)

        def injected(route: Route) -> None:
            text = (site / PAGE / "index.html").read_text("utf-8")
            assert POLICY in text
            if not policy:
                text = text.replace(POLICY, 'name="no-policy"')
            body = text.replace("</article>", f"{INJECTED}</article>")
            route.fulfill(body=body, content_type="text/html")

        context.add_init_script(WATCH)
        context.route("**/*", answer)
        context.route(address + PAGE, injected)
        page = context.new_page()
        page.goto(address + PAGE, wait_until="load")
        return page

    yield opener
    for context in contexts:
        context.close()


def follow_the_address(page: Page) -> None:
    page.locator("#href").evaluate("link => link.click()")


def test_without_the_policy_what_was_put_in_runs(open_injected: Open) -> None:
    """The next test could not fail otherwise."""
    page = open_injected(policy=False)
    follow_the_address(page)
    page.wait_for_function("marks.length >= 4")
    assert sorted(page.evaluate("marks")) == ["address", "attribute", "frame", "inline"]


def test_with_the_policy_it_does_not(open_injected: Open, address: str) -> None:
    page = open_injected(policy=True)
    follow_the_address(page)
    page.wait_for_function("count => violations.length >= count", arg=len(REFUSED))
    assert sorted(page.evaluate("violations")) == REFUSED
    assert page.evaluate("marks") == []
    assert page.evaluate("document.baseURI") == address + PAGE


@pytest.mark.parametrize(
    ("attempt", "violation"),
    [
        ("eval('1')", "script-src eval"),
        ("new Function('return 1')()", "script-src eval"),
        ("fetch('https://other.example/')", "connect-src https://other.example/"),
        ("new WebSocket('wss://other.example/')", "connect-src wss://other.example/"),
        ("new Worker(URL.createObjectURL(new Blob(['1'])))", "worker-src blob"),
    ],
)
def test_scripts_cannot_make_scripts_or_ask_other_hosts(
    open_injected: Open, attempt: str, violation: str
) -> None:
    page = open_injected(policy=True)
    page.evaluate(f"() => setTimeout(async () => {{ try {{ await {attempt} }} catch {{}} }})")
    page.wait_for_function("wanted => violations.includes(wanted)", arg=violation)


@pytest.mark.parametrize("name", ["q", "h"])
def test_a_script_in_an_address_is_text(open_page: Open, name: str) -> None:
    """It would log an error if the policy had to stop it."""
    page = open_page(f"training/noise/?{urlencode({name: ATTACK})}#{quote(ATTACK)}")
    page.wait_for_timeout(500)
    assert page.evaluate("window.ran") is None
    assert page.locator("img[src=x]").count() == 0


def test_code_is_copied(open_page: Open) -> None:
    page = open_page("lstm-cells/input-gate/", permissions=["clipboard-read", "clipboard-write"])
    code = page.locator(".highlight", has=page.locator("code")).first
    code.hover()
    code.get_by_role("button").first.click()
    expect(page.locator(".md-dialog--active")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.strip() == (code.locator("code").text_content() or "").strip()
