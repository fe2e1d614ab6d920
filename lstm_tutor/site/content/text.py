"""Markdown read as text: what a page says without its marks, code or formulas."""

import re
from pathlib import Path

from lstm_tutor.base.errors import TutorError

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ ]*$", re.MULTILINE | re.DOTALL)


_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\n).)+?(?<!`)\1(?!`)", re.DOTALL)


_WORDS_OF_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")


class PageError(TutorError):
    """Something in a page cannot be rendered; the message says what and what to do."""


def read_text(path: Path) -> str:
    """The text of a file. Raises PageError naming it if it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PageError(f"{path}: not UTF-8 ({error}); save it as UTF-8") from None


def one_line(words: str) -> str:
    """Text without line breaks and repeated spaces."""
    return " ".join(words.split())


def unmarked(words: str) -> str:
    """Text without links, emphasis and marks of code."""
    return _WORDS_OF_LINK.sub(r"\1", one_line(words)).replace("*", "").replace("`", "")


def without_code(text: str) -> str:
    """Code on a page may show the syntax of blocks and links without using it."""
    return _INLINE_CODE.sub("", without_blocks_of_code(text))


def without_blocks_of_code(text: str) -> str:
    """The same, where a name in code belongs to the text."""
    return _FENCE.sub("", text)


QUANTITIES = "ifogcax"


_COLOUR = re.compile(rf"\\q[{QUANTITIES}](?=\{{)")


def uncoloured(text: str) -> str:
    """A formula, or a text with formulas, as TeX that is read elsewhere as well."""
    return _COLOUR.sub("", text)
