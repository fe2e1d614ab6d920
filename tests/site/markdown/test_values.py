"""Results in the text: `[words](value:figure.name)` becomes the result."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from lstm_tutor.site.checks.contract import check_contract
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.html.verify import verify
from tests.site.folders import VERDICT, Pages, add_figure, markdown_for, write_pages

RECIPE = {**VERDICT["panel"][0], "setting": "exploRNN's recipe", "share": "9 of 32"}
AGAIN = {"outcome": "fails", "effect": "×0.99", "interval": "×0.9 to ×1.1", "share": "4 of 40"}


@pytest.fixture(autouse=True)
def figure(docs: Path) -> None:
    """A figure with results in its caption and its verdict, placed on a page."""
    verdict = {**VERDICT, "panel": [*VERDICT["panel"], RECIPE], "replication": AGAIN}
    add_figure(docs, "lr-low", values={"end": "0.93", "odd": "*a* & <b>"}, verdict=verdict)
    write_pages(docs, {"rate.md": "/// figure | lr-low\n///"})


def link(docs: Path, text: str) -> Element:
    """The link that replaces the reference."""
    page = markdown_for(docs, "attr_list", "lstm_tutor.site.markdown.figures").convert(text)
    found = fromstring(f"<div>{page}</div>").find(".//a")
    assert found is not None
    return found


def test_the_result_replaces_the_reference_and_links_to_its_figure(docs: Path) -> None:
    found = link(docs, "It is [the *median*\nerror](value:lr-low.end).")
    assert (found.text, list(found), found.tail) == ("0.93", [], ".")
    assert found.attrib == {
        "href": "rate.md#fig-lr-low",
        "title": "the median error",
        "data-card": "fig-lr-low",
    }


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("odd", "*a* & <b>"),
        ("verdict", "depends on the setting"),
        ("baseline.outcome", "holds"),
        ("baseline.effect", "83"),
        ("composite-wave.interval", "0.9 to 1.4"),
        ("explornns-recipe.share", "9 of 32"),
        ("replication.effect", "×0.99"),
        ("replication.share", "4 of 40"),
    ],
)
def test_results_of_caption_and_verdict_have_names(docs: Path, name: str, result: str) -> None:
    assert link(docs, f"[words](value:lr-low.{name})").text == result


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        ("lr-lo.end", "no such figure; did you mean 'lr-low'?"),
        ("lr-low.ends", "the figure 'lr-low' has no such result; did you mean 'end'?"),
        ("lr-low", "the figure 'lr-low' has no such result"),
        ("lr-low.baseline.efect", "did you mean 'baseline.effect'?"),
        ("lr-low.baseline.twin", "has no such result"),
    ],
)
def test_an_unknown_result_is_an_error_that_names_page_and_reference(
    docs: Path, target: str, complaint: str
) -> None:
    reference = f"[the end](value:{target})"
    with pytest.raises(PageError) as error:
        link(docs, reference)
    write_pages(docs, {"training/rate.md": f"It is {reference}."})
    problems = [problem for problem in check_contract(docs) if "value:" in problem]
    assert len(problems) == 1
    for message in (str(error.value), problems[0]):
        assert f"{reference}: " in message
        assert complaint in message
    assert problems[0].startswith("training/rate.md: ")


def test_existing_results_and_syntax_in_code_are_fine(docs: Path) -> None:
    write_pages(docs, {"a.md": "[x](value:lr-low.end) `[x](value:no.thing)`"})
    assert not [problem for problem in check_contract(docs) if "value:" in problem]


def test_a_figure_without_claim_has_only_the_results_of_its_caption(docs: Path) -> None:
    add_figure(docs, "lr-low", verdict=None)
    assert link(docs, "[x](value:lr-low.low-end)").text == "0.93"
    with pytest.raises(PageError, match="there are: low-end"):
        link(docs, "[x](value:lr-low.verdict)")


def test_results_link_to_their_figure_from_every_page(
    docs: Path, mkdocs: Callable[[Pages], Path]
) -> None:
    site = mkdocs({"index.md": "# Home", "a/b.md": "# B\n\n[the end](value:lr-low.end) is it."})
    text = (site / "a/b/index.html").read_text("utf-8")
    assert (
        '<a data-card="fig-lr-low" href="../../rate/#fig-lr-low" title="the end">0.93</a>' in text
    )
    assert not verify(site)
