"""The page of a figure: evidence, downloads, data, and how to reproduce it."""

from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
import yaml

from lstm_tutor.base.project import SOURCE_ARCHIVE
from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.html.parsing import read_page
from lstm_tutor.site.markdown.figure_page import FIRST_ROWS, LOADING, figure_pages
from tests.site.folders import Pages, add_figure, markdown_for, write_pages


def passport(docs: Path) -> Element:
    page = markdown_for(docs, "lstm_tutor.site.markdown.figures", "tables")
    return fromstring(page.convert("/// passport | lr-low\n///"))


def words(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_it_has_the_facts_of_the_passport(docs: Path) -> None:
    add_figure(docs, "lr-low")
    write_pages(docs, {"training/rate.md": "/// figure | lr-low\n///"})
    found = passport(docs)
    text = words(found)
    for part in (
        "In the text: Learning rate",
        "TrainingConfig(learning_rate=0.0001)",
        "11.5 million",
        "12.3 s on A processor, one core",
        "figures/lr_low.py, SHA-256 " + "5e" * 32,
        "Python 3.11, NumPy 2.4.6",
        "CC BY 4.0, code MIT",
        "make figure ID=lr-low",
        "larger by a factor of 2",
        "Not so with: composite wave (1.2).",
    ):
        assert part in text
    links = {link.get("href") for link in found.iter("a")}
    assert {"training/rate.md#fig-lr-low", SOURCE_ARCHIVE, "figures/lr-low.csv"} <= links
    assert [words(heading) for heading in found.iter("h2")] == [
        *("Description", "The claim and its check", "Downloads"),
        *("Passport", "Make it again"),
    ]


def test_downloads_are_those_that_exist_with_their_checksums(docs: Path) -> None:
    add_figure(docs, "lr-low")
    table = next(t for t in passport(docs).iter("table") if "SHA-256" in words(t))
    rows = [[words(cell) for cell in row] for row in table.iter("tr")][1:]
    assert [row[0] for row in rows] == [
        f"lr-low.{kind}" for kind in ("svg", "png", "csv", "passport.json")
    ]
    assert rows[0][2:] == ["2 KB", "ab" * 32]


def test_weights_come_with_code_that_loads_them(docs: Path) -> None:
    files = {"safetensors": {"bytes": 5388, "sha256": "cd" * 32}}
    shape = {"input_size": 1, "hidden_size": 24, "num_layers": 2, "output_size": 1}
    add_figure(docs, "lr-low", files=files, network=shape)
    text = words(passport(docs))
    assert 'load_file("lr-low.safetensors")' in text
    assert "LSTM(1, 24, num_layers=2, batch_first=True)" in text
    assert "Linear(24, 1)" in text
    compile(LOADING.format(name="lr-low", **shape), "loading", "exec")


def test_a_long_table_is_cut_and_says_so(docs: Path) -> None:
    add_figure(docs, "lr-low")
    lines = [f"seed,{x},0.5" for x in range(100)]
    (docs / "figures/lr-low.csv").write_text("series,x,y\n" + "\n".join(lines) + "\n")
    details = passport(docs).find("details")
    assert f"the first {FIRST_ROWS} of 100 rows" in words(details)
    assert details is not None
    assert len(list(details.iter("tr"))) == FIRST_ROWS + 1


def test_a_diagram_has_neither_data_nor_seeds(docs: Path) -> None:
    files = {"svg": {"bytes": 1, "sha256": "ab" * 32}}
    add_figure(docs, "lr-low", verdict=None, seeds=0, seconds=None, experiments=[], files=files)
    text = words(passport(docs))
    for part in ("Seeds", "took", "Experiment", "claim and its check", "as a table"):
        assert part not in text


def test_an_unknown_figure_is_named(docs: Path) -> None:
    add_figure(docs, "lr-lwo")
    with pytest.raises(PageError, match="lr-low: there is no such figure; did you mean 'lr-lwo'"):
        passport(docs)


def test_every_figure_has_a_page_whatever_its_title(docs: Path) -> None:
    add_figure(docs, "lr-low")
    add_figure(docs, "lr-high", title='Rate: "high"')
    pages = figure_pages(docs)
    assert set(pages) == {"lr-low.md", "lr-high.md"}
    _, front, text = pages["lr-high.md"].decode().split("---\n")
    assert yaml.safe_load(front)["title"] == 'Rate: "high"'
    assert '# Rate: "high" {#lr-high}' in text


@pytest.mark.slow
def test_mkdocs_renders_it_with_links_that_lead_somewhere(
    docs: Path, mkdocs: Callable[[Pages], Path]
) -> None:
    add_figure(docs, "lr-low")
    site = mkdocs({"index.md": "/// figure | lr-low\n///"})
    page = read_page((site / "figures/lr-low/index.html").read_text("utf-8"))
    assert {"check", "downloads", "passport", "again"} <= set(page.ids)
    addresses = [reference.address for reference in page.references]
    assert "../../#fig-lr-low" in addresses
    assert "../lr-low.svg" in addresses
