"""Evidence: the claims of figures, judged on what was measured.

A claim is judged over its panel and, where the panel has exploRNN's recipe, once more in that
recipe with seeds of its own. Twins are trained only when results are put on record: the ledger then
says which outcomes a rounding step turns over.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lstm_tutor.claims import Claim, Outcome, Runs, judge, judge_setting
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.explornn import SEEDS as REPLICATION_SEEDS
from lstm_tutor.experiments.explornn import SETTING as REPLICATED
from lstm_tutor.figure import Figure
from lstm_tutor.ledger import Evidence
from lstm_tutor.runs import Experiment
from lstm_tutor.twins import twin_of

Results = Mapping[tuple[int, ...], Mapping[Experiment, Any]]  # by seeds, then by experiment


def needed(figures: Iterable[Figure]) -> dict[tuple[int, ...], list[Experiment]]:
    """What figures and their claims need, each experiment once: seeds -> experiments."""
    wanted: dict[tuple[int, ...], dict[Experiment, None]] = {SEEDS: {}}
    for figure in figures:
        wanted.setdefault(figure.seeds, {}).update(dict.fromkeys(figure.experiments.values()))
        if figure.claim:
            wanted[SEEDS].update(dict.fromkeys(of_panel(figure.claim)))
            again = figure.claim.panel.get(REPLICATED, {})
            wanted.setdefault(REPLICATION_SEEDS, {}).update(dict.fromkeys(again.values()))
    return {seeds: list(experiments) for seeds, experiments in wanted.items()}


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
