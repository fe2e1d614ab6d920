"""Typography: curved apostrophes, and no line break before a percent sign.

The sources keep the characters of a keyboard.
"""

import re

_CODE = re.compile(r"(<(pre|code|script|style|textarea)\b.*?</\2>)", re.DOTALL)
_PERCENT = re.compile(r"(?<=\d) (?=%)")
_TAG_OR_APOSTROPHE = re.compile(r"<[^>]*>|(?<=[A-Za-z>])'(?=[a-z])|(?<=s)'(?=[ <])")


def typeset(path: str, text: str) -> str:
    """A finishing step: 80 % gets a no-break space, it's becomes it’s; code is not changed.

    path: not used.
    """
    parts = _CODE.split(text)
    # Splitting gives text, code, name of its element, text, code, ..., text.
    parts[::3] = (_words(words) for words in parts[::3])
    del parts[2::3]
    return "".join(parts)


def _words(text: str) -> str:
    together = _PERCENT.sub("\u00a0", text)
    return _TAG_OR_APOSTROPHE.sub(lambda found: "’" if found[0] == "'" else found[0], together)
