"""The gallery: all figures, each linked to its place in the text."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from lstm_tutor.site.content.text import PageError
from tests.site.folders import VERDICT, add_figure, markdown_for, write_pages


def gallery(docs: Path) -> Element:
    page = markdown_for(docs, "lstm_tutor.site.markdown.figures")
    return fromstring(page.convert("/// gallery\n///"))


def place(docs: Path, page: str, *figures: str) -> None:
    write_pages(docs, {page: "\n\n".join(f"/// figure | {name}\n///" for name in figures)})


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_figures_come_in_the_order_of_the_chapter(docs: Path) -> None:
    place(docs, "evidence/more.md", "aside")
    place(docs, "lstm-cells/cell-state.md", "cell")
    place(docs, "training/noise.md", "noise")
    place(docs, "training/learning-rate.md", "high", "low")
    for name in ("aside", "cell", "high", "low", "noise"):
        add_figure(docs, name, title=f"About {name}")
    links = list(gallery(docs).iter("a"))
    assert [words(link) for link in links] == [
        *("About high", "About low", "About noise", "About cell", "About aside")
    ]
    assert [link.get("href") for link in links][1:3] == [
        *("training/learning-rate.md#fig-low", "training/noise.md#fig-noise")
    ]


def test_a_thumbnail_has_the_values_to_filter_by(docs: Path) -> None:
    place(docs, "training/learning-rate.md", "low", "drawing")
    add_figure(docs, "low", section="Low Learning Rate")
    add_figure(docs, "drawing", section="Training", verdict=None)
    low, drawing = gallery(docs).iter("li")
    assert low.attrib == {
        "data-section": "Learning rate",
        "data-verdict": "depends on the setting",
    }
    assert drawing.attrib == {"data-section": "Training"}
    assert "Low learning rate depends on the setting" in words(low)
    image = low.find("a/img")
    assert image is not None
    assert (image.get("src"), image.get("alt")) == ("figures/low.svg", "")
    assert (image.get("width"), image.get("height")) == ("720", "400")


def test_filters_offer_existing_values_and_need_javascript(docs: Path) -> None:
    place(docs, "training/noise.md", "noise", "high", "drawing")
    add_figure(docs, "noise", section="No Noise", verdict={**VERDICT, "verdict": "not supported"})
    add_figure(docs, "high", section="High Noise", verdict={**VERDICT, "verdict": "supported here"})
    add_figure(docs, "drawing", section="Network", verdict=None)
    form = gallery(docs).find("form")
    assert form is not None
    assert "hidden" in form.attrib
    labels = [words(label).split()[0] for label in form.iter("label")]
    choices = {
        select.get("name"): [option.get("value") for option in select]
        for select in form.iter("select")
    }
    assert labels == ["Section", "Verdict"]
    assert choices == {
        "section": ["", "Noise", "Network"],
        "verdict": ["", "supported here", "not supported"],
    }


def test_a_figure_of_a_section_that_does_not_exist_is_named(docs: Path) -> None:
    place(docs, "training/noise.md", "noise")
    add_figure(docs, "noise", section="Nois")
    with pytest.raises(PageError, match=r"figures/noise\.py: .*'Nois'; did you mean 'Noise'"):
        gallery(docs)
