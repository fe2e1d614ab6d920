"""What a page opens on a click, on paper: checks stand open, answers stand at the end of the book.

Checks move out of their figure, so that drawing and caption stay on one sheet while the check goes
on overleaf. What else a page opens, such as data as a table or a mere link, is on the site.
"""

from bs4 import BeautifulSoup, Tag

CHECK = "[id^=check-]"
ANSWER = "lt-answer"


def open_details(article: Tag) -> None:
    """Replace every <details> of a page by what it holds, or leave it out.

    An answer gets an id, and a link to it where it stood; it still has to be moved.
    """
    for number, details in enumerate(article.find_all("details"), start=1):
        figure = details.find_parent("figure")
        check = details.select_one(CHECK)
        answer = ANSWER in (details.get("class") or [])
        if not answer and (check is None or len(check.find_all(True, recursive=False)) == 1):
            details.decompose()
            continue
        details.name, details["class"] = "div", ANSWER if answer else "lt-opened"
        del details["open"]
        if details.summary:
            details.summary["class"] = "lt-summary"
            details.summary.name = "p"
        if figure:
            figure.insert_after(details.extract())
        elif answer:
            details["id"] = f"answer-{number}"
            link = f'<p class="lt-to-answer"><a href="#{details["id"]}">Answer at the end</a></p>'
            details.insert_before(BeautifulSoup(link, "html.parser"))


def take_answers(article: Tag) -> list[Tag]:
    """Take the answers out of a page, to be put elsewhere."""
    return [answer.extract() for answer in article.select(f".{ANSWER}")]
