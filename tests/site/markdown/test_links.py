"""Links to figures and equations, resolved by MkDocs from pages at every depth."""

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown import Markdown

from lstm_tutor.site.content.text import PageError
from lstm_tutor.site.html.verify import verify
from tests.site.folders import MATHS, Pages, add_figure, markdown_for, write_pages

PHRASE = "the learning rate is too low"
LINK = "[the learning rate\nis too low](fig:lr-low){ .x }, [the *gate*](eq:input-gate)."
HOME = {
    "index.md": f"# Home\n\n{LINK}",
    "training/rate.md": f"# Rate\n\n/// figure | lr-low\n///\n\n{LINK}",
    "cells/gates/input.md": f"# Gate\n\n{LINK}\n\n/// equation | input-gate\n$$i$$\n///\n",
}


def render(docs: Path, text: str, page: str = "index.md") -> str:
    """HTML of one page, without MkDocs."""
    return markdown_for(docs, "lstm_tutor.site.markdown.figures", MATHS, page=page).convert(text)


def place_figure(docs: Path, phrase: str | None = None) -> None:
    add_figure(docs, "lr-low", phrase=phrase)
    write_pages(docs, {"training/rate.md": "/// figure | lr-low\n///"})


def test_links_lead_to_the_figure_from_every_page(
    docs: Path, mkdocs: Callable[[Pages], Path]
) -> None:
    add_figure(docs, "lr-low", phrase=PHRASE)
    site = mkdocs(HOME)
    leads = {
        "index.html": ("training/rate/#", "cells/gates/input/#"),
        "training/rate/index.html": ("#", "../../cells/gates/input/#"),
        "cells/gates/input/index.html": ("../../../training/rate/#", "#"),
    }
    for page, (rate, gates) in leads.items():
        text = (site / page).read_text("utf-8")
        assert f'<a class="x" data-card="fig-lr-low" href="{rate}fig-lr-low">' in text
        assert f'href="{rate}check-lr-low">depends on the setting</a>' in text
        assert (
            f'<a data-card="eq-input-gate" href="{gates}eq-input-gate">the <em>gate</em></a>'
            in text
        )
    assert 'src="../../figures/lr-low.svg"' in (site / "training/rate/index.html").read_text()
    assert not verify(site)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("index.md", "training/rate.md#fig-lr-low"),
        ("cells/gate.md", "../training/rate.md#fig-lr-low"),
        ("training/rate.md", "#fig-lr-low"),
    ],
)
def test_without_mkdocs_links_start_at_the_page_that_is_set(
    docs: Path, page: str, address: str
) -> None:
    place_figure(docs)
    assert f'href="{address}"' in render(docs, "[rate](fig:lr-low)", page=page)


def test_the_page_may_be_set_on_any_of_the_extensions(docs: Path) -> None:
    place_figure(docs)
    figures, code = "lstm_tutor.site.markdown.figures", "lstm_tutor.site.markdown.code"
    markdown = Markdown(
        extensions=[figures, code],
        extension_configs={figures: {"docs_dir": str(docs)}, code: {"page": "cells/gate.md"}},
    )
    assert 'href="../training/rate.md#fig-lr-low"' in markdown.convert("[rate](fig:lr-low)")


def test_a_link_from_an_unknown_page_is_an_error(docs: Path) -> None:
    place_figure(docs)
    assert render(docs, "[rate](training/rate.md)", page="")
    with pytest.raises(PageError, match=r"page being rendered is unknown.*`relpath`.*set `page`"):
        render(docs, "[rate](fig:lr-low)", page="")


def test_an_unknown_figure_stops_the_build_and_names_page_and_link(
    docs: Path, mkdocs: Callable[[Pages], Path], caplog: pytest.LogCaptureFixture
) -> None:
    add_figure(docs, "lr-low")
    with pytest.raises(PageError, match="did you mean 'lr-low'"):
        mkdocs({**HOME, "wrong.md": "See [this](fig:lr-lo)."})
    assert "wrong.md" in caplog.text
    assert "[this](fig:lr-lo)" in caplog.text


def test_an_unknown_equation_is_an_error(docs: Path) -> None:
    with pytest.raises(PageError, match=r"\[gate\]\(eq:nowhere\).*there are: none"):
        render(docs, "[gate](eq:nowhere)")


@pytest.mark.parametrize(
    ("text", "judged"),
    [(PHRASE, True), (f"**{PHRASE}**", True), (PHRASE.title(), False), ("see here", False)],
)
def test_only_the_phrase_is_followed_by_the_verdict(docs: Path, text: str, judged: bool) -> None:
    add_figure(docs, "lr-low", phrase=PHRASE)
    write_pages(docs, {"rate.md": "/// figure | lr-low\n///"})
    page = render(docs, f"When [{text}](fig:lr-low), it crawls.")
    assert page.partition("<template")[0].count("lt-verdict--depends") == judged
    assert ("</a>\u00a0<span class=" in page) == judged
    # The comma stays on the badge's line.
    assert (">depends on the setting</a>,</span> it crawls." in page) == judged


def test_a_figure_without_claim_has_no_verdict(docs: Path) -> None:
    add_figure(docs, "lr-low", phrase=PHRASE, verdict=None)
    write_pages(docs, {"rate.md": "/// figure | lr-low\n///"})
    page = render(docs, f"[{PHRASE}](fig:lr-low)\n\n/// figure | lr-low\n///")
    assert "lt-verdict" not in page
    assert "How this was made" in page


def test_links_in_a_caption_are_resolved(docs: Path) -> None:
    add_figure(docs, "lr-low", text="Compare [the high rate](fig:lr-high).")
    add_figure(docs, "lr-high")
    write_pages(docs, {"rate.md": "/// figure | lr-low\n///\n\n/// figure | lr-high\n///"})
    assert 'href="rate.md#fig-lr-high"' in render(docs, "/// figure | lr-low\n///")
