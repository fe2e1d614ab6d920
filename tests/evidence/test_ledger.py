"""The ledger notices every changed verdict and every number that moved too far, and says which."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lstm_tutor.evidence import ledger
from lstm_tutor.evidence.claims import BASELINE, Claim
from lstm_tutor.evidence.judging import Evidence, judge_panel, judge_setting
from lstm_tutor.experiments.replication import SEEDS as REPLICATION

Arm = NDArray[np.float64]
CONTROL = np.linspace(0.01, 0.02, 32)
LOW = CONTROL * np.geomspace(40, 90, 32)


def claim(**changes: Any) -> Claim:
    plain = Claim(
        sentence="The low rate is worse.",
        check="error at epoch 20",
        treatment=lambda runs: np.asarray(runs["low"]),
        control=lambda runs: np.asarray(runs["medium"]),
        panel={BASELINE: {}},
    )
    return replace(plain, **changes)


def evidence(
    low: Arm = LOW, *, moves: float = 1e-4, twin: str = "holds", **changes: Any
) -> Evidence:
    """What a build finds; with twins, as when it is put on record."""
    stated = claim(**changes)
    runs = {BASELINE: {"low": low, "medium": CONTROL}}
    again = judge_setting(stated, {"low": np.tile(low, 2)[:40], "medium": np.tile(CONTROL, 2)[:40]})
    return Evidence(stated, judge_panel(stated, runs, {BASELINE: twin}), again, {BASELINE: moves})


def recorded(found: Evidence, tmp_path: Path) -> dict[str, Any]:
    ledger.write(tmp_path / "ledger.json", {"lr-low": ledger.record(found)})
    return ledger.read(tmp_path / "ledger.json")


def test_the_same_evidence_passes(tmp_path: Path) -> None:
    for found in (evidence(), evidence(moves=float("inf"))):
        assert ledger.compare(recorded(found, tmp_path), {"lr-low": found}) == []


def test_where_twins_stay_together_every_seed_must_come_back(tmp_path: Path) -> None:
    before = recorded(evidence(), tmp_path)
    moved = LOW.copy()
    moved[4] *= 1.005
    assert ledger.compare(before, {"lr-low": evidence(moved)}) == []
    moved[4] *= 1.02
    [problem] = ledger.compare(before, {"lr-low": evidence(moved)})
    for part in ("lr-low: baseline: 1 of 32", "seed 1004", "on record", "The low rate is worse."):
        assert part in problem


def test_a_moved_seed_of_the_replication_is_named_with_its_own_number(tmp_path: Path) -> None:
    before = recorded(evidence(), tmp_path)
    before["lr-low"]["replication"]["twin_moves"] = 1e-4
    before["lr-low"]["replication"]["by_seed"][39] += 1
    [problem] = ledger.compare(before, {"lr-low": evidence()})
    assert "replication: 1 of 40 effects differ" in problem
    assert f": seed {REPLICATION[39]} " in problem


def test_where_twins_part_the_median_must_stay_in_its_interval(tmp_path: Path) -> None:
    before = recorded(evidence(moves=0.3), tmp_path)
    assert ledger.compare(before, {"lr-low": evidence(LOW * 1.1)}) == []
    problems = ledger.compare(before, {"lr-low": evidence(LOW * 1.5)})
    assert any("baseline: the median effect is" in problem for problem in problems)
    assert any("replication: the median effect is" in problem for problem in problems)


@pytest.mark.parametrize("moves", [1e-4, 0.3])
def test_results_that_never_arrived_may_stay_so(tmp_path: Path, moves: float) -> None:
    never = evidence(np.full(32, np.inf), moves=moves)
    assert ledger.compare(recorded(never, tmp_path), {"lr-low": never}) == []
    assert ledger.compare(recorded(never, tmp_path), {"lr-low": evidence()})


def test_a_changed_verdict_is_shown_with_both_and_their_numbers(tmp_path: Path) -> None:
    before = recorded(evidence(), tmp_path)
    shown = "\n".join(ledger.compare(before, {"lr-low": evidence(CONTROL * 1.1, twin="fails")}))
    for part in ("lr-low", "not supported", "supported here", "The low rate is worse."):
        assert part in shown
    for part in ("baseline holds (×60", "baseline fails (×1.1", "0 of 32 seeds"):
        assert part in shown


def test_what_a_rounding_step_turns_over_is_undecided(tmp_path: Path) -> None:
    found = evidence(twin="undecided")
    assert found.verdict.verdict == "undecided"
    row = ledger.describe(found)["panel"][0]
    assert (row["outcome"], row["twin"]) == ("undecided", "undecided")
    assert ledger.twins(recorded(found, tmp_path)["lr-low"]) == {BASELINE: "undecided"}


@pytest.mark.parametrize("field", ["sentence", "check"])
def test_a_claim_that_was_reworded_is_shown(tmp_path: Path, field: str) -> None:
    before = recorded(evidence(), tmp_path)
    reworded: dict[str, Any] = {field: "Another."}
    [problem] = ledger.compare(before, {"lr-low": evidence(**reworded)})
    assert "Another." in problem
    assert getattr(claim(), field) in problem


def test_resamples_are_compared_by_their_interval(tmp_path: Path) -> None:
    many = np.tile(CONTROL, 10)
    stated = claim(
        over="resamples", treatment=lambda runs: many * runs["by"], control=lambda _: many
    )

    def found(by: float) -> Evidence:
        return Evidence(
            stated, judge_panel(stated, {BASELINE: {"by": by}}, {}), None, {BASELINE: 0.0}
        )

    before = recorded(found(3.0), tmp_path)
    assert ledger.compare(before, {"lr-low": found(3.001)}) == []
    assert "effect 3.1, on record 3" in ledger.compare(before, {"lr-low": found(3.1)})[0]


def test_without_twins_on_record_nothing_passes(tmp_path: Path) -> None:
    before = recorded(evidence(), tmp_path)
    del before["lr-low"]["panel"][0]["twin_moves"]
    assert "no twin is on record" in ledger.compare(before, {"lr-low": evidence()})[0]


def test_a_new_and_a_vanished_claim_are_shown(tmp_path: Path) -> None:
    before = recorded(evidence(), tmp_path)
    problems = ledger.compare({"gone": before["lr-low"]}, {"new": evidence()})
    assert any("new: no verdict on record; measured: supported here" in text for text in problems)
    assert any("gone" in text for text in problems)


def test_numbers_of_a_seed_stand_on_one_line(tmp_path: Path) -> None:
    entry = recorded(evidence(), tmp_path)["lr-low"]
    assert len(entry["panel"][0]["by_seed"]) == 32
    text = (tmp_path / "ledger.json").read_text("utf-8")
    assert len(text.splitlines()) < 40
    assert deepcopy(entry) == ledger.read(tmp_path / "ledger.json")["lr-low"]


def test_a_failed_write_leaves_the_old_one(tmp_path: Path, full_disk: Callable[[], None]) -> None:
    before = recorded(evidence(), tmp_path)
    full_disk()
    with pytest.raises(OSError, match=r"ledger\.json"):
        ledger.write(tmp_path / "ledger.json", {})
    assert ledger.read(tmp_path / "ledger.json") == before


def test_a_broken_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    assert ledger.read(path) == {}
    path.write_text("{")
    with pytest.raises(ledger.LedgerError, match=r"ledger\.json"):
        ledger.read(path)
