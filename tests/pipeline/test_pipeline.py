"""A build that has nothing to do, and one that accepts what was measured."""

from pathlib import Path

import pytest

from tests.pipeline.projects import build, edit

pytestmark = pytest.mark.slow

LEDGER = "figures/ledger.json"


def test_again_with_nothing_changed_nothing_is_done_and_the_site_is_the_same(whole: Path) -> None:
    before = (whole / "site").resolve()
    said = build(whole)
    assert " 0 trained" in said
    assert " 0 drawn" in said
    assert (whole / "site").resolve() == before


def test_accept_puts_the_measured_verdicts_on_record(project: Path) -> None:
    recorded = (project / LEDGER).read_text(encoding="utf-8")
    edit(project, LEDGER, '"verdict": "supported here"', '"verdict": "not supported"')
    build(project, "accept")
    assert (project / LEDGER).read_text(encoding="utf-8") == recorded
