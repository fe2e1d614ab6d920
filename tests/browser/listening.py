"""What a page complains of while a test looks at it."""

from playwright.sync_api import Page

EMBEDDED = ("data:", "blob:")


def listen(page: Page, own: str, complaints: list[str]) -> None:
    """Add to the complaints what a page logs as a fault, and what it asks another host for.

    own: how the addresses begin that the page may ask for.
    """
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"{page.url}: console: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((own, *EMBEDDED))
            else complaints.append(f"{page.url}: asks for {request.url}")
        ),
    )
