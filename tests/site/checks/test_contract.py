"""The chapter's contract: a complete chapter passes, and every breach is named."""

import json
from collections import Counter
from pathlib import Path

import pytest

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.site.checks.contract import check_contract
from tests.site.folders import add_figure, write_pages

CHAPTER = read_chapter()
PAGE_OF, PHRASES = CHAPTER.page_of, CHAPTER.phrases
RATE = "training/learning-rate.md"
GATE = "lstm-cells/input-gate.md"


def rewrite(docs: Path, page: str, old: str, new: str) -> None:
    text = (docs / page).read_text("utf-8")
    assert old in text
    (docs / page).write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def chapter(docs: Path) -> Path:
    """The published part of the chapter, complete."""
    pages = dict.fromkeys(PAGE_OF.values(), "")
    for section, page in PAGE_OF.items():
        pages[page] += f"## {section} {{#{section.lower().replace(' ', '-')}}}\n\n"
        for phrase in PHRASES:
            if phrase.section == section:
                add_figure(docs, phrase.figure, phrase=phrase.text, section=section)
                pages[page] += f"When [{phrase.text}](fig:{phrase.figure}), look:\n\n"
                pages[page] += f"/// figure | {phrase.figure}\n///\n\n"
    for section, name, _ in CHAPTER.equations:
        add_figure(docs, name, equation=name, section=section)
        page = PAGE_OF[section]
        pages[page] += f"/// equation | {name}\n$$i$$\n///\n\n/// figure | {name}\n///\n"
    write_pages(docs, pages)
    return docs


def only_problem(docs: Path) -> str:
    problems = check_contract(docs)
    assert len(problems) == 1, problems
    return problems[0]


def test_the_chapter_has_twenty_phrases_and_seven_equations() -> None:
    assert len(PHRASES) == 20
    assert len(CHAPTER.figures) == 27
    twice = [
        text for text, times in Counter(phrase.text for phrase in PHRASES).items() if times > 1
    ]
    assert sorted(twice) == ["finds an optimal solution", "realistic scenario"]
    assert len(PAGE_OF) == 24


def test_a_complete_chapter_has_no_problem(chapter: Path) -> None:
    assert check_contract(chapter) == []


def test_syntax_in_code_is_ignored(chapter: Path) -> None:
    write_pages(
        chapter,
        {"about.md": "```\n/// figure | lr-low\n///\n[x](fig:no)\n```\nWrite `[x](fig:id)` so."},
    )
    assert check_contract(chapter) == []


def test_a_phrase_must_be_linked_word_for_word(chapter: Path) -> None:
    rewrite(chapter, RATE, "[too slow]", "[far too slow]")
    assert only_problem(chapter) == (
        f"{RATE}: the phrase 'too slow' is not linked word for word to fig:lr-low-slow; "
        "did you mean 'far too slow'?"
    )


def test_a_phrase_may_contain_a_line_break(chapter: Path) -> None:
    rewrite(chapter, RATE, "[too slow]", "[too\n  slow]")
    assert check_contract(chapter) == []


def test_a_phrase_must_lead_to_its_own_figure(chapter: Path) -> None:
    write_pages(chapter, {"index.md": "[too slow](fig:lr-low) [any other words](fig:lr-low)"})
    assert only_problem(chapter) == (
        "index.md: [too slow](fig:lr-low): this phrase belongs to fig:lr-low-slow"
    )


def test_a_repeated_phrase_has_a_figure_for_each(chapter: Path) -> None:
    page = PAGE_OF["Medium Batch Size"]
    assert page != PAGE_OF["Medium Learning Rate"]
    rewrite(chapter, page, "](fig:batch-medium-prediction)", "](fig:lr-low)")
    problems = "\n".join(check_contract(chapter))
    assert "belongs to fig:batch-medium-prediction or fig:lr-medium-prediction" in problems


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ("[x](fig:lr-lo)", "index.md: [x](fig:lr-lo): no such figure; did you mean 'lr-low'?"),
        ("[x](fig:../x)", "index.md: [x](fig:../x): no such figure"),
        ("[x](eq:forget-gates)", "no such equation; did you mean 'forget-gate'?"),
    ],
)
def test_a_link_to_nothing_is_named(chapter: Path, link: str, complaint: str) -> None:
    write_pages(chapter, {"index.md": link})
    assert complaint in only_problem(chapter)


def test_a_figure_is_on_exactly_one_page(chapter: Path) -> None:
    rewrite(chapter, RATE, "/// figure | lr-low-slow\n///", "")
    assert only_problem(chapter).startswith(
        "/// figure | lr-low-slow (figures/lr_low_slow.py) is on no page"
    )
    write_pages(chapter, {"index.md": "/// figure | lr-low-slow\n///\n\n" * 2})
    assert only_problem(chapter) == (
        "/// figure | lr-low-slow is placed 2 times (index.md, index.md); keep one"
    )


@pytest.mark.parametrize("kind", ["figure", "equation"])
def test_a_block_with_an_unknown_id_is_named(chapter: Path, kind: str) -> None:
    write_pages(chapter, {"index.md": f"/// {kind} | input-gat\n///"})
    assert only_problem(chapter) == (
        f"index.md: /// {kind} | input-gat: no such {kind}; did you mean 'input-gate'?"
    )


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"phrase": "too sow"}, "was drawn for another place"),
        ({"section": "No Noise"}, "was drawn for another place"),
        ({"phrase": None, "equation": "input-gate"}, "was drawn for another place"),
        ({"alt": " "}, "the figure has no alternative text"),
        ({"claim": ""}, "the figure has no caption"),
    ],
)
def test_a_figure_that_contradicts_the_contract_is_named(
    chapter: Path, changes: dict[str, str | None], complaint: str
) -> None:
    add_figure(
        chapter,
        "lr-low-slow",
        **{"phrase": "too slow", "section": "Low Learning Rate", **changes},
    )
    problem = only_problem(chapter)
    assert problem.startswith("figures/lr_low_slow.py: ")
    assert complaint in problem


@pytest.mark.parametrize(
    ("section", "complaint"),
    [(None, "names no phrase and no equation"), ("Low Rate", "did you mean 'Low Learning Rate'?")],
)
def test_a_figure_that_serves_nothing_is_named(
    chapter: Path, section: str | None, complaint: str
) -> None:
    add_figure(chapter, "valley", section=section)
    write_pages(chapter, {"index.md": "/// figure | valley\n///"})
    problem = only_problem(chapter)
    assert problem.startswith("figures/valley.py: ")
    assert complaint in problem


def test_a_phrase_without_its_figure_is_named(chapter: Path) -> None:
    for file in (chapter / "figures").glob("lr-low-slow.*"):
        file.unlink()
    assert (
        "chapter.toml: [Low Learning Rate]: there is no figure 'lr-low-slow'; "
        "write figures/lr_low_slow.py"
    ) in check_contract(chapter)


def test_a_figure_may_serve_a_section(chapter: Path) -> None:
    add_figure(chapter, "valley", section="Learning Rate")
    write_pages(chapter, {"index.md": "/// figure | valley\n///"})
    assert check_contract(chapter) == []


def test_a_missing_drawing_is_named(chapter: Path) -> None:
    (chapter / "figures" / "lr-low.svg").unlink()
    assert "figures/lr-low.svg is missing" in only_problem(chapter)


def test_permanent_addresses_anchors_and_equations_must_stay(chapter: Path) -> None:
    rewrite(chapter, RATE, "{#low-learning-rate}", "{#low-rate}")
    assert "no heading carries {#low-learning-rate}" in only_problem(chapter)
    rewrite(chapter, RATE, "{#low-rate}", "{#low-learning-rate}")
    rewrite(chapter, GATE, "/// equation | input-gate\n$$i$$\n///", "")
    assert only_problem(chapter) == f"{GATE}: /// equation | input-gate is missing"
    (chapter / GATE).unlink()
    assert (
        f"{GATE}: this permanent address is gone; it holds 'Input Gate'. "
        "Has it moved? Then name its new page in docs/chapter.toml too"
    ) in check_contract(chapter)


def test_all_problems_are_listed_at_once(chapter: Path) -> None:
    rewrite(chapter, RATE, "[too slow]", "[slow]")
    add_figure(chapter, "lr-low", phrase="the learning rate is too low", section="No Noise")
    write_pages(chapter, {"index.md": "[x](fig:nothing)"})
    assert len(check_contract(chapter)) == 3


def test_a_broken_passport_is_reported(chapter: Path) -> None:
    (chapter / "figures" / "lr-low.passport.json").write_text(json.dumps([]), encoding="utf-8")
    assert "lr-low.passport.json: the passport lacks id" in only_problem(chapter)
