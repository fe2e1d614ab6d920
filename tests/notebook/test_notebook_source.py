"""What a notebook's script says, and what is refused with the file's name."""

from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.notebook.source import NotebookError, read, read_all
from tests.notebook.books import text_cell, write_book

SHOWN = 84  # characters, on a laptop


def test_a_script_becomes_cells(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "notebooks",
        "\ntotal = 1 + 1\nprint(total)",
        text_cell("## More {#more}", "", "A list:", "", "- of one"),
        ' tags=["answer"]\nassert total == 2',
    )
    book = read(path)
    assert (book.name, book.title) == ("small-one", "A small one: with a colon")
    assert book.summary == "It adds two numbers: one, and one."
    assert [cell.is_code for cell in book.cells] == [False, True, False, True]
    assert book.cells[2].text == "## More {#more}\n\nA list:\n\n- of one"
    assert [(cell.text, cell.tag) for cell in book.code] == [
        ("total = 1 + 1\nprint(total)", ""),
        ("assert total == 2", "answer"),
    ]
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [lines[cell.line - 1] for cell in book.code] == ["total = 1 + 1", "assert total == 2"]


def test_equal_lines_are_told_apart(tmp_path: Path) -> None:
    book = read(write_book(tmp_path, "\nprint(1)", "\nprint(1)"))
    first, second = book.code
    assert first.line < second.line


@pytest.mark.parametrize("begin", ["print(a)", "# a comment"])
def test_a_cell_may_begin_with_a_line_of_the_one_before(tmp_path: Path, begin: str) -> None:
    path = write_book(tmp_path, f"\na = 1\n{begin}\nb = 2", f"\n{begin}\nboom")
    lines = path.read_text(encoding="utf-8").splitlines()
    second = read(path).code[1]
    assert lines[second.line - 1 : second.line + 1] == [begin, "boom"]


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        (text_cell("## No anchor"), "'## No anchor' has no anchor"),
        (' tags=["anser"]\n1', "no tag 'anser'; there are: answer, drawing"),
        ("\nx = (\n", "was never closed: 'x = ('; cells are plain Python"),
    ],
)
def test_a_faulty_cell_is_refused(tmp_path: Path, cell: str, complaint: str) -> None:
    with pytest.raises(NotebookError, match=r"notebooks/small_one\.py: ") as error:
        read(write_book(tmp_path / "notebooks", cell))
    assert complaint in str(error.value)


def test_a_hash_in_code_that_a_text_shows_is_no_heading(tmp_path: Path) -> None:
    read(write_book(tmp_path, text_cell("```", "# a comment", "```")))


def test_code_is_no_wider_than_a_page_shows_it() -> None:
    for book in read_all(ROOT / "notebooks"):
        for cell in book.code:
            wide = [line for line in cell.text.splitlines() if len(line) > SHOWN]
            assert cell.tag == "drawing" or not wide, f"{book.path.name}: {wide}"


def test_the_title_s_anchor_is_the_permanent_name(tmp_path: Path) -> None:
    path = write_book(tmp_path, name="another_one.py")
    with pytest.raises(NotebookError, match=r"another_one\.py: .*\{#another-one\}"):
        read(path)


def test_a_name_that_makes_no_address_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match="lower-case letters, digits and underscores"):
        read(write_book(tmp_path, name="Small-one.py"))


def test_the_four_have_their_permanent_names_and_exercises() -> None:
    books = {book.name: book for book in read_all(ROOT / "notebooks")}
    assert {name: book.title for name, book in books.items()} == {
        "lstm-cell-from-the-equations": "An LSTM cell from the equations",
        "continue-a-function": "Train it to continue a function",
        "break-it": "Break it: rates, batches, noise",
        "memory-task": "Give it a memory task",
    }
    for book in books.values():
        text = "\n".join(cell.text for cell in book.cells if not cell.is_code)
        assert 3 <= text.count("{#exercise-") <= 5, book.name
        assert "**Before you run this:**" in text
        assert "](fig:" in text
        assert "](../" in text
        assert sum(cell.tag == "answer" for cell in book.code) >= 3
