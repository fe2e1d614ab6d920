"""Code on a page comes from the file that runs, with its real line numbers."""

import re
from pathlib import Path

import pytest
from markdown import markdown

from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown import code

SOURCE = '''"""A cell."""


def step(x, a_prev):
    i = sigmoid(
        x + a_prev  # both
    )
    f: float = i < 1
    unrelated = 0
    c, (a, rest) = 1, (2, 3)
    c += f
    return a


class Layer:
    def forward(self, x):
        if x:
            o = x
        return o
'''


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that paths start at, with one file."""
    (tmp_path / "lstm_tutor" / "nn").mkdir(parents=True)
    (tmp_path / "lstm_tutor" / "nn" / "cell.py").write_text(SOURCE, encoding="utf-8")
    (tmp_path.parent / "secret.py").write_text("x = 1", encoding="utf-8")
    monkeypatch.setattr(code, "ROOT", tmp_path)


def render(argument: str) -> str:
    return markdown(
        f"Before.\n\n/// code | {argument}\n///\n\nAfter.",
        extensions=["lstm_tutor.site.markdown.code", "pymdownx.highlight", "pymdownx.superfences"],
        extension_configs={"pymdownx.highlight": {"pygments_lang_class": True}},
    )


def shown(argument: str) -> list[tuple[list[int], str]]:
    """Line numbers and text of every piece of code on the page."""
    return [
        (
            [int(number) for number in re.findall(r'class="normal">\s*(\d+)<', block)],
            re.sub("<[^>]*>", "", block.partition("<code>")[2].partition("</code>")[0]),
        )
        for block in render(argument).split('class="language-python highlight"')[1:]
    ]


def test_a_statement_over_several_lines_is_shown_whole() -> None:
    assert shown("lstm_tutor/nn/cell.py step i") == [
        ([5, 6, 7], "i = sigmoid(\n    x + a_prev  # both\n)\n")
    ]


def test_neighbours_are_joined_and_others_stand_apart() -> None:
    pieces = shown("lstm_tutor/nn/cell.py step c, i, f")
    assert [lines for lines, _ in pieces] == [[5, 6, 7, 8], [10, 11]]
    assert pieces[1][1] == "c, (a, rest) = 1, (2, 3)\nc += f\n"


def test_a_method_is_found_and_its_code_moved_to_the_left() -> None:
    assert shown("lstm_tutor/nn/cell.py Layer.forward o") == [([18], "o = x\n")]


def test_the_file_is_named_once_and_symbols_have_their_colours() -> None:
    page = render("lstm_tutor/nn/cell.py step i, c")
    assert page.count('<span class="filename">lstm_tutor/nn/cell.py</span>') == 1
    assert '<span class="n q-i">i</span>' in page
    assert '<span class="n q-a">a_prev</span>' in page
    assert '<span class="n">sigmoid</span>' in page
    assert page.startswith('<p>Before.</p>\n<div class="lt-code">\n<div class="language-python')
    assert page.endswith("</div>\n<p>After.</p>")


@pytest.mark.parametrize(
    ("argument", "complaint"),
    [
        (
            "lstm_tutor/nn/cel.py step i",
            "no file lstm_tutor/nn/cel.py; did you mean 'lstm_tutor/nn",
        ),
        ("../secret.py step x", "no file ../secret.py"),
        ("lstm_tutor/nn/cell.py stop i", "no function 'stop'; did you mean 'step'"),
        ("lstm_tutor/nn/cell.py Layer.backward o", "no function 'Layer.backward'"),
        ("lstm_tutor/nn/cell.py step i, j", "step assigns no 'j'"),
        ("lstm_tutor/nn/cell.py step", "write the file, the function and the names"),
        ("lstm_tutor/nn/cell.py step i f", "write the file, the function and the names"),
    ],
)
def test_what_is_not_there_is_named(argument: str, complaint: str) -> None:
    with pytest.raises(PageError, match=re.escape(complaint)):
        render(argument)
