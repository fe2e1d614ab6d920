"""What a typesetter keeps on one line: a number and the percent sign behind it."""

import re

_CODE = re.compile(r"(<(pre|code|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_PERCENT = re.compile(r"(?<=\d) (?=%)")


def keep_together(path: str, text: str) -> str:
    """A step of `finish`: the space in 80 % becomes one that does not break; code stays as it is.

    path: the page's, which makes no difference here.
    """
    parts = _CODE.split(text)
    # words, code, the name of its element; words, code, the name of its element; words
    parts[::3] = (_PERCENT.sub("\u00a0", words) for words in parts[::3])
    del parts[2::3]
    return "".join(parts)
