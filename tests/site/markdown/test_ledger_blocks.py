"""The ledger of claims and the replication: complete, in order, and counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.html.parsing import read_page
from lstm_tutor.site.markdown.elements import READING, as_heading
from tests.site.folders import VERDICT, Pages, add_figure, markdown_for, write_pages

PLACES = "\n\n".join(f"/// figure | {phrase.figure}\n///" for phrase in read_chapter().phrases)
ROW = {"effect": "×9", "interval": "×8 to ×11", "share": "30 of 32"}


def result(setting: str, outcome: str, **changes: str) -> dict[str, str]:
    return {**ROW, "setting": setting, "outcome": outcome, "twin": outcome, **changes}


@pytest.fixture
def chapter(docs: Path) -> Callable[..., None]:
    """Writes the figures of all phrases. figure and changes: what one verdict has instead."""

    def write(figure: str = "", **changes: Any) -> None:
        for phrase in read_chapter().phrases:
            verdict = {**VERDICT, **(changes if phrase.figure == figure else {})}
            words = {"phrase": phrase.text, "section": phrase.section}
            add_figure(docs, phrase.figure, **words, verdict=verdict)
        write_pages(docs, {"training/all.md": PLACES})

    return write


def render(docs: Path, block: str) -> Element:
    page = markdown_for(docs, "lstm_tutor.site.markdown.figures")
    block, *_ = page.convert(f"/// {block}\n///").partition("<template")  # the cards of its links
    return fromstring(block)


def words(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def rows(table: Element | None) -> list[list[str]]:
    assert table is not None
    return [[words(cell) for cell in row] for row in table.iter("tr")]


def test_verdicts_are_counted(docs: Path, chapter: Callable[..., None]) -> None:
    chapter("lr-high", verdict="not supported")
    found = render(docs, "ledger")
    assert words(found.find("p")).startswith("The chapter has 20 marked phrases.")
    assert [words(item) for item in found.iter("li")] == [
        *("supported here 0", "depends on the setting 19", "not supported 1", "undecided 0")
    ]


def test_the_table_has_every_phrase_in_the_chapter_s_order(
    docs: Path, chapter: Callable[..., None]
) -> None:
    panel = [
        result("baseline", "holds", share="1999 of 2000"),
        result("fresh data", "fails"),
        result("composite wave", "undecided"),
        result("sunspots", "undecided"),
    ]
    chapter("lr-high", over="resamples", panel=panel)
    table = render(docs, "ledger").find("table")
    found = [row for row in rows(table)[1:] if len(row) > 1]
    assert [row[0] for row in found] == [f"“{phrase.text}”" for phrase in read_chapter().phrases]
    assert found[3][1:] == [
        *("depends on the setting", "×9", "1999 of 2000 resamples"),
        *("fresh data", "composite wave, sunspots"),
    ]
    sections = [row[0] for row in rows(table)[1:] if len(row) == 1]
    names = dict.fromkeys(phrase.section for phrase in read_chapter().phrases)
    assert sections == [as_heading(name) for name in names]
    assert table is not None
    links = [link.get("href") for link in table.iter("a")]
    assert links == [f"training/all.md#fig-{phrase.figure}" for phrase in read_chapter().phrases]


def test_each_claim_has_an_entry_with_all_that_is_known(
    docs: Path, chapter: Callable[..., None]
) -> None:
    panel = [result("baseline", "undecided", twin="fails"), result("sunspots", "fails")]
    again = {**ROW, "outcome": "holds", "share": "39 of 41"}
    chapter("lr-low", check="Errors after 7 epochs.", panel=panel, replication=again)
    found = render(docs, "ledger")
    assert [h.get("id") for h in found.iter("h3")] == [
        phrase.figure for phrase in read_chapter().phrases
    ]
    entry = words(found).split("“the learning rate is too low”")[2]  # after the table's row
    entry = entry.partition("“prediction is not good”")[0]
    for part in (
        "The low rate leaves a larger error.",
        "Not so with: sunspots (×9).",
        "Undecided with: baseline (×9).",
        "Errors after 7 epochs.",
        "exploRNN's recipe, with 41 other seeds: holds (×9, interval ×8 to ×11, 39 of 41 seeds).",
        "Setting of the figure: 16 units; 32 seeds.",
    ):
        assert part in entry
    assert ["baseline", "undecided", "×9", "×8 to ×11", "30 of 32", "fails"] in rows(found)
    assert "figures/lr-low.md" in {link.get("href") for link in found.iter("a")}


@pytest.mark.parametrize("block", ["ledger", "replication"])
def test_a_phrase_without_a_verdict_is_an_error(
    docs: Path, chapter: Callable[..., None], block: str
) -> None:
    chapter()
    add_figure(docs, "lr-low-slow", verdict=None)
    with pytest.raises(PageError, match=r"'too slow' has no verdict.*figures/lr_low_slow\.py"):
        render(docs, block)


def test_the_replication_is_compared_with_the_baseline_and_counted(
    docs: Path, chapter: Callable[..., None]
) -> None:
    cases = {
        "lr-low": ("holds", "holds", "holds"),
        "lr-high": ("holds", "fails", "fails"),
        "batch-low": ("holds", "holds", "undecided"),
    }
    chapter()
    for figure, (ours, theirs, again) in cases.items():
        panel = [
            result("baseline", ours, effect="×1"),
            result("composite wave", "undecided"),
            result("exploRNN's recipe", theirs, effect="×2"),
        ]
        repeated = {**ROW, "outcome": again, "effect": "×3", "share": "9 of 41"}
        verdict = {**VERDICT, "panel": panel, "replication": repeated}
        add_figure(docs, figure, verdict=verdict)
    found = render(docs, "replication")
    assert rows(found.find("table")) == [
        ["phrase", "our baseline", "exploRNN's recipe", "the same, 41 other seeds"],
        ["“the learning rate is too low”", "holds (×1)", "holds (×2)", "holds (×3)"],
        ["“the learning rate is too high”", "holds (×1)", "fails (×2)", "fails (×3)"],
        ["“the batch size is low”", "holds (×1)", "holds (×2)", "undecided (×3)"],
    ]
    sentence = words(found.find("p"))
    assert "2 of these 3 claims come out in exploRNN's recipe as they did before" in sentence
    assert "1 of them come out both times as they do at our baseline" in sentence


@pytest.mark.slow
def test_mkdocs_renders_both_with_their_anchors(
    docs: Path, chapter: Callable[..., None], mkdocs: Callable[[Pages], Path]
) -> None:
    chapter()
    site = mkdocs(
        {
            "index.md": "# Start\n\n[one](evidence/ledger.md#lr-low)",
            "evidence/ledger.md": "# Ledger\n\n/// ledger\n///\n\n/// replication\n///",
        }
    )
    page = read_page((site / "evidence/ledger/index.html").read_text("utf-8"))
    assert {phrase.figure for phrase in read_chapter().phrases} | {"low-batch-size"} <= set(
        page.ids
    )
    addresses = {reference.address for reference in page.references}
    assert {"../../training/all/#fig-lr-low", "../../figures/lr-low/", "#lr-low"} <= addresses


@pytest.mark.parametrize("block", ["figure | lr-high", "passport | lr-high"])
@pytest.mark.parametrize("over", READING)
def test_a_table_says_how_to_read_it(
    docs: Path, chapter: Callable[..., None], block: str, over: str
) -> None:
    chapter("lr-high", over=over)
    found = render(docs, block)
    assert ("rounding step" in words(found.find(".//thead"))) == (over == "seeds")
    assert [kind for kind, text in READING.items() if text in words(found)] == [over]


def test_the_ledger_says_once_how_to_read_its_tables(
    docs: Path, chapter: Callable[..., None]
) -> None:
    chapter()
    assert words(render(docs, "ledger")).count(READING["seeds"]) == 1


@pytest.mark.parametrize(
    ("section", "heading"),
    [("Low Learning Rate", "Low learning rate"), ("LSTM Cells", "LSTM cells"), ("Noise", "Noise")],
)
def test_section_names_are_in_sentence_case(section: str, heading: str) -> None:
    assert as_heading(section) == heading
