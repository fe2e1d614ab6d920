"""The passports of figures, read from `docs/figures/`, and the results that pages quote."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lstm_tutor.base.chapter import read_chapter
from lstm_tutor.base.messages import nearest
from lstm_tutor.base.passport import FIELDS, Passport, Result, ResultField, Verdict
from lstm_tutor.base.project import ID
from lstm_tutor.site.content.pages import scan
from lstm_tutor.site.content.text import PageError

# verdict -> its name in CSS classes
VERDICTS = {
    "supported here": "supported",
    "depends on the setting": "depends",
    "not supported": "not",
    "undecided": "undecided",
}
_RESULT_FIELDS: tuple[ResultField, ...] = ("outcome", "effect", "interval", "share")


def read_passports(docs_dir: Path) -> dict[str, Passport]:
    """The passports in `figures/`, by id. Raises PageError naming a file that is not a passport."""
    passports = dict[str, Passport]()
    for path in sorted((docs_dir / "figures").glob("*.passport.json")):
        try:
            passport: Passport = json.loads(path.read_text(encoding="utf-8"))
            lacking = [field for field in FIELDS if field not in passport]
        except (ValueError, TypeError) as error:
            raise PageError(f"{path}: not a figure's passport ({error}); draw it again") from None
        if lacking:
            raise PageError(f"{path}: the passport lacks {', '.join(lacking)}; draw it again")
        name = passport["id"]
        if f"{name}.passport.json" != path.name or not ID.fullmatch(name):
            raise PageError(
                f"{path}: its id is {name!r}; it must equal the file's name and consist of "
                "lower-case letters, digits and single hyphens"
            )
        passports[name] = passport
    return passports


def figures_in_order(docs_dir: Path) -> list[Passport]:
    """The passports of all figures on pages, in the order of the chapter."""
    passports = read_passports(docs_dir)
    places = [place for place in scan(docs_dir)[0] if place.kind == "figure"]
    pages = read_chapter().pages
    places.sort(key=lambda place: pages.index(place.page) if place.page in pages else len(pages))
    # An unknown id is left out here: rendering the page that places it reports the error.
    return [passports[place.id] for place in places if place.id in passports]


def contrary(verdict: Verdict) -> str:
    """The settings in which a claim does not hold, in words; empty if it holds in all."""
    sentences = []
    for outcome, opening in (("fails", "Not so with"), ("undecided", "Undecided with")):
        found = [
            f"{row['setting']} ({row['effect']})"
            for row in verdict["panel"]
            if row["outcome"] == outcome
        ]
        if found:
            sentences.append(f"{opening}: {', '.join(found)}.")
    return " ".join(sentences)


def value_of(target: str, passports: Mapping[str, Passport]) -> str:
    """The result that `lr-low.median` or `lr-low.baseline.effect` refers to, in words.

    Raises PageError if there is no such figure or result.
    """
    figure, _, name = target.partition(".")
    if figure not in passports:
        raise PageError(f"no such figure{nearest(figure, passports)}")
    results = dict(_results(passports[figure]))
    if name not in results:
        raise PageError(f"the figure {figure!r} has no such result{nearest(name, results)}")
    return results[name]


def _results(passport: Passport) -> Iterator[tuple[str, str]]:
    """The names and values of a figure's results: those of its caption, then its verdict's."""
    yield from passport["values"].items()
    verdict = passport["verdict"]
    if verdict:
        yield "verdict", verdict["verdict"]
        rows: dict[str, Result] = {_as_name(row["setting"]): row for row in verdict["panel"]}
        if verdict["replication"]:
            rows["replication"] = verdict["replication"]
        for setting, row in rows.items():
            yield from ((f"{setting}.{part}", row[part]) for part in _RESULT_FIELDS)


def _as_name(setting: str) -> str:
    """A setting as part of a name: "exploRNN's recipe" becomes "explornns-recipe"."""
    return re.sub(r"[^a-z0-9]+", "-", setting.lower().replace("'", "")).strip("-")
