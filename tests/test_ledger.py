"""The ledger notices every changed verdict, flattering or not, and says what changed."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from lstm_tutor import ledger

ENTRY: dict[str, Any] = {
    "verdict": "supported here",
    "sentence": "The low rate is worse.",
    "check": "error at epoch 20",
    "panel": [
        {
            "setting": "baseline",
            "outcome": "holds",
            "effect": "×80",
            "interval": "×60 to ×90",
            "share": "32 of 32",
        }
    ],
}


def test_the_same_verdict_passes_though_numbers_move() -> None:
    now = deepcopy(ENTRY)
    now["panel"][0]["effect"] = "×83"
    assert ledger.compare({"lr-low": ENTRY}, {"lr-low": now}) == []


@pytest.mark.parametrize("verdict", ["depends on the setting", "not supported", "undecided"])
def test_a_changed_verdict_is_shown_with_both_and_their_numbers(verdict: str) -> None:
    now = deepcopy({**ENTRY, "verdict": verdict})
    now["panel"][0].update(outcome="fails", effect="×1.1", share="3 of 32")
    shown = "\n".join(ledger.compare({"lr-low": ENTRY}, {"lr-low": now}))
    for part in ("lr-low", verdict, "supported here", ENTRY["sentence"]):
        assert part in shown
    for part in ("baseline holds (×80", "baseline fails (×1.1", "3 of 32"):
        assert part in shown


@pytest.mark.parametrize("field", ["sentence", "check"])
def test_a_claim_that_was_reworded_is_shown(field: str) -> None:
    [problem] = ledger.compare({"lr-low": ENTRY}, {"lr-low": {**ENTRY, field: "Another."}})
    assert "Another." in problem
    assert ENTRY[field] in problem


def test_a_new_and_a_vanished_claim_are_shown() -> None:
    problems = ledger.compare({"gone": ENTRY}, {"new": ENTRY})
    assert any("new" in problem for problem in problems)
    assert any("gone" in problem for problem in problems)


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    assert ledger.read(path) == {}
    ledger.write(path, {"lr-low": ENTRY})
    assert ledger.read(path) == {"lr-low": ENTRY}


def test_a_broken_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_text("{")
    with pytest.raises(ledger.LedgerError, match=r"ledger\.json"):
        ledger.read(path)
