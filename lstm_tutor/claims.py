"""What a claim is, and what it takes to hold.

A claim compares a treatment with a control, seed by seed. Its effect is the ratio of the two, or
their difference where they are not errors, and it holds only if nearly all seeds show it by more
than a margin. A claim about measured data has no seeds: there the data are resampled instead. The
same claim is then tested in other settings, fixed in advance: a sentence that is true in one
setting alone should say so.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor import ranks
from lstm_tutor.checks import require_choice, require_not_negative

LEAST_SEEDS = 32
SHARE_BEYOND_MARGIN = 25 / 32
CONFIDENCE = 0.998  # of the interval of the median from ranks, and of one from resampled data

Runs = Mapping[str, Any]  # role ("low", "medium", ...) -> History or another result
Measure = Callable[[Runs], NDArray[np.float64]]

BASELINE = "baseline"


@dataclass(frozen=True)
class Claim:
    """A sentence and its test, written down before the seeds are run.

    treatment and control give one value for each seed; the claim is that the treatment's is larger
    by more than the margin. scale "ratio": errors, or epochs needed, lower being better, and the
    margin is a factor. scale "difference": any other quantity, such as a cosine, in its own unit.
    over: "seeds", or "resamples" where the values are those of so many resamples of measured data.
    panel: name of the setting -> role -> experiment; its first setting is the baseline.
    """

    sentence: str
    check: str
    treatment: Measure
    control: Measure
    panel: Mapping[str, Mapping[str, Any]]
    margin: float = 2.0
    scale: str = "ratio"
    over: str = "seeds"

    def __post_init__(self) -> None:
        if next(iter(self.panel), None) != BASELINE:
            raise ValueError(f"panel starts with {list(self.panel)[:1]}, not with {BASELINE!r}")
        require_choice("scale", self.scale, ("ratio", "difference"))
        require_choice("over", self.over, ("seeds", "resamples"))
        if self.scale == "ratio" and not self.margin >= 1.0:
            raise ValueError(f"margin is {self.margin}; legal is a factor of at least 1")
        require_not_negative("margin", self.margin)


@dataclass(frozen=True)
class Outcome:
    """A claim in one setting. effect and interval: treatment / control, or their difference.

    beyond_margin: how many of the `total` seeds, or resamples, lie beyond the margin.
    by_seed: the effect of each seed, ratios as logarithms; none for resamples. twin: the outcome
    when every initial weight is moved by one rounding step, where that was measured. What so small
    a step turns over is undecided.
    """

    outcome: str  # "holds", "fails" or "undecided"
    effect: float
    interval: tuple[float, float]
    beyond_margin: int
    total: int
    by_seed: tuple[float, ...] = ()
    twin: str | None = None


@dataclass(frozen=True)
class Verdict:
    """A claim over its whole panel."""

    verdict: str  # "supported here", "depends on the setting", "not supported", "undecided"
    outcomes: dict[str, Outcome]


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
