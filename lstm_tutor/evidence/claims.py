"""What a claim is, and what it takes to hold.

A claim compares a treatment with a control, seed by seed. Its effect is the ratio of the two, or
their difference where they are not errors, and it holds only if nearly all seeds show it by more
than a margin. A claim about measured data has no seeds: there the data are resampled instead. The
same claim is then tested in other settings, fixed in advance: a sentence that is true in one
setting alone should say so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice, require_not_negative

MIN_SEEDS = 32
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
