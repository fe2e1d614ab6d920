"""Markdown as plain text: what a page says, without markup, code or colour macros."""

import re
from pathlib import Path

from lstm_tutor.base.errors import TutorError

FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
QUANTITIES = "ifogcax"  # each has a colour macro, \qi to \qx (see markdown/maths.py)

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ ]*$", re.MULTILINE | re.DOTALL)
_INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\n\n).)+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_COLOUR_MACRO = re.compile(rf"\\q[{QUANTITIES}](?=\{{)")


class PageError(TutorError):
    """A page cannot be read or rendered. The message says why and how to fix it."""


def read_text(path: Path) -> str:
    """The text of a file. Raises PageError if it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PageError(f"{path}: not UTF-8 ({error}); save it as UTF-8") from None


def one_line(text: str) -> str:
    """The text with every run of white space, line breaks included, as one space."""
    return " ".join(text.split())


def unmarked(text: str) -> str:
    """The text on one line, without links, emphasis and backticks."""
    return _LINK.sub(r"\1", one_line(text)).replace("*", "").replace("`", "")


def without_code(text: str) -> str:
    """The text without code, which may show the syntax of blocks and links without using it."""
    return _INLINE_CODE.sub("", without_code_blocks(text))


def without_code_blocks(text: str) -> str:
    """The text without fenced code; inline code stays."""
    return _FENCE.sub("", text)


def uncoloured(text: str) -> str:
    r"""TeX, alone or within a text, without our colour macros: `\qi{i^t}` becomes `{i^t}`."""
    return _COLOUR_MACRO.sub("", text)
