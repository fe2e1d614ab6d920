"""What a typesetter sets: curved apostrophes, and a percent sign on the line of its number.

Sources keep what a keyboard has.
"""

import re

_CODE = re.compile(r"(<(pre|code|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_PERCENT = re.compile(r"(?<=\d) (?=%)")
_TAG_OR_APOSTROPHE = re.compile(r"<[^>]*>|(?<=[A-Za-z>])'(?=[a-z])|(?<=s)'(?=[ <])")


def typeset(path: str, text: str) -> str:
    """A step of `finish`: the space in 80 % does not break, it's becomes it’s; code stays as it is.

    path: the page's, which makes no difference here.
    """
    parts = _CODE.split(text)
    # words, code, the name of its element; words, code, the name of its element; words
    parts[::3] = (_words(words) for words in parts[::3])
    del parts[2::3]
    return "".join(parts)


def _words(text: str) -> str:
    together = _PERCENT.sub("\u00a0", text)
    return _TAG_OR_APOSTROPHE.sub(lambda found: "’" if found[0] == "'" else found[0], together)
