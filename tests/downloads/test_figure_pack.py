"""The figure pack holds every figure with words and licence, and has the same bytes each time."""

import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

from lstm_tutor.base.project import ROOT
from lstm_tutor.downloads.figure_pack import captions, figure_pack
from lstm_tutor.site.content.citations import Citation
from lstm_tutor.site.content.work import read_work
from tests.site.folders import add_figure
from tests.site.works import WORK

CITED = {name: Citation(WORK, f"figures/{name}.md", name) for name in ("lr-low", "valve")}


def drawn(folder: Path) -> list[dict[str, Any]]:
    """Passports of two figures: one with data and a verdict, one that only explains."""
    add_figure(folder, "lr-low", phrase="the learning rate is too low")
    files: dict[str, Any] = {kind: {} for kind in ("svg", "png", "pdf")}
    add_figure(folder, "valve", title="A valve", verdict=None, settings="", files=files)
    (folder / "figures" / "valve.pdf").write_bytes(b"%PDF")
    return [
        json.loads((folder / f"figures/{name}.passport.json").read_text("utf-8"))
        for name in ("valve", "lr-low")
    ]


def unpacked(content: bytes) -> dict[str, str]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    return {
        name.removeprefix("lstm-tutor-figures/"): archive.read(name).decode()
        for name in archive.namelist()
    }


def test_it_holds_drawings_data_words_and_licence(tmp_path: Path) -> None:
    passports = drawn(tmp_path)
    found = unpacked(figure_pack(passports, tmp_path / "figures", ROOT, CITED))
    assert set(found) == {
        *("README.txt", "LICENSE-CONTENT", "captions.md"),
        *("valve.svg", "valve.png", "valve.pdf"),
        *("lr-low.svg", "lr-low.png", "lr-low.csv"),
    }
    assert found["LICENSE-CONTENT"] == (ROOT / "LICENSE-CONTENT").read_text("utf-8")
    assert "How to cite" in found["README.txt"]
    assert "Attribution 4.0" in found["README.txt"]
    work = read_work(ROOT)
    for words in (work.attribution, work.credit()):
        assert words in " ".join(found["README.txt"].split())
    assert found["lr-low.csv"].startswith("series,x,y")


def test_captions_say_what_the_page_says(tmp_path: Path) -> None:
    text = captions(drawn(tmp_path), CITED)
    valve, low = text.split("## ")[1:]
    assert valve.startswith("A valve (valve)\n")
    assert "Verdict" not in valve
    for words in (
        "**At a rate of $10^{-4}$ the error *barely* moves.** Each line is one seed.",
        "- Stands behind: “the learning rate is too low”",
        "- Verdict: depends on the setting. Tested: The low rate leaves a larger error.",
        "- Against it: Not so with: ",
        "- Alternative text: Line chart ending at 0.93 & 0.013.",
        f"- Cite as: {CITED['lr-low'].text}",
        f"- Credit line: {CITED['lr-low'].credit}",
    ):
        assert words in low


def test_dates_of_files_do_not_count(tmp_path: Path) -> None:
    passports = drawn(tmp_path)
    first = figure_pack(passports, tmp_path / "figures", ROOT, CITED)
    for path in (tmp_path / "figures").iterdir():
        os.utime(path, (1, 1))
    assert figure_pack(passports, tmp_path / "figures", ROOT, CITED) == first
