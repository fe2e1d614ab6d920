"""Formulas are rendered by the build, without JavaScript on the page."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import markdown

from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.markdown import maths
from tests.site.folders import Pages


def html(text: str) -> str:
    return markdown(text, extensions=["lstm_tutor.site.markdown.maths", "tables", "toc"])


def test_an_inline_formula_is_html_and_mathml() -> None:
    page = html("The input $x^t$ costs 5 \\$.")
    assert page.startswith('<p>The input <lt-maths data-search-exclude=""><span class="katex">')
    assert "<math" in page
    assert 'class="katex-html" aria-hidden="true"' in page
    assert page.endswith("</lt-maths> costs 5 $.</p>")
    assert "katex-display" not in page


def test_a_formula_in_its_own_paragraph_is_displayed() -> None:
    page = html("$$\na < b \\text{ \\& } c\n$$")
    assert page.startswith('<div class="lt-maths--display"><lt-maths data-search-exclude="">')
    assert "katex-display" in page
    assert "a &lt; b" in page


@pytest.mark.parametrize("letter", "ifogcax")
def test_quantities_have_their_colours(letter: str) -> None:
    assert f'class="enclosing q-{letter}"' in html(rf"$\q{letter}{{z^t}} = 1$")


def test_code_and_headings_keep_their_text() -> None:
    assert "<code>$x$</code>" in html("`$x$`")
    assert 'id="the-gate-i"' in html("# The gate $i$")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (r"$\frac{1}{$", "expected '}'"),
        (r"$$\nosuch$$", "Undefined control sequence"),
        ("$a_é$", "strict mode"),
        (r"$\href{https://a.example}{x}$", "not allowed"),
        ("Here: $$x$$.", "its own paragraph"),
    ],
)
def test_a_faulty_formula_is_an_error_that_names_it(text: str, reason: str) -> None:
    with pytest.raises(PageError) as error:
        html(text)
    assert text.removeprefix("Here: ").strip("$.") in str(error.value)
    assert reason in str(error.value)


def test_a_formula_is_rendered_once() -> None:
    maths.render.cache_clear()
    html("$q$ and $q$\n\n$$q$$")
    assert maths.render.cache_info().misses == 2  # in a line, and displayed


def test_the_page_names_itself_in_the_build_and_search_skips_formulas(
    mkdocs: Callable[[Pages], Path], caplog: pytest.LogCaptureFixture
) -> None:
    site = mkdocs({"index.md": "# Home\n\nBefore $\\qi{i^t}$ between $x$ after."})
    index = (site / "search" / "search_index.json").read_text("utf-8")
    assert "Before  between  after" in index
    with pytest.raises(PageError):
        mkdocs({"gate.md": "$\\nosuch$"})
    assert "gate.md" in caplog.text


def test_a_process_that_rendered_a_formula_ends() -> None:
    code = (
        "import markdown; markdown.markdown('$x$', extensions=['lstm_tutor.site.markdown.maths'])"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
