"""Evidence: the claims of figures, judged on what was measured.

A claim is judged over its panel and, where the panel has exploRNN's recipe, once more in that
recipe with seeds of its own. Twins are trained only when results are put on record: the ledger then
says which outcomes a rounding step turns over.
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
    LEAST_SEEDS,
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

Results = Mapping[tuple[int, ...], Mapping[Experiment, Any]]  # by seeds, then by experiment


class Evidence(NamedTuple):
    """What was measured for a claim.

    replication: the outcome in exploRNN's recipe with seeds of its own, where the panel has that
    setting. moves: setting -> the largest distance between the effects of a seed and of its twin;
    None where no twins were run.
    """

    claim: Claim
    verdict: Verdict
    replication: Outcome | None = None
    moves: Mapping[str, float] | None = None


def of_panel(claim: Claim) -> Iterator[Experiment]:
    """The experiments of a claim, in all settings of its panel."""
    for roles in claim.panel.values():
        yield from roles.values()


def weigh(claim: Claim, results: Results, twins: Mapping[str, str]) -> Evidence:
    """Judge a claim. twins: setting -> the outcome of its twin, as far as it is on record."""
    again = claim.panel.get(REPLICATED)
    replication = None
    if again is not None:
        replication = judge_setting(claim, _by_role(again, results[REPLICATION_SEEDS]))
    return Evidence(claim, judge(claim, _panel_runs(claim, results[SEEDS]), twins), replication)


def weigh_beside_twins(
    claim: Claim, results: Results, twin_results: Mapping[Experiment, Any]
) -> Evidence:
    """Judge a claim, and see what a rounding step in the initial weights would change."""
    beside = {experiment: twin_results[twin_of(experiment)] for experiment in of_panel(claim)}
    twins = {
        setting: judge_setting(claim, runs) for setting, runs in _panel_runs(claim, beside).items()
    }
    evidence = weigh(claim, results, {setting: twin.outcome for setting, twin in twins.items()})
    outcomes = evidence.verdict.outcomes
    return evidence._replace(
        moves={setting: _distance(outcomes[setting], twin) for setting, twin in twins.items()}
    )


def _panel_runs(claim: Claim, results: Mapping[Experiment, Any]) -> dict[str, Runs]:
    return {setting: _by_role(roles, results) for setting, roles in claim.panel.items()}


def _by_role(roles: Mapping[str, Experiment], results: Mapping[Experiment, Any]) -> Runs:
    return {role: results[experiment] for role, experiment in roles.items()}


def _distance(one: Outcome, other: Outcome) -> float:
    """The largest distance between the effects of a seed and its twin; infinite ones may agree."""
    pairs = zip(
        one.by_seed or (one.effect, *one.interval),
        other.by_seed or (other.effect, *other.interval),
        strict=True,
    )
    return max(0.0 if first == second else abs(first - second) for first, second in pairs)


def effects(treatment: NDArray[np.float64], control: NDArray[np.float64]) -> NDArray[np.float64]:
    """d = log(treatment / control) for each seed.

    What was never reached is infinite and ranks last; NaN (a diverged run) ranks worst, which is
    infinite as well. Where both arms are infinite there is no evidence either way: d = 0.
    """
    if treatment.shape != control.shape:
        raise ValueError(f"treatment has shape {treatment.shape}, control {control.shape}")
    ranked = ranks.worst(np.array([treatment, control]))
    if (ranked < 0).any():
        raise ValueError(f"an error or a number of epochs is negative: {ranked.min()}")
    with np.errstate(divide="ignore", invalid="ignore"):
        d = np.log(ranked[0]) - np.log(ranked[1])
    return np.asarray(np.nan_to_num(d, nan=0.0, posinf=np.inf, neginf=-np.inf))


def differences(
    treatment: NDArray[np.float64], control: NDArray[np.float64]
) -> NDArray[np.float64]:
    """d = treatment - control for each seed.

    Where that is not a number, as between two infinities, it is the worst: -infinity.
    """
    if treatment.shape != control.shape:
        raise ValueError(f"treatment has shape {treatment.shape}, control {control.shape}")
    with np.errstate(invalid="ignore"):
        d = treatment - control
    return np.where(np.isnan(d), -np.inf, d)


def judge_effects(d: NDArray[np.float64], needed: float, over: str = "seeds") -> Outcome:
    """Does the median effect lie beyond what is needed, and do nearly all seeds?

    d: of at least 32 seeds, or of resamples, (N,). The returned effect and interval are on d's
    scale.
    """
    ranked = np.sort(d)
    if over == "resamples":
        lower, upper = np.quantile(ranked, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
        needed_beyond = 0.0  # the interval says it all
    elif d.ndim == 1 and len(d) >= LEAST_SEEDS:
        rank = lower_rank(len(d))
        lower, upper = ranked[rank - 1], ranked[-rank]
        needed_beyond = SHARE_BEYOND_MARGIN * len(d)
    else:
        raise ValueError(f"a claim needs {LEAST_SEEDS} seeds or more; the effects are {d.shape}")
    beyond = int(np.sum(d > needed))
    if lower > needed and beyond >= needed_beyond:
        outcome = "holds"
    elif upper < needed:
        outcome = "fails"
    else:
        outcome = "undecided"
    by_seed = () if over == "resamples" else tuple(d.tolist())
    return Outcome(outcome, _median(ranked), (float(lower), float(upper)), beyond, len(d), by_seed)


def _median(ranked: NDArray[np.float64]) -> float:
    """The median of effects in order of size.

    Where it lies between -infinity and +infinity one half says the opposite of the other: 0, as
    where both arms of a seed are infinite.
    """
    lower, upper = ranked[(len(ranked) - 1) // 2], ranked[len(ranked) // 2]
    return 0.0 if (lower, upper) == (-np.inf, np.inf) else float((lower + upper) / 2)


def lower_rank(seeds: int) -> int:
    """The rank k so that the true median lies between the k-th smallest and the k-th largest value.

    With a confidence of 99.8 %, rounded: each value is larger than the true median with a
    probability of one half, so fewer than k are with a binomial one. 8 for 32 seeds, 11 for 40.
    """
    outside, rank = 1.0, 0  # of 2^seeds outcomes, those with at most `rank` values on one side
    while round(1 - 2 * outside / 2**seeds, 3) >= CONFIDENCE:
        rank += 1
        outside += math.comb(seeds, rank)
    return rank


def judge(
    claim: Claim, panel_runs: Mapping[str, Runs], twins: Mapping[str, str] | None = None
) -> Verdict:
    """Test the claim in every setting of its panel; panel_runs: setting -> role -> result.

    twins: setting -> the outcome of its twin, where that is known.
    """
    outcomes = dict[str, Outcome]()
    for setting, runs in panel_runs.items():
        found = judge_setting(claim, runs)
        twin = (twins or {}).get(setting)
        turned_over = twin is not None and twin != found.outcome
        outcomes[setting] = replace(
            found, outcome="undecided" if turned_over else found.outcome, twin=twin
        )
    return Verdict(
        overall({setting: found.outcome for setting, found in outcomes.items()}), outcomes
    )


def overall(outcomes: Mapping[str, str]) -> str:
    """The verdict over a panel, from the outcome in each of its settings."""
    at_baseline = outcomes[BASELINE]
    if at_baseline == "fails":
        return "not supported"
    if at_baseline == "undecided":
        return "undecided"
    return "depends on the setting" if "fails" in outcomes.values() else "supported here"


def judge_setting(claim: Claim, runs: Runs) -> Outcome:
    """Test the claim on the results of one setting; runs: role -> result."""
    treatment, control = claim.treatment(runs), claim.control(runs)
    if claim.scale == "difference":
        return judge_effects(differences(treatment, control), claim.margin, claim.over)
    logs = judge_effects(effects(treatment, control), math.log(claim.margin), claim.over)
    lower, upper = logs.interval
    return replace(logs, effect=_factor(logs.effect), interval=(_factor(lower), _factor(upper)))


def _factor(d: float) -> float:
    return math.inf if d > 700 else math.exp(d)
