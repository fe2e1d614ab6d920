"""Judging a claim, in one pass: seeds to effects, effects to outcomes, outcomes to a verdict.

    values per seed  --effects_of-->  effects  --judge_effects-->  an outcome in each setting
    outcomes  --twins that disagree make them undecided-->  --overall-->  the verdict

A claim whose panel has exploRNN's recipe is judged there once more, with seeds of its own. Twins
are trained only when results are put on record; later builds read their outcomes from the ledger.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.evidence import ranks
from lstm_tutor.evidence.claims import (
    BASELINE,
    CONFIDENCE,
    MIN_SEEDS,
    SHARE_BEYOND_MARGIN,
    Claim,
    Outcome,
    Runs,
    Verdict,
)
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.kinds import Experiment, twin_of
from lstm_tutor.experiments.replication import SEEDS as REPLICATION_SEEDS
from lstm_tutor.experiments.replication import SETTING as REPLICATED

Values = NDArray[np.float64]
Results = Mapping[tuple[int, ...], Mapping[Experiment, Any]]  # seeds -> experiment -> result


class Evidence(NamedTuple):
    """What was measured for a claim.

    replication: the outcome in exploRNN's recipe with other seeds, where the panel has that
    setting. twin_distances: setting -> the largest distance between the effects of a seed and of
    its twin; None where no twins were trained.
    """

    claim: Claim
    verdict: Verdict
    replication: Outcome | None = None
    twin_distances: Mapping[str, float] | None = None


def judge_claim(claim: Claim, results: Results, twin_outcomes: Mapping[str, str]) -> Evidence:
    """Judge a claim over its panel; twin_outcomes: setting -> outcome, where it is known."""
    runs = {setting: _by_role(roles, results[SEEDS]) for setting, roles in claim.panel.items()}
    verdict = judge_panel(claim, runs, twin_outcomes)
    recipe = claim.panel.get(REPLICATED)
    replication = (
        judge_setting(claim, _by_role(recipe, results[REPLICATION_SEEDS])) if recipe else None
    )
    return Evidence(claim, verdict, replication)


def judge_claim_and_twins(
    claim: Claim, results: Results, twin_results: Mapping[Experiment, Any]
) -> Evidence:
    """The same where the twins were trained as well; twin_results: by their configurations."""
    twins = {
        setting: judge_setting(
            claim, {role: twin_results[twin_of(experiment)] for role, experiment in roles.items()}
        )
        for setting, roles in claim.panel.items()
    }
    evidence = judge_claim(claim, results, {name: twin.outcome for name, twin in twins.items()})
    outcomes = evidence.verdict.outcomes
    distances = {name: _twin_distance(outcomes[name], twin) for name, twin in twins.items()}
    return evidence._replace(twin_distances=distances)


def experiments_of(claim: Claim) -> Iterator[Experiment]:
    """The experiments of a claim, in all settings of its panel."""
    for roles in claim.panel.values():
        yield from roles.values()


def judge_panel(
    claim: Claim, panel_runs: Mapping[str, Runs], twin_outcomes: Mapping[str, str]
) -> Verdict:
    """Test the claim in every setting; panel_runs: setting -> role -> result."""
    outcomes = {
        setting: _beside_its_twin(judge_setting(claim, runs), twin_outcomes.get(setting))
        for setting, runs in panel_runs.items()
    }
    return Verdict(overall({name: found.outcome for name, found in outcomes.items()}), outcomes)


def judge_setting(claim: Claim, runs: Runs) -> Outcome:
    """Test the claim on the results of one setting; runs: role -> result."""
    d = effects_of(claim, runs)
    if claim.scale == "difference":
        return judge_effects(d, claim.margin, claim.over)
    logs = judge_effects(d, math.log(claim.margin), claim.over)
    lower, upper = logs.interval
    return replace(logs, effect=_factor(logs.effect), interval=(_factor(lower), _factor(upper)))


def effects_of(claim: Claim, runs: Runs) -> Values:
    """The effect d in each seed: log(treatment / control), or treatment - control."""
    compare = differences if claim.scale == "difference" else log_ratios
    return compare(claim.treatment(runs), claim.control(runs))


def log_ratios(treatment: Values, control: Values) -> Values:
    """log(treatment / control) of errors or numbers of epochs; all (R,).

    What was never reached is infinite. A diverged run, NaN, counts as infinite too. Where both arms
    are infinite there is no evidence either way: 0.
    """
    _require_pairs(treatment, control)
    ranked = ranks.nan_to_inf(np.array([treatment, control]))
    if (ranked < 0).any():
        raise ValueError(f"an error or a number of epochs is negative: {ranked.min()}")
    with np.errstate(divide="ignore", invalid="ignore"):
        d = np.log(ranked[0]) - np.log(ranked[1])
    return np.asarray(np.nan_to_num(d, nan=0.0, posinf=np.inf, neginf=-np.inf))


def differences(treatment: Values, control: Values) -> Values:
    """treatment - control; all (R,). What is not a number ranks worst: -infinity."""
    _require_pairs(treatment, control)
    with np.errstate(invalid="ignore"):
        d = treatment - control
    return np.where(np.isnan(d), -np.inf, d)


def judge_effects(d: Values, margin: float, over: str = "seeds") -> Outcome:
    """Does the median effect lie beyond the margin, and do nearly all seeds?

    d: the effects of at least 32 seeds, or of resamples, (N,); margin, and the effect and interval
    that are returned, are on d's scale.
    """
    ranked = np.sort(d)
    if over == "resamples":
        lower, upper = np.quantile(ranked, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        beyond_needed = 0.0  # the interval says it all
    elif d.ndim == 1 and len(d) >= MIN_SEEDS:
        rank = lower_rank(len(d))
        lower, upper = ranked[rank - 1], ranked[-rank]
        beyond_needed = SHARE_BEYOND_MARGIN * len(d)
    else:
        raise ValueError(f"a claim needs {MIN_SEEDS} seeds or more; the effects are {d.shape}")
    beyond = int(np.sum(d > margin))
    if lower > margin and beyond >= beyond_needed:
        outcome = "holds"
    elif upper < margin:
        outcome = "fails"
    else:
        outcome = "undecided"
    by_seed = () if over == "resamples" else tuple(d.tolist())
    return Outcome(outcome, _median(ranked), (float(lower), float(upper)), beyond, len(d), by_seed)


def lower_rank(seeds: int) -> int:
    """The rank k so that the true median lies between the k-th smallest and the k-th largest value.

    With a confidence of 99.8 %, rounded: each value is larger than the true median with a
    probability of one half, so the number of larger ones is binomial. 8 for 32 seeds, 11 for 40.
    """
    outside, rank = 1.0, 0  # of 2^seeds outcomes, those with at most `rank` values on one side
    while round(1 - 2 * outside / 2**seeds, 3) >= CONFIDENCE:
        rank += 1
        outside += math.comb(seeds, rank)
    return rank


def overall(outcomes: Mapping[str, str]) -> str:
    """The verdict over a panel, from the outcome in each of its settings."""
    at_baseline = outcomes[BASELINE]
    if at_baseline == "fails":
        return "not supported"
    if at_baseline == "undecided":
        return "undecided"
    return "depends on the setting" if "fails" in outcomes.values() else "supported here"


def _beside_its_twin(found: Outcome, twin: str | None) -> Outcome:
    """An outcome that a rounding step overturns is undecided."""
    overturned = twin is not None and twin != found.outcome
    return replace(found, outcome="undecided" if overturned else found.outcome, twin=twin)


def _twin_distance(one: Outcome, twin: Outcome) -> float:
    """The largest distance between the effects of a seed and its twin; infinite ones may agree."""
    pairs = zip(
        one.by_seed or (one.effect, *one.interval),
        twin.by_seed or (twin.effect, *twin.interval),
        strict=True,
    )
    return max(0.0 if first == second else abs(first - second) for first, second in pairs)


def _require_pairs(treatment: Values, control: Values) -> None:
    if treatment.shape != control.shape:
        raise ValueError(f"treatment has shape {treatment.shape}, control {control.shape}")


def _by_role(roles: Mapping[str, Experiment], results: Mapping[Experiment, Any]) -> Runs:
    return {role: results[experiment] for role, experiment in roles.items()}


def _median(ranked: Values) -> float:
    """The median of sorted effects; 0 between -infinity and +infinity, as if the halves cancel."""
    lower, upper = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return 0.0 if (lower, upper) == (-np.inf, np.inf) else float((lower + upper) / 2)


def _factor(d: float) -> float:
    return math.inf if d > 700 else math.exp(d)
