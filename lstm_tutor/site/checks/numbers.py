"""Results must not be typed: numbers in prose are references to results, or listed as exceptions.

`docs/numbers.toml` lists for each page, notebook, caption and exercise the numbers that are not
results, each under the reason why. An entry may include context, such as `batches of 25`, and then
allows the number only there. Unused entries are errors. Answers may repeat numbers of the question.
"""

import ast
import itertools
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from lstm_tutor.base.messages import nearest
from lstm_tutor.site.content.pages import texts
from lstm_tutor.site.content.text import FRONT_MATTER, one_line, without_code

REASONS = {
    "setting": "chosen before anything was run",
    "definition": "belongs to what a word, a range or a measure means",
    "arithmetic": "follows by a calculation that a reader can repeat",
    "example": "made up to explain something",
    "history": "a fact about papers, programs and other people's work",
    "label": "tells things apart, as the number of a step does",
}
GENERATED = ("figures/", "notebooks/")  # these pages are written by the build
COMPUTED = "…"  # replaces computed parts of strings

# 0.93, 1,169, 80 %, ×3.2, −0.28; `3 of 32` is one number. x^2, W_1, h0 and t−1 are symbols.
_DIGITS = r"[0-9]+(?:[.,][0-9]+)*(?:e[-+−]?[0-9]+)?"
NUMBER = re.compile(rf"(?<![\w^.])(?<!\w[-−])[×±+−-]?{_DIGITS}(?: ?%| of {_DIGITS})?")
_TEXT_CELL = re.compile(r"^# %% \[markdown\]\n((?:#.*\n)+)", re.MULTILINE)
_NOT_PROSE = re.compile(
    r"\$\$.*?\$\$|\$(?:(?!\n\n)[^$])+\$"  # formulas
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*value:[^)]*\)"  # references to results, with their text
    r"|(?<=\])\([^)]*\)"  # addresses of links
    r"|\{ ?[#.:][^{}]*\}"  # ids and classes
    r"|^ {0,3}/{3,}.*?$",  # blocks
    re.MULTILINE | re.DOTALL,
)
_ADDRESSES = re.compile(r"\[[^\[\]]*\]\(\s*value:[^)]*\)|(?<=\])\([^)]*\)")


def typed_numbers(
    docs_dir: Path, figures_dir: Path, exercises_dir: Path, notebooks_dir: Path
) -> list[str]:
    """Typed numbers that are not listed, and entries of the list that are wrong or unused.

    docs_dir: has the pages and numbers.toml. The other folders have the source files of figures,
    exercises and notebooks. One sentence each.
    """
    texts = dict(_pages(docs_dir)) | dict(_captions(figures_dir))
    texts |= dict(_answers(exercises_dir)) | dict(_cells(notebooks_dir))
    try:
        listed = tomllib.loads((docs_dir / "numbers.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        return [f"numbers.toml: {error}"]
    problems = [*_answers_elsewhere(exercises_dir)]
    problems += [
        f"numbers.toml: no page, figure, exercise or notebook {name!r}{nearest(name, texts)}"
        for name in listed
        if name not in texts
    ]
    for name, text in texts.items():
        problems += _check_text(name, text, listed.get(name, {}))
    return problems


def _check_text(name: str, text: str, listed: dict[str, list[str]]) -> Iterator[str]:
    """Problems with the numbers of one text."""
    for reason in listed:
        if reason not in REASONS:
            yield f"numbers.toml: {name}: no reason {reason!r}{nearest(reason, REASONS)}"
    left = [number.span() for number in NUMBER.finditer(text)]
    for entry in itertools.chain.from_iterable(listed.values()):
        spans = [found.span() for found in re.finditer(re.escape(entry), text)]
        allowed = [
            (start, end) for start, end in left if any(a <= start and end <= b for a, b in spans)
        ]
        if not allowed:
            yield f"numbers.toml: {name}: {entry!r} no longer appears, or is listed twice"
        left = [place for place in left if place not in allowed]
    for start, end in left:
        around = text[max(0, start - 40) : end + 30]
        yield (
            f"{name}: the number {text[start:end]!r} is typed, in “{around}”; refer to a "
            "result, or compute it; list any other number in docs/numbers.toml"
        )


def _pages(docs_dir: Path) -> Iterator[tuple[str, str]]:
    """Path and prose of every handwritten page."""
    for name, text in texts(docs_dir):
        if not name.startswith(GENERATED):
            yield name, one_line(_NOT_PROSE.sub(" ", FRONT_MATTER.sub("", text)))


def _cells(notebooks_dir: Path) -> Iterator[tuple[str, str]]:
    """Path and prose of every notebook: its Markdown cells, which are comments."""
    for path in sorted(notebooks_dir.glob("*.py")):
        cells = "\n\n".join(_TEXT_CELL.findall(path.read_text(encoding="utf-8")))
        text = without_code(re.sub(r"^# ?(?:> )?", "", cells, flags=re.MULTILINE))
        yield f"{notebooks_dir.name}/{path.name}", one_line(_NOT_PROSE.sub(" ", text))


def _captions(figures_dir: Path) -> Iterator[tuple[str, str]]:
    """Path and strings of every caption."""
    for path in sorted(figures_dir.glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name == "caption":
                words = "\n\n".join(_strings(node))
                yield f"{figures_dir.name}/{path.name}", one_line(_NOT_PROSE.sub(" ", words))


def _answers(exercises_dir: Path) -> Iterator[tuple[str, str]]:
    """Path and answers of every file of exercises, with formulas, which may contain results."""
    for path, calls in _exercises(exercises_dir):
        yield path, one_line("\n\n".join(map(_not_given, calls)))


def _answers_elsewhere(exercises_dir: Path) -> Iterator[str]:
    """Answers that are not string literals, and so cannot be checked."""
    for path, calls in _exercises(exercises_dir):
        for call in calls:
            if not isinstance(call.get("answer"), ast.Constant | ast.JoinedStr):
                name = getattr(call.get("id"), "value", "")
                yield f"{path}: the exercise {name!r} needs its answer as a string in answer="


def _exercises(exercises_dir: Path) -> Iterator[tuple[str, list[dict[str, ast.expr]]]]:
    """Path and `Exercise(...)` calls of every file that has any, as keyword -> expression."""
    for path in sorted(exercises_dir.glob("*.py")):
        calls = [
            {word.arg or "": word.value for word in node.keywords}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Exercise"
        ]
        if calls:
            yield "/".join(path.parts[-3:]), calls


def _not_given(call: dict[str, ast.expr]) -> str:
    """An answer without code, addresses, references to results, and numbers of its question."""
    question, answer = (
        "\n\n".join(_strings(call[part])) if part in call else "" for part in ("question", "answer")
    )
    given = {number[0] for number in NUMBER.finditer(question)}
    words = _ADDRESSES.sub(" ", without_code(answer))
    return NUMBER.sub(lambda number: COMPUTED if number[0] in given else number[0], words)


def _strings(node: ast.AST) -> Iterator[str]:
    """All string literals in an expression, except keys such as that of `errors["held at 0"]`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    within = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Subscript):
        within = [node.value]
    elif isinstance(node, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else COMPUTED for part in node.values
        )
        within = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
    for child in within:
        yield from _strings(child)
