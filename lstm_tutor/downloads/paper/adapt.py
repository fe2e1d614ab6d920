"""A page made fit for paper: what opens on a click is open, formulas are described."""

from bs4 import BeautifulSoup, Tag

from lstm_tutor.downloads.paper.pdf import FORMULA
from lstm_tutor.site.content.text import one_line, uncoloured

CHECK = "[id^=check-]"


ANSWER = "lt-answer"


def open_details(article: Tag) -> None:
    """Replace every <details> of a page by what it holds, or leave it out.

    An answer gets an id, and a link to it where it was; it still has to be moved.
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


def describe_formulas(article: Tag) -> None:
    """Leave of every formula the drawn form, as an image with a description."""
    for formula in article.select(".katex"):
        drawn, typed = formula.select_one(".katex-html"), formula.annotation
        if drawn is None or typed is None:
            continue
        formula["role"] = "img"
        formula["aria-label"] = FORMULA + one_line(uncoloured(typed.get_text()))
        for part in formula.select(".katex-mathml"):
            part.decompose()
        del drawn["aria-hidden"]
