"""Formulas on paper: what is drawn stays, and its description is what was typed.

On the site a formula is there twice, once for the eye and once as MathML for a screen reader. A
PDF knows one form, with a description: the formula's TeX, without the chapter's colours.
"""

from bs4 import Tag

from lstm_tutor.paper.pdf import FORMULA
from lstm_tutor.site.maths import uncoloured
from lstm_tutor.site.pages import plain


def describe_formulas(article: Tag) -> None:
    """Leave of every formula the drawn form, as an image with a description."""
    for formula in article.select(".katex"):
        drawn, typed = formula.select_one(".katex-html"), formula.annotation
        if drawn is None or typed is None:
            continue
        formula["role"] = "img"
        formula["aria-label"] = FORMULA + plain(uncoloured(typed.get_text()))
        for part in formula.select(".katex-mathml"):
            part.decompose()
        del drawn["aria-hidden"]
