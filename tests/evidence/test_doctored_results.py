"""Each of the 20 claims can fail: doctored results, in which there is no effect, are rejected.

The results are those of the chapter's own experiments, read from the cache; what is missing is
trained. A claim whose check passed on these would pass on anything.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.project import ROOT
from lstm_tutor.evidence.claims import BASELINE, Claim, Runs
from lstm_tutor.evidence.judging import judge_panel
from lstm_tutor.evidence.measures import floor_of, goal
from lstm_tutor.experiments.runs import run
from lstm_tutor.figure.figure import load

pytestmark = pytest.mark.slow

CLAIMED = {phrase.figure for phrase in read_chapter().phrases}


def the_same_in_all_roles(runs: Runs) -> Iterator[Runs]:
    for result in runs.values():
        yield dict.fromkeys(runs, result)


def errors_at(level: Callable[[Runs], Any]) -> Callable[[Runs], Iterator[Runs]]:
    """Every run ends, and stays all the time, exactly at the level it is compared with."""

    def doctor(runs: Runs) -> Iterator[Runs]:
        yield {
            role: replace(run, nrmse=np.broadcast_to(level(runs)[:, np.newaxis], run.nrmse.shape))
            for role, run in runs.items()
        }

    return doctor


def with_field(**fields: Callable[[Any], Any]) -> Callable[[Runs], Iterator[Runs]]:
    """Every result with some of its fields replaced."""

    def doctor(runs: Runs) -> Iterator[Runs]:
        yield {
            role: replace(result, **{name: new(result) for name, new in fields.items()})
            for role, result in runs.items()
        }

    return doctor


# Claims that compare one run with a fixed level; all others compare two runs.
DOCTORED: dict[str, Callable[[Runs], Iterator[Runs]]] = {
    "lr-low-prediction": errors_at(goal),
    "lr-high-prediction": errors_at(goal),
    "lr-medium-prediction": errors_at(goal),
    "batch-medium-prediction": errors_at(goal),
    "noise-none": errors_at(goal),
    "noise-high-divergence": errors_at(goal),
    "noise-high": errors_at(floor_of("high")),
    "lr-high-overshoot": with_field(minimum=lambda line: np.ones_like(line.minimum)),
    "batch-low": with_field(cosine=lambda noise: np.ones_like(noise.cosine)),
    "noise-none-realism": with_field(resampled=lambda fit: np.zeros_like(fit.resampled)),
}


@pytest.fixture(params=sorted(CLAIMED))
def figure_id(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def claim(figure_id: str) -> Claim:
    return _measured(figure_id)[0]


@pytest.fixture
def results(figure_id: str) -> Runs:
    return _measured(figure_id)[1]


@lru_cache
def _measured(figure_id: str) -> tuple[Claim, Runs]:
    """The claim of a figure and its results at the baseline."""
    claim = load(ROOT / "figures" / f"{figure_id.replace('-', '_')}.py").claim
    assert claim is not None, f"{figure_id} claims nothing"
    experiments: Mapping[str, Any] = claim.panel[BASELINE]
    measured, _ = run(dict.fromkeys(experiments.values()))
    return claim, {role: measured[experiment] for role, experiment in experiments.items()}


def outcome(claim: Claim, runs: Runs) -> str:
    return judge_panel(claim, {BASELINE: runs}, {}).outcomes[BASELINE].outcome


def test_results_without_an_effect_are_rejected(
    figure_id: str, claim: Claim, results: Runs
) -> None:
    doctored = list(DOCTORED.get(figure_id, the_same_in_all_roles)(results))
    assert doctored
    for runs in doctored:
        assert outcome(claim, runs) != "holds"


def test_swapped_arms_are_rejected(claim: Claim, results: Runs) -> None:
    assert outcome(claim, results) == "fails" or outcome(_swapped(claim), results) != "holds"


def test_the_control_against_itself_with_other_seeds_is_rejected(
    claim: Claim, results: Runs
) -> None:
    other_seeds = replace(claim, treatment=lambda runs: np.roll(claim.control(runs), 1))
    assert outcome(other_seeds, results) != "holds"


def test_an_effect_short_of_the_margin_is_rejected(claim: Claim, results: Runs) -> None:
    def short(runs: Runs) -> Any:
        control = np.nan_to_num(claim.control(runs), nan=1.0, posinf=1.0)
        if claim.scale == "difference":
            return control + 0.9 * claim.margin
        return control * math.exp(0.9 * math.log(claim.margin))

    def control(runs: Runs) -> Any:
        return np.nan_to_num(claim.control(runs), nan=1.0, posinf=1.0)

    assert outcome(replace(claim, treatment=short, control=control), results) != "holds"


def _swapped(claim: Claim) -> Claim:
    return replace(claim, treatment=claim.control, control=claim.treatment)
