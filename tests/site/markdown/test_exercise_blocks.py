"""Blocks for exercises, answers and objectives, and the contract for exercises."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.site.checks.contract import check_exercises
from lstm_tutor.site.content.text import PageError
from tests.site.folders import Pages, add_figure, write_pages

RATE, NOISE = "training/learning-rate.md", "training/noise.md"
CODE = "import numpy as np\n\n\ndef twice(x: float) -> float:\n    return 2 * x\n"
QUESTION = """\
What is $x^2$ at [low rate](value:lr-low.low-end)? See [the figure](fig:lr-low).

- one
- two

```python
y = "fenced"
```
"""
PAGE = "# Rate\n\n/// figure | lr-low\n///\n\n/// exercises | learning-rate\n///\n"
Build = Callable[[Pages], Path]


def exercise(name: str, **changes: Any) -> dict[str, Any]:
    made = {"id": name, "kind": "recall", "question": "Q?", "answer": "A.", "solution": None}
    return {**made, **changes}


def add_section(docs: Path, name: str, page: str, *exercises: dict[str, Any]) -> None:
    content = {
        "section": name,
        "source": f"exercises/chapter/{name.replace('-', '_')}.py",
        "page": page,
        "objectives": [
            {"text": f"Explain $x$ of {name}.", "exercises": [one["id"] for one in exercises]}
        ],
        "exercises": exercises,
    }
    path = docs / "exercises" / f"{name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def exercised(docs: Path) -> Path:
    add_figure(docs, "lr-low")
    add_section(
        docs,
        "learning-rate",
        RATE,
        exercise("first", question=QUESTION, answer="It is **one**.\n\nSo."),
        exercise("second", kind="coding", solution=CODE),
    )
    add_section(docs, "noise", NOISE, exercise("third"))
    return docs


def page(site: Path, path: str) -> BeautifulSoup:
    return BeautifulSoup((site / path / "index.html").read_text("utf-8"), "html.parser")


def one(where: Tag, selector: str) -> Tag:
    (found,) = where.select(selector)
    return found


def test_answers_are_collapsed(exercised: Path, mkdocs: Build) -> None:
    site = mkdocs({RATE: PAGE, NOISE: "# Noise\n\n/// exercises | noise\n///\n"})
    shown = page(site, "training/learning-rate")
    first, second = shown.select("ol.lt-exercises > li")
    assert [first["id"], second["id"]] == ["ex-first", "ex-second"]
    assert one(first, ".lt-exercise").get_text() == "Exercise 1 recall"
    assert one(first, ".lt-exercise a")["href"] == "#ex-first"
    details = one(first, "details.lt-answer")
    assert not details.has_attr("open")
    assert one(details, "summary").get_text() == "Answer to exercise 1"
    assert one(details, "strong").get_text() == "one"
    assert details.select("[data-search-exclude]")
    assert one(second, ".lt-kind").get_text() == "coding"


def test_exercises_are_markdown_like_the_page(exercised: Path, mkdocs: Build) -> None:
    site = mkdocs({RATE: PAGE, NOISE: "# Noise\n\n/// exercises | noise\n///\n"})
    first, second = page(site, "training/learning-rate").select("ol.lt-exercises > li")
    assert first.select("math")
    value, figure = first.select("p:not(.lt-exercise) a")
    assert (value.get_text(), value["title"]) == ("0.93", "low rate")
    assert value["href"] == figure["href"] == "#fig-lr-low"
    assert [item.get_text() for item in first.select("ul li")] == ["one", "two"]
    assert one(first, ".highlight code").get_text() == 'y = "fenced"\n'
    assert one(second, "details .highlight code").get_text() == CODE


def test_the_answer_sheet_has_all_answers_in_the_order_of_the_chapter(
    exercised: Path, mkdocs: Build
) -> None:
    site = mkdocs(
        {
            RATE: PAGE,
            NOISE: "# Noise\n\n/// exercises | noise\n///\n",
            "teaching/answers.md": "# Answers\n\n/// answers\n///\n",
        }
    )
    sheet = one(page(site, "teaching/answers"), ".lt-answers")
    assert [(title["id"], title.get_text()) for title in sheet.select("h2")] == [
        ("learning-rate", "Learning rate"),
        ("noise", "Noise"),
    ]
    ids = [item["id"] for item in sheet.select("ol.lt-exercises > li")]
    assert ids == ["answer-first", "answer-second", "answer-third"]
    assert not sheet.select("details")
    assert len(sheet.select("div.lt-answer")) == 3
    link = one(sheet, "#answer-third .lt-exercise a")
    assert str(link["href"]).endswith("training/noise/#ex-third")


def test_objectives_of_one_page_and_of_all(exercised: Path, mkdocs: Build) -> None:
    site = mkdocs(
        {
            RATE: PAGE,
            NOISE: "# Noise\n\n/// exercises | noise\n///\n",
            "one.md": "# One\n\n/// objectives | noise\n///\n",
            "all.md": "# All\n\n/// objectives\n///\n",
        }
    )
    (only,) = page(site, "one").select(".lt-objectives li")
    assert only.get_text().startswith("Explain ")
    assert only.select("math")
    (tested,) = only.select(".lt-tested a")
    assert tested.get_text() == "Exercise 1"
    assert str(tested["href"]).endswith("training/noise/#ex-third")
    every = one(page(site, "all"), ".lt-objectives")
    assert [link.get_text() for link in every.select(".lt-label a")] == ["Learning rate", "Noise"]
    assert len(every.select("li")) == 2


@pytest.mark.parametrize("block", ["exercises", "objectives"])
def test_a_section_that_does_not_exist_is_named(exercised: Path, mkdocs: Build, block: str) -> None:
    wrong = f"/// {block} | lerning-rate: no file .* has this name; did you mean 'learning-rate'"
    with pytest.raises(PageError, match=wrong):
        mkdocs({"one.md": f"# One\n\n/// {block} | lerning-rate\n///\n"})


def test_a_value_that_does_not_exist_is_named(exercised: Path, mkdocs: Build) -> None:
    add_section(exercised, "noise", NOISE, exercise("x", answer="[low](value:lr-low.nothing)"))
    with pytest.raises(PageError, match=r"\[low\]\(value:lr-low.nothing\): the figure 'lr-low'"):
        mkdocs({NOISE: "# Noise\n\n/// exercises | noise\n///\n"})


@pytest.fixture
def complete(docs: Path) -> Path:
    """Three exercises on every page that needs some."""
    for number, path in enumerate(read_chapter().exercised):
        name = Path(path).stem
        add_section(docs, name, path, *(exercise(f"{name}-{k}") for k in range(3)))
        write_pages(docs, {path: f"# Page {number}\n\n/// exercises | {name}\n///\n"})
    return docs


def test_a_complete_chapter_has_no_problem(complete: Path) -> None:
    assert check_exercises(complete) == []


def test_a_page_with_two_exercises_is_named(complete: Path) -> None:
    add_section(complete, "noise", NOISE, exercise("a"), exercise("b"))
    (problem,) = check_exercises(complete)
    assert problem.startswith("training/noise.md: has 2 exercises and needs 3")


def test_a_page_without_its_file_is_named(complete: Path) -> None:
    (complete / "exercises" / "noise.json").unlink()
    (problem,) = check_exercises(complete)
    assert problem.startswith("training/noise.md: has 0 exercises and needs 3")


@pytest.mark.parametrize(
    ("pages", "found"),
    [
        ({NOISE: "# Noise\n"}, "no page"),
        ({NOISE: "# Noise\n\n    /// exercises | noise\n"}, "no page"),
        ({RATE: "/// exercises | learning-rate\n///\n\n/// exercises | noise\n///\n"},
         "training/learning-rate.md and training/noise.md"),
    ],
)  # fmt: skip
def test_exercises_on_another_page_are_named(complete: Path, pages: Pages, found: str) -> None:
    write_pages(complete, pages)
    (problem,) = check_exercises(complete)
    assert problem.startswith(
        "exercises/chapter/noise.py: the exercises 'noise-0', 'noise-1', 'noise-2'"
    )
    assert f"stand on {found}; put /// exercises | noise there" in problem


def test_a_page_outside_the_chapter_is_named(complete: Path) -> None:
    add_section(complete, "sound", "training/nois.md", exercise("a"))
    (problem,) = check_exercises(complete)
    assert (
        "exercises/chapter/sound.py: PAGE is 'training/nois.md', no page of the chapter" in problem
    )
    assert "did you mean 'training/noise.md'?" in problem


def test_a_damaged_file_is_named(complete: Path) -> None:
    (complete / "exercises" / "noise.json").write_text("{", encoding="utf-8")
    (problem,) = check_exercises(complete)
    assert "noise.json: no exercises" in problem
