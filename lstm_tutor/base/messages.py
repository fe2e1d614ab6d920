"""The ends of error messages, and many problems as one error."""

import difflib
from collections.abc import Iterable

from lstm_tutor.base.errors import TutorError


def nearest(wanted: str, existing: Iterable[str]) -> str:
    """What was probably meant, as the end of an error message."""
    existing = sorted(existing)
    match = difflib.get_close_matches(wanted, existing, n=1, cutoff=0.4)
    if match:
        return f"; did you mean {match[0]!r}?"
    return f"; there are: {', '.join(existing) or 'none'}"


def meant(wanted: str, existing: Iterable[str]) -> str:
    """The same where there are too many to list: nothing if none is near."""
    suggestion = nearest(wanted, existing)
    return suggestion if suggestion.startswith("; did you mean") else ""


def stop_if(problems: list[str]) -> None:
    """Raise TutorError with all problems, if there are any."""
    if problems:
        raise TutorError("\n".join(problems))
