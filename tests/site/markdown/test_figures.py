"""A figure on a page: drawing, caption, verdict and how it was checked."""

from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from lstm_tutor.site.content.text import PageError
from tests.site.folders import MATHS, add_figure, markdown_for, write_pages


def render(docs: Path, text: str) -> str:
    write_pages(docs, {"index.md": text})
    return markdown_for(docs, "lstm_tutor.site.markdown.figures", MATHS).convert(text)


def figure(docs: Path) -> Element:
    return fromstring(render(docs, "/// figure | lr-low\n///"))


def words(element: Element | None) -> str:
    assert element is not None
    return " ".join("".join(element.itertext()).split())


def test_the_drawing_has_size_and_alternative_text(docs: Path) -> None:
    add_figure(docs, "lr-low")
    found = figure(docs)
    image = found.find("img")
    assert (found.tag, found.get("id")) == ("figure", "fig-lr-low")
    assert image is not None
    assert image.attrib == {
        "src": "figures/lr-low.svg",
        "alt": "Line chart ending at 0.93 & 0.013.",
        "width": "720",
        "height": "400",
        "loading": "lazy",
    }


def test_the_caption_is_markdown_and_starts_with_the_claim(docs: Path) -> None:
    add_figure(docs, "lr-low")
    caption = figure(docs).find("figcaption")
    assert caption is not None
    first = caption.find("p")
    assert first is not None
    claim = first.find("strong")
    assert words(first).startswith("At a rate of")
    assert words(first).endswith("moves. Each line is one seed.")
    assert claim is not None
    assert [child.tag for child in claim] == ["lt-maths", "em"]


def test_the_check_lists_every_setting(docs: Path) -> None:
    add_figure(docs, "lr-low", settings="16 *units*")
    details = figure(docs).find("figcaption/details")
    assert details is not None
    assert words(details.find("summary")) == "How this was checked"
    content = details.find("div")
    assert content is not None
    assert content.get("id") == "check-lr-low"
    rows = [[words(cell) for cell in row] for row in content.iter("tr")]
    assert rows == [
        ["setting", "outcome", "effect", "interval", "seeds", "with a rounding step"],
        ["baseline", "holds", "83", "61 to 120", "32 of 32", "holds"],
        ["composite wave", "fails", "1.2", "0.9 to 1.4", "3 of 32", "fails"],
    ]
    text = words(content)
    assert "Setting: 16 *units*." in text
    link = content.find(".//a")
    assert link is not None
    assert link.get("href") == "figures/lr-low.md"


def test_what_tells_against_a_claim_stands_beside_its_sentence(docs: Path) -> None:
    add_figure(docs, "lr-low")
    caption = figure(docs).find("figcaption")
    assert caption is not None
    [against] = [words(p) for p in caption.findall("p") if p.get("class") == "lt-against"]
    assert against == "Not so with: composite wave (1.2)."


def test_a_teaser_shows_the_drawing_and_its_claim_and_leads_to_its_place(docs: Path) -> None:
    add_figure(docs, "lr-low")
    html = render(docs, "/// teaser | lr-low\n///\n\n/// figure | lr-low\n///")
    teaser = fromstring(html[: html.index("</figure>") + len("</figure>")])
    link = teaser.find("a")
    assert link is not None
    assert teaser.get("id") is None
    assert link.attrib == {"href": "#fig-lr-low"}  # no card of what is in view already
    assert link.find("img") is not None
    assert words(teaser.find("figcaption")).endswith("moves.")


@pytest.mark.parametrize("block", ["figure", "teaser"])
def test_a_block_without_its_figure_names_the_nearest(docs: Path, block: str) -> None:
    add_figure(docs, "lr-low")
    with pytest.raises(PageError, match=rf"/// {block} \| lr-lo: .*did you mean 'lr-low'"):
        render(docs, f"/// {block} | lr-lo\n///")


def test_an_equation_is_a_group_with_an_anchor(docs: Path) -> None:
    add_figure(docs, "input-gate")
    page = fromstring(
        render(
            docs,
            "//// equation | input-gate\n\n$$i$$\n\n/// figure | input-gate\n///\n\nWords.\n////",
        )
    )
    assert page.attrib == {
        "id": "eq-input-gate",
        "class": "lt-equation",
        "role": "group",
        "aria-label": "Equation: input gate",
    }
    assert [child.tag for child in page] == ["div", "figure", "p"]


@pytest.mark.parametrize("kind", ["figure", "equation"])
@pytest.mark.parametrize(
    "name", ["../lr-low", "LR-low", "lr_low", "lr-low.", "lr--low", "lr-", "ä"]
)
def test_an_invalid_id_is_refused(docs: Path, kind: str, name: str) -> None:
    add_figure(docs, "lr-low")
    with pytest.raises(PageError, match="lower-case letters, digits and single hyphens") as error:
        render(docs, f"/// {kind} | {name}\n///")
    assert name in str(error.value)


def test_an_unknown_figure_is_an_error_with_the_nearest(docs: Path) -> None:
    add_figure(docs, "lr-low")
    with pytest.raises(PageError, match="lr-lwo: there is no such figure; did you mean 'lr-low'"):
        render(docs, "/// figure | lr-lwo\n///")


@pytest.mark.parametrize(
    ("passport", "complaint"),
    [
        ("{", "not a figure's passport"),
        ("3", "not a figure's passport"),
        ('{"id": "lr-low"}', "the passport lacks source, title"),
    ],
)
def test_a_broken_passport_is_named(docs: Path, passport: str, complaint: str) -> None:
    add_figure(docs, "lr-low")
    (docs / "figures" / "lr-low.passport.json").write_text(passport, encoding="utf-8")
    with pytest.raises(PageError, match=rf"lr-low\.passport\.json: {complaint}"):
        figure(docs)


def test_a_passport_with_another_figures_id_is_refused(docs: Path) -> None:
    add_figure(docs, "lr-low")
    (docs / "figures" / "lr-low.passport.json").rename(docs / "figures" / "lr-high.passport.json")
    with pytest.raises(PageError, match=r"lr-high\.passport\.json: its id is 'lr-low'"):
        figure(docs)
