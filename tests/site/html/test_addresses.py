"""Permanent addresses: which are recorded, when one is lost, and where redirects may lead."""

from pathlib import Path

import pytest

from lstm_tutor.site.html.addresses import (
    RECORD,
    AddressError,
    Record,
    compare,
    destination,
    extended,
    read_record,
    standing_addresses,
)
from tests.site.folders import write_pages

EXISTING = {"/", "/a/", "/a/#fig-x", "/a/#deep-learning", "/b/", "/b/#fig-y"}


def on_record(**moved: str) -> Record:
    return dict.fromkeys(EXISTING, "") | moved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<h2 id='a-heading'>x</h2>", {"a-heading"}),
        ("<figure id='fig-x'></figure><dt id='term-a'></dt>", {"fig-x", "term-a"}),
        ("<sup id='fnref:1'></sup><li id='fn:1'></li>", set()),
        ("<span id='__codelineno-0-1'></span><input id='__tabbed_1_1'>", set()),
        ("<div id='cell-id=a1b2'></div>", set()),
        ("<lt-tip id='tip-1' role='tooltip'>x</lt-tip>", set()),
        ("<a id='cited-x' href='#x'>x</a>", set()),
        ("<svg><g id='axes-1'/></svg>", set()),
        ("</article><div id='outside'></div>", set()),
    ],
)
def test_what_counts_as_an_anchor(tmp_path: Path, text: str, expected: set[str]) -> None:
    write_pages(tmp_path, {"a/index.html": f"<article>{text}</article>", "404.html": "<article>"})
    assert standing_addresses(tmp_path) == {"/a/", *(f"/a/#{anchor}" for anchor in expected)}


def test_the_first_page_and_pages_without_a_folder_have_addresses_too(tmp_path: Path) -> None:
    write_pages(tmp_path, {"index.html": "", "print.html": ""})
    assert standing_addresses(tmp_path) == {"/", "/print.html"}


def test_a_complete_record_has_no_problems() -> None:
    assert compare(on_record(), EXISTING) == []


def test_a_lost_address_is_named_with_the_nearest_existing_one() -> None:
    (problem,) = compare(on_record(**{"/a/#deep-leaning": ""}), EXISTING)
    assert problem.startswith("/a/#deep-leaning: this permanent address is gone")
    assert "did you mean '/a/#deep-learning'?" in problem


def test_a_figure_that_moved_to_another_page_is_suggested() -> None:
    (problem,) = compare(on_record(**{"/a/#fig-y": ""}), EXISTING)
    assert "did you mean '/b/#fig-y'?" in problem


def test_a_lost_page_is_reported_once_for_all_its_anchors() -> None:
    (problem,) = compare(on_record(**{"/aa/": "", "/aa/#one": "", "/aa/#two": ""}), EXISTING)
    assert problem.startswith("/aa/: this permanent address is gone; did you mean '/a/'?")


def test_a_loss_without_a_suggestion_is_a_sentence_too() -> None:
    (problem,) = compare(on_record(**{"/zzzzzzzz/": ""}), EXISTING)
    assert "this permanent address is gone. Bring it back, or " in problem


def test_new_addresses_are_named_with_what_to_do() -> None:
    (problem,) = compare({"/": ""}, EXISTING)
    assert "not on record: /a/, /a/#deep-learning, /a/#fig-x, /b/, /b/#fig-y; " in problem
    assert "run `make addresses`" in problem
    (problem,) = compare({}, EXISTING)
    assert "/b/ and 1 more" in problem


@pytest.mark.parametrize(
    ("moved", "wanted", "found"),
    [
        ({"/old/": "/b/"}, "/old/", "/b/"),
        ({"/a/#gone": "/b/#fig-y"}, "/a/#gone", "/b/#fig-y"),
        ({"/older/": "/old/", "/old/": "/b/"}, "/older/", "/b/"),
        ({"/old/": "/b/", "/old/#fig-y": ""}, "/old/#fig-y", "/b/#fig-y"),
        ({"/old/": "/b/#fig-y", "/old/#fig-y": ""}, "/old/#fig-y", "/b/#fig-y"),
        ({"/old/": "/b/", "/old/#fig-y": "/a/#fig-x"}, "/old/#fig-y", "/a/#fig-x"),
    ],
)
def test_a_redirect_leads_to_an_existing_address(moved: Record, wanted: str, found: str) -> None:
    record = on_record(**moved)
    assert compare(record, EXISTING) == []
    assert destination(wanted, record, EXISTING) == found


@pytest.mark.parametrize(
    ("moved", "complaint"),
    [
        ({"/old/": "/bb/"}, "/old/ -> /bb/: the new address does not exist; did you mean '/b/'?"),
        ({"/old/": "/b/#fig-z"}, "does not exist; did you mean '/b/#fig-y'?"),
        ({"/b/": "/a/"}, "/b/ still exists, so it cannot redirect to /a/"),
        ({"/old/": "/old/"}, "/old/ -> /old/ leads in a circle"),
        ({"/old/": "/b/", "/old/#lost": ""}, "/old/#lost: this permanent address is gone"),
    ],
)
def test_a_redirect_to_nothing_is_refused(moved: Record, complaint: str) -> None:
    (problem,) = compare(on_record(**moved), EXISTING)
    assert complaint in problem


def test_redirects_in_a_circle_are_refused() -> None:
    problems = compare(on_record(**{"/c/": "/d/", "/d/": "/c/"}), EXISTING)
    assert len(problems) == 2
    assert "/c/ -> /d/ -> /c/ leads in a circle" in problems[0]


def test_a_missing_record_is_not_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "docs" / RECORD
    with pytest.raises(AddressError, match=r"docs/addresses\.txt: it is missing; .* `git restore"):
        read_record(path.parent)
    path.mkdir(parents=True)
    with pytest.raises(AddressError, match="a folder is in its place"):
        read_record(path.parent)
    path.rmdir()
    path.touch()
    assert read_record(path.parent) == {}


def test_extending_the_record_removes_and_changes_nothing(tmp_path: Path) -> None:
    record = {"/gone/": "", "/old/": "/b/"}
    text = extended(record, EXISTING)
    (tmp_path / RECORD).write_text(text, encoding="utf-8")
    assert read_record(tmp_path) == record | dict.fromkeys(EXISTING, "")
    assert extended(read_record(tmp_path), EXISTING) == text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)
    assert "/old/ -> /b/" in lines


@pytest.mark.parametrize("line", ["a/", "/a/ -> b/", "/a/ => /b/", "/a/ ->", "", "/a b/"])
def test_a_line_that_is_not_an_address_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / RECORD).write_text(f"# note\n{line}\n/\n", encoding="utf-8")
    with pytest.raises(AddressError, match=r"addresses\.txt: line 2"):
        read_record(tmp_path)


def test_an_address_on_record_twice_is_named(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text("/a/\n/a/ -> /b/\n", encoding="utf-8")
    with pytest.raises(AddressError, match="line 2: /a/ is listed twice"):
        read_record(tmp_path)


@pytest.mark.parametrize("line", ["/../up/ -> /a/", "/old/ -> //other.example/", "/o'ld/", "/<b>/"])
def test_an_unsafe_address_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / RECORD).write_text(f"/a/\n{line}\n", encoding="utf-8")
    with pytest.raises(AddressError, match=r"line 2, .* an address has no"):
        read_record(tmp_path)
