"""A session works on no page that students have not been told to read, or open in class."""

import posixpath
import re

import pytest

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.pages import scan

DOCS = ROOT / "docs"
PLAN = (DOCS / "teaching/for-instructors.md").read_text(encoding="utf-8")
READING = ("Read before: ", "Opened in class: ", "Read afterwards: ")


def sessions(plan: str) -> dict[str, str]:
    """The text of each session, by its anchor."""
    found = re.findall(
        r"^### [^\n]*\{#(session-\d)\}\n(.*?)(?=^#{2,3} |\Z)", plan, flags=re.MULTILINE | re.DOTALL
    )
    return dict(found)


def pages(text: str) -> set[str]:
    """The pages of the chapter to which links lead, those to figures included."""
    places = {place.id: place.page for place in scan(DOCS)[0] if place.kind == "figure"}
    found = {places[name] for name in re.findall(r"\]\(fig:([a-z0-9-]+)\)", text)}
    for path in re.findall(r"\]\(([^()#:]+\.md)", text):
        found.add(posixpath.normpath(posixpath.join("teaching", path)))
    return found & set(read_chapter().pages)


def unread(plan: str) -> dict[str, set[str]]:
    """What each session works on and nobody was told to read, in it or before."""
    read, found = set[str](), dict[str, set[str]]()
    for session, text in sessions(plan).items():
        told = [part for part in text.split("\n\n") if part.strip().startswith(READING)]
        read |= pages("\n\n".join(told))
        found[session] = pages(text) - read
    return found


def test_students_have_read_or_opened_what_a_session_works_on() -> None:
    assert unread(PLAN) == {"session-1": set(), "session-2": set(), "session-3": set()}


@pytest.mark.parametrize(
    ("told", "session", "page"),
    [
        ("[Noise](../training/noise.md)", "session-2", "training/noise.md"),
        ("[Forget gate](../lstm-cells/forget-gate.md)", "session-3", "lstm-cells/forget-gate.md"),
        ("[Cell\nstate](../lstm-cells/cell-state.md)", "session-3", "lstm-cells/cell-state.md"),
    ],
)
def test_a_page_that_is_left_out_is_found(told: str, session: str, page: str) -> None:
    assert told in PLAN
    assert unread(PLAN.replace(told, "it"))[session] == {page}
