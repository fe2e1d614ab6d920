"""The ledger: the evidence on record for every claim, committed like a lock file for results.

A build compares what it measured with what is on record. A verdict that changed stops the build,
flattering or not, and so does a number that moved further than arithmetic explains. How far that is
the twins say: where they stay together every seed must come back, elsewhere the median must stay
within the recorded interval. `make accept` puts new results on record, where a reviewer sees the
difference.
"""

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lstm_tutor.base import passport
from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.files import write_whole
from lstm_tutor.base.numerals import difference, factor
from lstm_tutor.evidence.claims import Claim, Outcome
from lstm_tutor.evidence.judging import Evidence
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.replication import SEEDS as REPLICATION_SEEDS

Entries = Mapping[str, Mapping[str, Any]]  # figure id -> entry

ALIKE = 1e-3  # twins whose effects differ by no more than this, seed by seed, stay together
TOLERANCE = 1e-2  # by which the effect of a seed may then differ from the one on record
_DIGITS = 4  # significant digits on record
_SHOWN = 3  # seeds listed in a message


class LedgerError(TutorError):
    """The ledger cannot be read."""


def describe(evidence: Evidence) -> passport.Verdict:
    """A claim and its verdict in the words that pages and the ledger show."""
    claim, verdict = evidence.claim, evidence.verdict
    return {
        "verdict": verdict.verdict,
        "sentence": claim.sentence,
        "check": claim.check,
        "over": claim.over,
        "panel": [
            {"setting": setting, **_in_words(claim, outcome), "twin": outcome.twin}
            for setting, outcome in verdict.outcomes.items()
        ],
        "replication": _in_words(claim, evidence.replication) if evidence.replication else None,
    }


def record(evidence: Evidence) -> dict[str, Any]:
    """The entry of a claim: its description, and the numbers that later builds are held against."""
    described = describe(evidence)
    panel = [
        {**row, **_numbers(evidence.verdict.outcomes[row["setting"]])} for row in described["panel"]
    ]
    if evidence.twin_distances is not None:
        for row in panel:
            row["twin_moves"] = _rounded(evidence.twin_distances[str(row["setting"])])
    replication = evidence.replication and {
        **_in_words(evidence.claim, evidence.replication),
        **_numbers(evidence.replication),
    }
    return {**described, "panel": panel, "replication": replication}


def read(path: Path) -> dict[str, Any]:
    """The ledger's entries by figure id; an absent ledger has none."""
    if not path.exists():
        return {}
    try:
        entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LedgerError(f"{path} is not valid JSON ({error}); restore it with git") from error
    return entries


def write(path: Path, entries: Entries) -> None:
    """Put entries on record; lists of numbers stay on one line."""
    text = json.dumps(dict(sorted(entries.items())), indent=2, ensure_ascii=False)
    text = re.sub(r"\[[^\[\]{}]*\]", lambda match: " ".join(match[0].split()), text)
    write_whole(path, (text + "\n").encode())


def twins(entry: Mapping[str, Any] | None) -> dict[str, str]:
    """Setting -> outcome of the twin, as far as it is on record."""
    rows = entry.get("panel", []) if entry else []
    return {row["setting"]: row["twin"] for row in rows if row.get("twin")}


def compare(recorded: Entries, measured: Mapping[str, Evidence]) -> list[str]:
    """Everything that differs more than it may, as lines a maintainer can act on."""
    problems = []
    for figure_id, evidence in measured.items():
        before = recorded.get(figure_id)
        if before is None:
            verdict = evidence.verdict.verdict
            problems.append(f"{figure_id}: no verdict on record; measured: {verdict}")
        else:
            problems += [f"{figure_id}: {problem}" for problem in _differences(before, evidence)]
    problems += [
        f"{figure_id}: on record, but no figure claims it any more"
        for figure_id in recorded
        if figure_id not in measured
    ]
    return problems


def _differences(before: Mapping[str, Any], evidence: Evidence) -> Iterator[str]:
    now = describe(evidence)
    for field in ("sentence", "check", "verdict"):
        if before.get(field) != now[field]:
            yield (
                f"the {field} changed\n"
                f"    on record: {before.get(field)}\n    now:       {now[field]}"
            )
    if before.get("verdict") != now["verdict"]:
        yield (
            f"{now['sentence']}\n    on record: {_panel(before)}\n    now:       {_panel(now)}\n"
            "    (an outcome that is not that of the recorded twin counts as undecided)"
        )
    rows = {row["setting"]: row for row in before.get("panel", [])}
    for setting, outcome in evidence.verdict.outcomes.items():
        for moved in _moved(rows.get(setting, {}), outcome, SEEDS):
            yield f"{setting}: {moved}\n    {now['sentence']}"
    if evidence.replication:
        row = {"twin_moves": "inf", **(before.get("replication") or {})}
        for moved in _moved(row, evidence.replication, REPLICATION_SEEDS):
            yield f"replication: {moved}\n    {now['sentence']}"


def _moved(row: Mapping[str, Any], outcome: Outcome, seeds: Sequence[int]) -> Iterator[str]:
    """What of one outcome, in these seeds, lies outside its tolerance."""
    if not {"measured", "by_seed", "twin_moves"} <= row.keys():
        yield "no twin is on record"
        return
    effect, lower, upper = map(float, row["measured"])
    if float(row["twin_moves"]) > ALIKE:
        if not lower <= outcome.effect <= upper:
            yield (
                f"the median effect is {outcome.effect:.4g}; on record is {effect:.4g}, with an "
                f"interval from {lower:.4g} to {upper:.4g}"
            )
        return
    now = outcome.by_seed or (outcome.effect, *outcome.interval)
    then = [float(value) for value in row["by_seed"] or row["measured"]]
    if len(now) != len(then):
        yield f"{len(now)} effects were measured, {len(then)} are on record"
        return
    names = [f"seed {seed}" for seed in seeds] if outcome.by_seed else ["effect", "from", "to"]
    apart = [
        f"{name} {new:.4g}, on record {old:.4g}"
        for name, new, old in zip(names, now, then, strict=True)
        if new != old and not abs(new - old) <= TOLERANCE
    ]
    if apart:
        more = f", and {len(apart) - _SHOWN} more" if len(apart) > _SHOWN else ""
        yield (
            f"{len(apart)} of {len(now)} effects differ by more than {TOLERANCE}: "
            f"{'; '.join(apart[:_SHOWN])}{more}"
        )


def _in_words(claim: Claim, outcome: Outcome) -> passport.Result:
    show = factor if claim.scale == "ratio" else difference
    lower, upper = outcome.interval
    return {
        "outcome": outcome.outcome,
        "effect": show(outcome.effect),
        "interval": f"{show(lower)} to {show(upper)}",
        "share": f"{outcome.beyond_margin} of {outcome.total}",
    }


def _numbers(outcome: Outcome) -> dict[str, Any]:
    return {
        "measured": [_rounded(value) for value in (outcome.effect, *outcome.interval)],
        "by_seed": [_rounded(value) for value in outcome.by_seed],
    }


def _rounded(value: float) -> float | str:
    """Rounded to the digits on record; JSON has no infinity, so that is a word."""
    return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else str(value)


def _panel(entry: Mapping[str, Any]) -> str:
    """The numbers behind a verdict, setting by setting."""
    return "; ".join(
        f"{row['setting']} {row['outcome']} ({row['effect']}, {row['interval']}, "
        f"{row['share']} {entry.get('over', 'seeds')})"
        for row in entry.get("panel", [])
    )
