"""From cells and their outputs to the page and the two downloads."""

import ast
import json
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lstm_tutor.figure.drawing.picture import SVG
from lstm_tutor.notebook.hook import as_markdown
from lstm_tutor.notebook.pages import files_of
from lstm_tutor.notebook.source import NotebookError, read
from tests.notebook.books import text_cell, write_book

URL = "https://example.org/tutor/"
WHEEL = f"{URL}notebooks/lstm_tutor.whl#sha256=1f"
PRINTED = {"output_type": "stream", "name": "stdout", "text": "2\n"}
SHOWN = {
    "output_type": "execute_result",
    "data": {"text/plain": "Picture: ...", "image/png": "aaaa", SVG: "<svg/>"},
    "metadata": {SVG: {"alt": "A [curve] at $2_1$", "width": 640, "height": 300}, "image/png": {}},
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder with one page that places a figure and an equation."""
    page = tmp_path / "docs/training/rate.md"
    page.parent.mkdir(parents=True)
    page.write_text("/// figure | lr-low\n///\n\n//// equation | input-gate\n////\n", "utf-8")
    return tmp_path / "docs"


def made(docs: Path, *cells: str, outputs: list[list[dict[str, Any]]]) -> dict[str, bytes]:
    source = read(write_book(docs.parent / "notebooks", *cells))
    return files_of(source, outputs, docs, URL, WHEEL)


def book_of(files: dict[str, bytes], name: str) -> Any:
    book = nbformat.reads(files[name].decode(), as_version=4)
    nbformat.validate(book)
    return book


def page_of(files: dict[str, bytes]) -> str:
    """The page as Markdown."""
    return as_markdown(book_of(files, "small-one.ipynb"), "small-one")[0]


def offered(files: dict[str, bytes]) -> Any:
    """The notebook as it is downloaded, without the cell that installs."""
    book = book_of(files, "downloads/small-one.ipynb")
    del book.cells[1]
    return book


def test_the_page_has_text_code_and_what_came_out(docs: Path) -> None:
    files = made(docs, "\nprint(1 + 1)", outputs=[[PRINTED]])
    page = page_of(files)
    expected = "```python\nprint(1 + 1)\n```\n\n``` { .text .lt-output }\n2\n```"
    assert expected in re.sub(r"\n{3,}", "\n\n", page)
    about = book_of(files, "small-one.ipynb").metadata
    assert {name: about[name] for name in ("title", "description", "search")} == {
        "title": "A small one: with a colon",
        "description": "It adds two numbers: one, and one.",
        "search": {"boost": 0.5},
    }
    order = ["# A small one: with a colon {#small-one}", "It adds", "(downloads/small-one.ipynb"]
    order += ["Nothing else", "```python"]
    assert [page.index(part) for part in order] == sorted(page.index(part) for part in order)


def test_backticks_stay_inside_their_block(docs: Path) -> None:
    printed = PRINTED | {"text": "```\n# No heading\n"}
    cell = '\nprint("""```\n# No heading""")'
    page = page_of(made(docs, cell, outputs=[[printed]]))
    assert f"````python{cell}\n````\n\n" in page
    assert "```` { .text .lt-output }\n```\n# No heading\n````\n" in page


def test_a_picture_is_a_file_beside_the_page_with_its_words(docs: Path) -> None:
    files = made(docs, "\nPicture()", "\nPicture()", outputs=[[SHOWN], [SHOWN]])
    page, pictures = as_markdown(book_of(files, "small-one.ipynb"), "small-one")
    first, second = pictures
    assert pictures[first] == pictures[second] == b"<svg/>"
    assert rf"![A \[curve\] at \$2\_1\$]({first}){{ .lt-picture width=" in page
    assert f"({second})" in page
    assert "aaaa" not in page


def test_answers_are_folded_away_and_drawings_show_their_picture(docs: Path) -> None:
    cells = ' tags=["answer"]\nprint(1)', ' tags=["drawing"]\nPicture()'
    files = made(docs, *cells, outputs=[[PRINTED], [SHOWN]])
    answer, drawing = page_of(files).split("<details")[1:]
    assert "print(1)" in answer.split("</details>")[0]
    assert "lt-output" in answer.split("</details>")[0]
    assert "Picture()" in drawing.split("</details>")[0]
    assert "![A " in drawing.split("</details>")[1]
    hidden = [cell.metadata.get("jupyter") for cell in offered(files).cells]
    assert hidden == [None, {"source_hidden": True}, {"source_hidden": True}]


def test_the_notebook_stands_alone(docs: Path) -> None:
    text = text_cell(
        "## More {#more}",
        "",
        r"[a](fig:lr-low) [b](eq:input-gate) [c](term:gate) [d](../index.md) $\qi{i^t}$",
        "[e](../training/rate.md#slow) [f](other-one.md) [g](https://example.com/x) [h](#more)",
    )
    book = offered(made(docs, text, "\nPicture()", outputs=[[SHOWN]]))
    words = book.cells[1].source
    assert words.startswith("## More\n")
    assert "${i^t}$" in words
    assert re.findall(r"\((\S+)\)", words) == [
        f"{URL}training/rate/#fig-lr-low",
        f"{URL}training/rate/#eq-input-gate",
        f"{URL}reference/glossary/#term-gate",
        URL,
        f"{URL}training/rate/#slow",
        f"{URL}notebooks/other-one/",
        "https://example.com/x",
        f"{URL}notebooks/small-one/#more",
    ]
    (output,) = book.cells[2].outputs
    assert set(output.data) == {"text/plain", "image/png"}
    assert "\\q" not in json.dumps(book)


def test_the_script_is_the_notebook_and_is_python(docs: Path) -> None:
    files = made(docs, text_cell("[a](fig:lr-low)"), "\nprint(1 + 1)", outputs=[[PRINTED]])
    script = files["small-one.py"].decode()
    assert ast.unparse(ast.parse(script).body[-1]) == "print(1 + 1)"
    assert f"# [a]({URL}training/rate/#fig-lr-low)" in script


def test_the_same_outputs_give_the_same_bytes(docs: Path) -> None:
    first = made(docs, "\nPicture()", outputs=[[SHOWN]])
    assert made(docs, "\nPicture()", outputs=[[SHOWN]]) == first


def test_a_link_to_no_figure_is_named(docs: Path) -> None:
    with pytest.raises(NotebookError, match=r"small_one\.py: \(fig:lr-lwo\).* mean 'lr-low'"):
        made(docs, text_cell("[a](fig:lr-lwo)"), outputs=[])


def test_the_first_cell_says_where_the_package_comes_from_and_checks_it(docs: Path) -> None:
    book = book_of(made(docs, "\nprint(1 + 1)", outputs=[[PRINTED]]), "downloads/small-one.ipynb")
    setup = book.cells[1].source
    wheel, *_ = (node for node in ast.parse(setup).body if isinstance(node, ast.Assign))
    assert ast.literal_eval(wheel.value) == WHEEL
