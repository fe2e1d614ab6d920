"""Numbers in prose are references to results, computed, or listed in numbers.toml."""

import re
import shutil
from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.checks.numbers import REASONS, typed_numbers
from tests.site.folders import write_pages

EXERCISES = ROOT / "lstm_tutor" / "exercises" / "chapter"
CAPTION = '''
LABEL = "7 apples"

def caption(runs):
    """From the runs."""
    return Caption(
        claim=f"After {EPOCHS} epochs {'few' if few else 'many'} are left.",
        text=f"It ends at {number(ends['held at 5']):.2f}, $x^2$, "
        f"with CHANGED in x^2 and W_{layers}.",
        alt="ALT",
    )
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A page and a caption with no number in them."""
    (tmp_path / "figures").mkdir()
    write(tmp_path, page="Words.", caption="none", listed="")
    return tmp_path


def write(project: Path, *, page: str = "", caption: str = "", listed: str = "") -> None:
    write_pages(project / "docs", {"a/page.md": page, "numbers.toml": listed})
    text = CAPTION.replace("CHANGED", caption)
    (project / "figures" / "low_rate.py").write_text(text, encoding="utf-8")


def problems(project: Path) -> list[str]:
    return typed_numbers(
        *(project / name for name in ("docs", "figures", "exercises/chapter", "notebooks"))
    )


@pytest.mark.parametrize(
    "number",
    ["0.93", "14", "1,169", "80 %", "80%", "×3.2", "−0.28", "±0.4", "3 of 32", "1e-3"],
)
def test_a_typed_number_is_found_in_a_page_and_in_a_caption(project: Path, number: str) -> None:
    write(project, page=f"The error is {number} here.", caption="none")
    (problem,) = problems(project)
    assert problem.startswith(f"a/page.md: the number {number!r} is typed")
    assert f"The error is {number} here." in problem
    write(project, page="Words.", caption=number)
    (problem,) = problems(project)
    assert problem.startswith(f"figures/low_rate.py: the number {number!r} is typed")


def test_a_typed_number_is_found_in_the_text_of_a_notebook_and_not_in_its_code(
    project: Path,
) -> None:
    (project / "notebooks").mkdir()
    (project / "notebooks/break_it.py").write_text(
        "# %% [markdown]\n# # Broken {#break-it}\n#\n# > It went to\n# > 0.93 of `0.5`.\n\n"
        "# %%\nrate = 0.05  # not 0.06\n",
        encoding="utf-8",
    )
    (problem,) = problems(project)
    assert problem.startswith("notebooks/break_it.py: the number '0.93' is typed")
    assert "It went to 0.93 of" in problem


@pytest.mark.parametrize(
    "prose",
    [
        "## In a heading: 0.93",
        "| a | 0.93 |",
        "**0.93**",
        "[0.93](fig:lr-low)",
        "(0.93)",
        "at\n0.93",
        "0.93.",
        "a `b` 0.93 `c`",
        "$a$ 0.93 $b$",
        "costs $5 and 0.93",
        "- 0.93",
        "!!! note\n    0.93",
        "A title\n---\n0.93\n\n---\n",
    ],
)
def test_it_is_found_anywhere_in_prose(project: Path, prose: str) -> None:
    write(project, page=prose)
    assert "the number '0.93' is typed" in "\n".join(problems(project))


def test_a_share_split_over_two_lines_is_one_number(project: Path) -> None:
    write(project, page="Of 32 seeds, 3\nof 32.", listed='["a/page.md"]\nsetting = ["32"]\n')
    assert "'3 of 32' is typed" in problems(project)[0]


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: 32 seeds\n---\nWords.",
        "```python\nx = 0.93\n```",
        "Write `0.93` so.",
        "$$x = 0.93$$",
        "Let $\\alpha = 0.25$ be.",
        "[median after 20 epochs](value:lr-low.median)",
        "[words](../page-2.md#step-3) ![words](4.png)",
        "## Heading {#step-2}",
        "/// figure | low-2\n///",
        "h0, x^2 and W_1 are symbols, t−1 and t-1 too.",
    ],
)
def test_numbers_outside_prose_are_allowed(project: Path, text: str) -> None:
    write(project, page=text)
    assert problems(project) == []


def test_pages_that_the_build_writes_are_left_out(project: Path) -> None:
    write_pages(project / "docs", {"figures/lr-low.md": "# 0.93"})
    assert problems(project) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [("'few'", "'9'"), ("ALT", "Line chart ending at 9."), ("{EPOCHS}", "9")],
)
def test_all_strings_of_a_caption_are_read(project: Path, old: str, new: str) -> None:
    path = project / "figures" / "low_rate.py"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    (problem,) = problems(project)
    assert problem.startswith("figures/low_rate.py: the number '9' is typed")


def test_a_listed_number_is_allowed(project: Path) -> None:
    listed = '["a/page.md"]\nsetting = ["20", "0.05"]\n["figures/low_rate.py"]\nlabel = ["5"]\n'
    write(project, page="20 epochs, then 20, at 0.05.", caption="5", listed=listed)
    assert problems(project) == []


def test_a_number_listed_with_context_is_allowed_only_there(project: Path) -> None:
    listed = '["a/page.md"]\nsetting = ["20 epochs"]\n'
    write(project, page="After 20\nepochs it is 20.", listed=listed)
    (problem,) = problems(project)
    assert "it is 20." in problem


@pytest.mark.parametrize("typed", ["120", "20.5", "20 %", "20 of 32", "×20", "−20"])
def test_a_listed_number_allows_no_other_that_it_is_a_part_of(project: Path, typed: str) -> None:
    write(project, page=f"20 and {typed}", listed='["a/page.md"]\nsetting = ["20"]\n')
    (problem,) = problems(project)
    assert f"the number {typed!r} is typed" in problem


def test_a_number_of_one_file_is_not_allowed_in_another(project: Path) -> None:
    write(project, page="20", caption="20", listed='["a/page.md"]\nsetting = ["20"]\n')
    (problem,) = problems(project)
    assert problem.startswith("figures/low_rate.py: ")


@pytest.mark.parametrize(
    ("listed", "complaint"),
    [
        ('["a/page.md"]\nsetting = ["20", "30"]', "a/page.md: '30' no longer appears"),
        (
            '["a/page.md"]\nsetting = ["20", "20"]',
            "'20' no longer appears, or is listed twice",
        ),
        ('["a/page.md"]\nsetting = ["20", "epochs"]', "'epochs' no longer appears"),
        ('["a/page.md"]\nresult = ["20"]', "a/page.md: no reason 'result'; there are: arithmetic"),
        ('["a/page.md"]\nsettings = ["20"]', "no reason 'settings'; did you mean 'setting'?"),
        (
            '["a/page.md"]\nsetting = ["20"]\n["a/pag.md"]\nsetting = ["1"]',
            "no page, figure, exercise or notebook 'a/pag.md'; did you mean 'a/page.md'?",
        ),
    ],
)
def test_wrong_and_unused_entries_are_named(project: Path, listed: str, complaint: str) -> None:
    write(project, page="20 epochs", listed=listed)
    (problem,) = problems(project)
    assert problem.startswith("numbers.toml: ")
    assert complaint in problem


def test_an_unreadable_list_is_named(project: Path) -> None:
    write(project, listed="[")
    assert problems(project)[0].startswith("numbers.toml: ")
    (project / "docs" / "numbers.toml").unlink()
    assert "numbers.toml" in problems(project)[0]


def test_the_list_explains_every_reason() -> None:
    text = (ROOT / "docs" / "numbers.toml").read_text("utf-8")
    for reason, meaning in REASONS.items():
        assert f"# {reason:12} {meaning}\n" in text


def test_no_result_is_typed_in_this_project() -> None:
    assert typed_numbers(ROOT / "docs", ROOT / "figures", EXERCISES, ROOT / "notebooks") == []


def test_a_result_typed_into_any_text_of_this_project_is_found(tmp_path: Path) -> None:
    files_only = ("*.svg", "*.png", "*.pdf", "*.js", "*.css", "*.woff2")
    only = shutil.ignore_patterns(*files_only, "figures", "notebooks")
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=only)
    shutil.copytree(ROOT / "figures", tmp_path / "figures")
    shutil.copytree(ROOT / "notebooks", tmp_path / "notebooks")
    shutil.copytree(EXERCISES, tmp_path / "exercises" / "chapter")
    files = [
        path
        for kind in ("docs/**/*.md", "*/*.py", "exercises/*/*.py")
        for path in tmp_path.glob(kind)
        if path.parent.name != "chapter" or "answer=" in path.read_text("utf-8")
    ]
    for file in files:
        text = file.read_text("utf-8")
        if file.suffix == ".md":
            text += "\nThe error was 0.931.\n"
        elif file.parent.name == "notebooks":
            text += "\n# %% [markdown]\n# The error was 0.931.\n"
        else:
            text = re.sub(r"\b(text|answer)=", r'\1="The error was 0.931. "', text, count=1)
        file.write_text(text, encoding="utf-8")
    found = problems(tmp_path)
    assert len(found) == len(files) > 50
    assert all("the number '0.931' is typed" in problem for problem in found)
