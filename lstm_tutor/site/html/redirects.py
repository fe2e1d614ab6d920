"""Redirects from addresses that have moved, which work without JavaScript.

A page that has moved leaves a small page that redirects. An anchor that has moved from a page that
still exists leaves a line with its new address, which only readers who follow the old one see.
"""

import posixpath
from html import escape
from pathlib import Path

from lstm_tutor.site.html.addresses import (
    Record,
    compare,
    destination,
    file_of,
    read_record,
    standing_addresses,
)
from lstm_tutor.site.html.parsing import read_page
from lstm_tutor.site.html.security import secure

PAGE = """\
<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta name="robots" content="{robots}">
    <meta http-equiv="refresh" content="0; url={href}">
    <link rel="canonical" href="{canonical}">
    <title>{title}</title>
  </head>
  <body>
    <main>
      <h1>{title}</h1>
      <p>It is at <a href="{href}">{address}</a>.</p>{anchors}
    </main>{script}
  </body>
</html>
"""
ANCHOR = """
      <p id="{anchor}">What was here is now at <a href="{href}">{address}</a>.</p>"""
# The refresh ignores the anchor of the old address; this script, if it runs, respects it.
SCRIPT = """
    <script>
      const moved = document.getElementById(location.hash.slice(1)) ?? document;
      location.replace(moved.querySelector("a").href);
    </script>"""
STUB = """\
<p id="{anchor}" class="lt-moved">What was here is now at <a href="{href}">{address}</a>.</p>
"""


def redirect(site_dir: Path, docs_dir: Path) -> list[str]:
    """Compare a rendered site with the addresses on record, and redirect those that have moved.

    Returns problems, one sentence each. Raises AddressError if the record is unusable.
    """
    record = read_record(docs_dir)
    existing = standing_addresses(site_dir)
    return compare(record, existing) or leave_redirects(site_dir, record, existing)


def leave_redirects(site_dir: Path, record: Record, existing: set[str]) -> list[str]:
    """Write all redirects. Returns those that are blocked by existing files, one sentence each."""
    moved = {
        address: new
        for address in record
        if address not in existing and (new := destination(address, record, existing))
    }
    problems = list[str]()
    for page in dict.fromkeys(address.partition("#")[0] for address in moved):
        anchors = {
            address.partition("#")[2]: new
            for address, new in sorted(moved.items())
            if address.startswith(f"{page}#")
        }
        file = site_dir / file_of(page)
        if page in moved:
            blocking = next((path for path in (file, *file.parents) if path.is_file()), None)
            if blocking:
                name = blocking.relative_to(site_dir).as_posix()
                problems.append(f"{page}: no redirect is possible here, the site has a file {name}")
                continue
            _write_page(site_dir, file, page, moved[page], anchors)
        else:
            _add_stubs(file, page, anchors)
    return problems


def front_page(href: str) -> str:
    """The page at the root of the host, above all versions, which redirects to one of them."""
    fields = {"title": "The chapter", "address": escape(href), "robots": "all"}
    text = PAGE.format(**fields, href=escape(href), canonical=escape(href), anchors="", script="")
    return secure("index.html", text)


def _write_page(site_dir: Path, file: Path, page: str, new: str, anchors: dict[str, str]) -> None:
    target = read_page((site_dir / file_of(new)).read_text(encoding="utf-8"))
    text = PAGE.format(
        title="This page has moved",
        robots="noindex",
        href=_way(page, new),
        address=escape(new),
        canonical=escape(target.canonical or _way(page, new)),
        anchors="".join(_filled(ANCHOR, page, anchor, to) for anchor, to in anchors.items()),
        script=SCRIPT,
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(secure(file.name, text), encoding="utf-8", newline="\n")


def _add_stubs(file: Path, page: str, anchors: dict[str, str]) -> None:
    before, end, after = file.read_text(encoding="utf-8").rpartition("</article>")
    stubs = "".join(_filled(STUB, page, anchor, new) for anchor, new in anchors.items())
    file.write_text(f"{before}{stubs}{end}{after}", encoding="utf-8", newline="\n")


def _filled(template: str, page: str, anchor: str, new: str) -> str:
    return template.format(anchor=escape(anchor), href=_way(page, new), address=escape(new))


def _way(page: str, new: str) -> str:
    """The relative link from a page to an address, escaped for HTML."""
    path, mark, anchor = new.partition("#")
    way = posixpath.relpath(path, page)
    return escape(way + ("/" if path.endswith("/") else "") + mark + anchor)
