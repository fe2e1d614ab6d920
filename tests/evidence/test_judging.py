"""What figures need is listed once, and a claim is judged beside its twins and other seeds."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from lstm_tutor.base.project import ROOT
from lstm_tutor.evidence import judging
from lstm_tutor.evidence.claims import BASELINE, Claim
from lstm_tutor.evidence.judging import judge_claim, judge_claim_and_twins
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.kinds import Experiment, twin_of
from lstm_tutor.experiments.replication import SEEDS as FORTY
from lstm_tutor.experiments.replication import SETTING
from lstm_tutor.figure.figure import load_all, needed
from lstm_tutor.training.config import TrainingConfig

LOW, MEDIUM = TrainingConfig(learning_rate=0.001), TrainingConfig()
AGAIN = TrainingConfig(epochs=7)


def claim() -> Claim:
    return Claim(
        sentence="The low rate is worse.",
        check="error",
        treatment=lambda runs: np.asarray(runs["low"]),
        control=lambda runs: np.asarray(runs["medium"]),
        panel={BASELINE: {"low": LOW, "medium": MEDIUM}, SETTING: {"low": AGAIN, "medium": MEDIUM}},
    )


def results(low: float = 3.0, again: float = 3.0, count: int = 32) -> dict[Experiment, Any]:
    ones = np.ones(count)
    return {LOW: low * ones, MEDIUM: ones, AGAIN: again * ones}


def test_replication_is_judged_on_seeds_of_its_own() -> None:
    found = judge_claim(claim(), {SEEDS: results(), FORTY: results(again=1.5, count=40)}, {})
    assert found.verdict.verdict == "supported here"
    assert found.replication
    assert (found.replication.outcome, found.replication.total) == ("fails", 40)


def test_a_twin_that_overturns_an_outcome_makes_it_undecided() -> None:
    measured = {SEEDS: results(), FORTY: results(count=40)}
    beside = {twin_of(e): value for e, value in results(low=1.5).items()}
    found = judge_claim_and_twins(claim(), measured, beside)
    baseline = found.verdict.outcomes[BASELINE]
    assert (baseline.outcome, baseline.twin) == ("undecided", "fails")
    assert found.verdict.outcomes[SETTING].twin == "holds"
    assert found.verdict.verdict == "undecided"
    assert found.twin_distances == {BASELINE: math.log(3.0) - math.log(1.5), SETTING: 0.0}


def test_twins_that_never_arrive_are_not_apart() -> None:
    never = results(low=np.inf)
    beside = {twin_of(e): value for e, value in never.items()}
    found = judge_claim_and_twins(claim(), {SEEDS: never, FORTY: results(count=40)}, beside)
    assert found.twin_distances == {BASELINE: 0.0, SETTING: 0.0}


def test_everything_that_figures_and_claims_need_is_listed_once() -> None:
    figures = load_all(ROOT / "figures")
    listed = needed(figures.values())
    assert set(listed) == {SEEDS, FORTY}
    for experiments in listed.values():
        assert len(set(experiments)) == len(experiments)
    low = figures["lr-low"]
    assert (
        set(needed([low])[SEEDS]) == set(judging.experiments_of(low.claim)) if low.claim else False
    )
    assert set(needed([replace(low, claim=None)])[SEEDS]) == set(low.experiments.values())
    assert needed([replace(low, claim=None, seeds=(1,), experiments={"low": LOW})]) == {
        SEEDS: [],
        (1,): [LOW],
    }
    assert Path(low.path).name == "lr_low.py"
