"""Permanent addresses: the record of every page and anchor that course material may cite.

`docs/addresses.txt` lists them, one per line, relative to the site. A build without one of them
fails, unless its line names the new address: `/old/ -> /new/`. Files are not on record, since a
static host cannot redirect them; their addresses are permanent within a version.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lstm_tutor.base.errors import TutorError
from lstm_tutor.base.messages import meant
from lstm_tutor.site.content.text import read_text
from lstm_tutor.site.html.parsing import read_page

RECORD = "addresses.txt"
HEADER = """\
# Every address that course material may cite. `make addresses` adds new ones; none is ever removed.
# Where something has moved, its line says where to, by hand: /old/#place -> /new/#place
# The anchors of a page that has moved go with it, unless a line of their own says otherwise.
"""
SHOWN = 5  # addresses listed in a message

_LINE = re.compile(r"(/\S*)(?: -> (/\S*))?")
_UNSAFE = re.compile(r"""\.\.|//|["'<>\\]""")  # could leave the site, or an HTML attribute

Record = dict[str, str]  # address -> its new address; "" if it has not moved


class AddressError(TutorError):
    """The record of addresses is unusable; the message names the line."""


def read_record(docs_dir: Path) -> Record:
    """The addresses on record. Raises AddressError if the file or one of its lines is unusable."""
    path, record = docs_dir / RECORD, Record()
    if not path.is_file():
        name = f"{docs_dir.name}/{RECORD}"
        raise AddressError(
            f"{name}: {'a folder is in its place' if path.is_dir() else 'it is missing'}; "
            f"restore it with `git restore {name}`, or make an empty file if nothing has been "
            "published yet"
        )
    for number, line in enumerate(read_text(path).splitlines(), start=1):
        if line.startswith("#"):
            continue
        parts = _LINE.fullmatch(line)
        if not parts:
            raise AddressError(
                f"{RECORD}: line {number}, {line!r}: an address starts with a slash; one that has "
                "moved is followed by ` -> ` and its new address"
            )
        if any(_UNSAFE.search(part) for part in parts.groups(default="")):
            raise AddressError(
                f"{RECORD}: line {number}, {line!r}: an address has no `..`, `//`, quotes, "
                "backslashes or angle brackets"
            )
        if parts[1] in record:
            raise AddressError(f"{RECORD}: line {number}: {parts[1]} is listed twice")
        record[parts[1]] = parts[2] or ""
    return record


def extended(record: Record, existing: Iterable[str]) -> str:
    """The text of the record with new addresses added. Nothing on record is removed or changed."""
    lines = dict.fromkeys(existing, "") | record
    return HEADER + "".join(
        f"{address} -> {lines[address]}\n" if lines[address] else f"{address}\n"
        for address in sorted(lines)
    )


def standing_addresses(site_dir: Path) -> set[str]:
    """The addresses of all pages of a rendered site and of their citable anchors."""
    addresses = set[str]()
    for file in site_dir.rglob("*.html"):
        address = recorded_address(file.relative_to(site_dir).as_posix())
        if address != "/404.html":  # served for every unknown address
            page = read_page(file.read_text(encoding="utf-8"))
            addresses |= {address, *(f"{address}#{anchor}" for anchor in page.anchors)}
    return addresses


def recorded_address(file: str) -> str:
    """The address of a page. file: its path relative to the site."""
    return "/" + re.sub(r"(^|/)index\.html$", r"\1", file)


def file_of(address: str) -> str:
    """The file that a browser gets for an address, relative to the site."""
    path = address.partition("#")[0].removeprefix("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def compare(record: Record, existing: set[str]) -> list[str]:
    """Differences between the addresses on record and those of the site, one sentence each."""
    return [
        *(problem for address in record for problem in _kept(address, record, existing)),
        *_new(record, existing),
    ]


def destination(address: str, record: Record, existing: set[str]) -> str | None:
    """The existing address that one on record leads to, through any number of moves, or None.

    Raises AddressError if the moves form a circle.
    """
    visited = list[str]()
    while address not in existing:
        visited.append(address)
        address = _next(address, record)
        if not address:
            return None
        if address in visited:
            raise AddressError(f"{' -> '.join([*visited, address])} leads in a circle")
    return address


def _next(address: str, record: Record) -> str:
    """The new address by the line of the address itself or, for an anchor, of its page."""
    page, mark, anchor = address.partition("#")
    if record.get(address) or not mark or not record.get(page):
        return record.get(address, "")
    return f"{record[page].partition('#')[0]}#{anchor}"


def _kept(address: str, record: Record, existing: set[str]) -> Iterator[str]:
    """What is wrong with one address on record."""
    moved = record[address]
    if address in existing:
        if moved:
            yield f"{RECORD}: {address} still exists, so it cannot redirect to {moved}"
        return
    try:
        if destination(address, record, existing):
            return
    except AddressError as error:
        yield f"{RECORD}: {error}; one of these must lead to an existing address"
        return
    page, mark, anchor = address.partition("#")
    if moved:
        yield f"{RECORD}: {address} -> {moved}: the new address does not exist" + meant(
            moved, existing
        )
    elif not mark or page in existing or record.get(page):  # otherwise the page itself is reported
        alike = [other for other in existing if mark and other.endswith(f"#{anchor}")]
        yield (
            f"{address}: this permanent address is gone{meant(address, alike or existing) or '.'} "
            f"Bring it back, or add its new address in {RECORD}: {address} -> /new/address/"
        )


def _new(record: Record, existing: set[str]) -> Iterator[str]:
    new = sorted(existing - record.keys())
    if new:
        more = f" and {len(new) - SHOWN} more" if len(new) > SHOWN else ""
        yield (
            f"{RECORD}: not on record: {', '.join(new[:SHOWN])}{more}; addresses are permanent, "
            "so check that these are well chosen, then run `make addresses`"
        )
