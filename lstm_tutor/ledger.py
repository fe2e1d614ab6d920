"""The ledger: the verdict on record for every claim, committed like a lock file for results.

A build compares what it measured with what is on record. A verdict that changed stops the build,
flattering or not; `make accept` puts the new one on record, where a reviewer sees the difference.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Entries = Mapping[str, Mapping[str, Any]]  # figure id -> what figure.describe() says


class LedgerError(RuntimeError):
    """A verdict differs from the one on record."""


def read(path: Path) -> dict[str, Any]:
    """The ledger's entries by figure id; an absent ledger has none."""
    if not path.exists():
        return {}
    try:
        entries: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LedgerError(f"{path} is not valid JSON ({error}); restore it with git") from error
    return entries


def write(path: Path, measured: Entries) -> None:
    """Put what was measured on record."""
    text = json.dumps(dict(sorted(measured.items())), indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def compare(recorded: Entries, measured: Entries) -> list[str]:
    """Every difference in sentences, checks or verdicts, as lines a maintainer can act on."""
    problems = []
    for figure_id, now in measured.items():
        before = recorded.get(figure_id)
        if before is None:
            problems.append(f"{figure_id}: no verdict on record; measured: {now['verdict']}")
            continue
        for field in ("sentence", "check", "verdict"):
            if before.get(field) != now[field]:
                problems.append(
                    f"{figure_id}: the {field} changed\n"
                    f"    on record: {before.get(field)}\n    now:       {now[field]}"
                )
        if before.get("verdict") != now["verdict"]:
            problems.append(
                f"    {now['sentence']}\n"
                f"    on record: {_panel(before)}\n    now:       {_panel(now)}"
            )
    problems += [
        f"{figure_id}: on record, but no figure claims it any more"
        for figure_id in recorded
        if figure_id not in measured
    ]
    return problems


def _panel(entry: Mapping[str, Any]) -> str:
    """The numbers behind a verdict, setting by setting."""
    return "; ".join(
        f"{row['setting']} {row['outcome']} ({row['effect']}, {row['interval']}, "
        f"{row['share']} seeds)"
        for row in entry.get("panel", [])
    )
