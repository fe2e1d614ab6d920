"""From the document to paper: set twice, since page numbers are known only after the first time."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Error, Response, sync_playwright

from lstm_tutor.base.errors import TutorError
from lstm_tutor.downloads.paper import chromium, pdf
from lstm_tutor.downloads.paper.serving import answer_from

NAME = (
    "downloads/lstm-tutor.html"  # where the document is kept while it is printed; never published
)
SETTLED = """async () => {
  await document.fonts.ready;
  // One that cannot be shown is missing, and named below.
  await Promise.allSettled([...document.images].map(image => image.decode()));
}"""
WIDTH = 642  # pixels between the margins of a sheet, as chapter.css sets them
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll(".lt-chapter :not(svg, svg *)")]
    .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
    .map(element => element.closest(".lt-chapter").id + ": " + element.textContent.trim())"""
TIMEOUT = 120_000  # milliseconds

Document = Callable[[dict[str, int]], str]  # from the sheet of each heading to HTML


def print_pdf(document: Document, site_dir: Path, site_url: str) -> bytes:
    """Print the document, which is at home at the site's address; its files come from the folder.

    Raises TutorError if one is missing, if something is too wide, or if there is no browser.
    """
    try:
        with sync_playwright() as playwright:
            path = chromium.find(Path(playwright.chromium.executable_path))
            browser = playwright.chromium.launch(executable_path=path, args=chromium.FLAGS)
            sheets = pdf.sheets(_print(browser, document({}), site_dir, site_url))
            printed = _print(browser, document(sheets), site_dir, site_url)
            browser.close()
    except Error as error:
        raise TutorError(f"the browser could not print the chapter: {error}") from error
    if pdf.sheets(printed) != sheets:
        raise TutorError("page numbers in the list of contents moved what they point at")
    return printed


def _print(browser: Browser, text: str, site_dir: Path, site_url: str) -> bytes:
    page = browser.new_page(color_scheme="light", viewport={"width": WIDTH, "height": 900})
    page.set_default_timeout(TIMEOUT)
    missing = list[str]()

    def note(answer: Response) -> None:
        if not answer.ok:
            missing.append(answer.url)

    page.on("response", note)
    page.on("requestfailed", lambda request: missing.append(request.url))
    page.route("**/*", answer_from(site_dir, site_url))
    page.route(
        site_url + NAME,
        lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"),
    )
    page.emulate_media(media="print")
    page.goto(site_url + NAME)
    page.evaluate(SETTLED)
    if missing:
        raise TutorError(f"the PDF asks for what the site does not have: {', '.join(missing)}")
    if too_wide := page.evaluate(TOO_WIDE):  # the browser would print everything smaller
        raise TutorError(f"wider than a sheet, on the page {too_wide[0]:.200}; let it break")
    printed = page.pdf(tagged=True, outline=True, prefer_css_page_size=True, print_background=True)
    page.close()
    return printed
