"""The list of vendored files on a page matches the manifest."""

import tomllib
from collections.abc import Callable
from pathlib import Path

from bs4 import BeautifulSoup

from lstm_tutor.site.content.vendored import MANIFEST
from tests.site.folders import Pages

PAGE = "# Parts {#parts}\n\n/// vendored\n///\n"


def test_every_file_is_listed_with_licence_origin_and_checksum(
    docs: Path, mkdocs: Callable[[Pages], Path]
) -> None:
    files = tomllib.loads(MANIFEST.read_text("utf-8"))["file"]
    for file in files:
        if file["path"].startswith("docs/"):  # these are linked, so they have to be there
            place = docs.parent / file["path"]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(b"")
    site = mkdocs({"index.md": PAGE})
    page = BeautifulSoup((site / "index.html").read_text("utf-8"), "html.parser")
    works, every = (
        {tuple(cell.get_text() for cell in row("td")) for row in table("tr") if row("td")}
        for table in page.select(".lt-vendored table")
    )
    assert every == {(file["path"], file["name"], file["sha256"]) for file in files}
    stated = {(licence, source) for _, _, licence, source in works}
    works_of_others = [file for file in files if not file["name"].endswith(", licence")]
    assert stated == {
        (file["licence"], file["source"].replace("https://", "")) for file in works_of_others
    }
    for file in works_of_others:
        assert any(
            file["name"].partition(",")[0] in what.split(", ") and version == file["version"]
            for what, version, _, _ in works
        )
