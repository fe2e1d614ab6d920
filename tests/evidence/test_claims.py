"""A claim holds when it should, and never when it should not."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.judging import (
    differences,
    judge_effects,
    judge_panel,
    log_ratios,
    lower_rank,
    overall,
)

Arm = NDArray[np.float64]
SEEDS = 32
MARGIN = math.log(2.0)


def arm(centre: float, seed: int = 0, spread: float = 0.3) -> Arm:
    return centre * np.exp(spread * np.random.default_rng(seed).standard_normal(SEEDS))


def outcome(treatment: Arm, control: Arm) -> str:
    return judge_effects(log_ratios(treatment, control), MARGIN).outcome


def test_a_clear_effect_holds() -> None:
    assert outcome(arm(1.0), arm(0.1, seed=1)) == "holds"


def test_swapped_arms_fail() -> None:
    assert outcome(arm(0.1, seed=1), arm(1.0)) == "fails"


@given(st.integers(0, 10_000))
def test_two_arms_from_the_control_never_hold(seed: int) -> None:
    assert outcome(arm(0.1, seed), arm(0.1, seed + 20_000)) != "holds"


@given(st.integers(0, 10_000))
def test_an_effect_short_of_the_margin_never_holds(seed: int) -> None:
    control = arm(0.1, seed)
    assert outcome(control * 1.9, control) == "fails"


def test_the_median_alone_is_not_enough() -> None:
    d = np.full(SEEDS, 1.0)
    d[:8] = 0.0  # 24 of 32 lie beyond log 2
    assert judge_effects(d, MARGIN).outcome == "undecided"
    d[7] = 1.0
    assert judge_effects(d, MARGIN).outcome == "holds"


def test_the_interval_is_ranks_8_and_25() -> None:
    found = judge_effects(np.log(np.arange(1.0, 33.0)), MARGIN)
    assert np.exp(found.interval) == pytest.approx((8.0, 25.0))
    assert (found.beyond_margin, found.total) == (30, SEEDS)


@pytest.mark.parametrize("seeds", [32, 40, 101])
def test_the_ranks_hold_the_median_as_often_as_they_say(seeds: int) -> None:
    rank, tail = lower_rank(seeds), np.cumsum([math.comb(seeds, k) for k in range(seeds)])
    missed = [2 * tail[k - 1] / 2**seeds for k in (rank, rank + 1)]
    assert missed[0] < 0.0025 <= missed[1]  # 99.8 %, rounded; one rank more would miss too often


def test_more_seeds_need_the_same_share() -> None:
    d = np.ones(40)
    d[:8] = 0.0
    assert judge_effects(d, MARGIN).outcome == "holds"
    d[8] = 0.0
    assert judge_effects(d, MARGIN).outcome == "undecided"


def test_seeds_that_never_arrive_rank_last() -> None:
    treatment = np.full(SEEDS, np.inf)
    assert outcome(treatment, np.full(SEEDS, 3.0)) == "holds"
    assert judge_effects(log_ratios(treatment, np.full(SEEDS, 3.0)), MARGIN).effect == math.inf


def test_the_effect_is_the_median_of_any_number_of_seeds() -> None:
    assert judge_effects(np.arange(32.0), 0).effect == 15.5
    assert judge_effects(np.arange(33.0), 0).effect == 16


def test_a_median_between_the_two_infinities_is_no_effect() -> None:
    """Half of the seeds reach the goal with the one arm alone, half with the other."""
    divided = judge_effects(np.repeat([-np.inf, np.inf], SEEDS // 2), MARGIN)
    assert (divided.outcome, divided.effect) == ("undecided", 0)
    assert judge_effects(np.repeat([-np.inf, np.inf], [17, 15]), MARGIN).effect == -np.inf
    assert judge_effects(np.repeat([-np.inf, 0, np.inf], [16, 1, 16]), MARGIN).effect == 0


def test_a_diverged_run_is_the_worst_and_never_dropped() -> None:
    d = log_ratios(np.array([np.nan, 1.0, np.nan]), np.array([1.0, np.nan, np.nan]))
    assert d.tolist() == [np.inf, -np.inf, 0.0]


def test_fewer_seeds_are_refused() -> None:
    with pytest.raises(ValueError, match="needs 32 seeds or more"):
        judge_effects(np.ones(31), MARGIN)


def test_arms_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        log_ratios(np.ones(32), np.ones(31))


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ({"baseline": "holds", "other": "holds"}, "supported here"),
        ({"baseline": "holds", "other": "undecided"}, "supported here"),
        ({"baseline": "holds", "other": "fails"}, "depends on the setting"),
        ({"baseline": "fails", "other": "holds"}, "not supported"),
        ({"baseline": "undecided", "other": "holds"}, "undecided"),
    ],
)
def test_the_verdict_over_a_panel(outcomes: dict[str, str], verdict: str) -> None:
    assert overall(outcomes) == verdict


def test_a_claim_is_judged_in_every_setting() -> None:
    claim = Claim(
        sentence="low is worse",
        check="ratio",
        treatment=lambda runs: np.asarray(runs["low"]),
        control=lambda runs: np.asarray(runs["medium"]),
        panel={"baseline": {}, "other": {}},
    )
    worse = {"low": arm(1.0), "medium": arm(0.1, 1)}
    same = {"low": arm(0.1), "medium": arm(0.1, 1)}
    verdict = judge_panel(claim, {"baseline": worse, "other": same}, {})
    assert verdict.verdict == "depends on the setting"
    assert {name: o.outcome for name, o in verdict.outcomes.items()} == {
        "baseline": "holds",
        "other": "fails",
    }


def test_a_panel_starts_with_the_baseline() -> None:
    with pytest.raises(ValueError, match="baseline"):
        Claim("s", "c", lambda _: np.ones(32), lambda _: np.ones(32), panel={"other": {}})


def test_a_difference_has_its_own_scale() -> None:
    def claim(margin: float) -> Claim:
        return Claim(
            sentence="the cosine is larger",
            check="difference",
            treatment=lambda runs: np.asarray(runs["large"]),
            control=lambda runs: np.asarray(runs["small"]),
            panel={"baseline": {}},
            margin=margin,
            scale="difference",
        )

    small = np.linspace(-0.1, 0.3, SEEDS)
    runs = {"baseline": {"large": small + 0.5, "small": small}}
    swapped = {"baseline": {"large": small, "small": small + 0.5}}
    verdict = judge_panel(claim(0.2), runs, {})
    assert verdict.verdict == "supported here"
    assert verdict.outcomes["baseline"].effect == pytest.approx(0.5)
    assert judge_panel(claim(0.2), swapped, {}).verdict == "not supported"
    assert judge_panel(claim(0.6), runs, {}).verdict == "not supported"


def test_a_difference_with_a_diverged_run_counts_against_the_claim() -> None:
    assert differences(np.array([np.nan, 1.0]), np.array([0.0, np.nan])).tolist() == [-np.inf] * 2


def test_a_difference_may_be_infinite() -> None:
    d = differences(np.array([np.inf, 1.0, np.inf]), np.array([0.0, np.inf, np.inf]))
    assert d.tolist() == [np.inf, -np.inf, -np.inf]
