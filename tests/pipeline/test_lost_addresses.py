"""Permanent addresses: a build that loses one stops, and what has moved leads on."""

from pathlib import Path

import pytest

from tests.pipeline.projects import build, edit, refused

pytestmark = pytest.mark.slow

RECORD = "docs/addresses.txt"
TEXT = "---\ndescription: A page more.\n---\n\n# A page more {#more}\n\n## A place {#place}\n"
START = "docs/index.md"


def add_a_page(project: Path) -> None:
    """One that belongs to nothing else, its addresses put on record."""
    (project / "docs/training/extra.md").write_text(TEXT, encoding="utf-8")
    edit(project, "mkdocs.yml", "  - Glossary:", "  - Extra: training/extra.md\n  - Glossary:")
    build(project, "addresses")


def move_it(project: Path) -> None:
    """Under another name, all links included."""
    (project / "docs/training/extra.md").rename(project / "docs/training/extras.md")
    edit(project, "mkdocs.yml", "training/extra.md", "training/extras.md")


def test_accept_has_recorded_every_address_and_nothing_made_by_tools(built: Path) -> None:
    lines = (built / RECORD).read_text(encoding="utf-8").splitlines()
    assert {"/", "/training/noise/", "/training/noise/#fig-sea", "/figures/valve/"} < {*lines}
    assert {"/reference/glossary/#term-gate", "/training/noise/#check-sea"} < {*lines}
    assert not [line for line in lines if "tip-" in line or "__" in line]


def test_a_page_that_is_lost_is_missed_and_accept_does_not_forget_it(
    project: Path, built: Path
) -> None:
    add_a_page(project)
    move_it(project)
    said = refused(project, built)
    assert "/training/extra/: this permanent address is gone; did you mean" in said
    assert "/training/extras/" in said
    build(project, "accept")
    assert "/training/extra/\n" in (project / RECORD).read_text(encoding="utf-8")
    assert "/training/extra/: this permanent address is gone" in refused(project, built)


def test_a_page_that_has_moved_leads_on(project: Path) -> None:
    add_a_page(project)
    move_it(project)
    edit(project, RECORD, "/training/extra/\n", "/training/extra/ -> /training/extras/\n")
    build(project, "addresses")
    build(project)
    old = (project / "site/training/extra/index.html").read_text(encoding="utf-8")
    assert 'content="0; url=../extras/"' in old
    assert '<p id="place">' in old
    assert '<a href="../extras/#place">' in old


def test_a_list_that_is_lost_is_missed(project: Path, built: Path) -> None:
    (project / RECORD).unlink()
    assert "docs/addresses.txt: it is missing; restore it" in refused(project, built)


def test_an_anchor_that_is_lost_is_missed(project: Path, built: Path) -> None:
    edit(project, START, "{#three-figures}", "{#figures}")
    said = refused(project, built)
    assert "/#three-figures: this permanent address is gone; did you mean '/#figures'?" in said
    assert "addresses.txt: not on record: /#figures" in said


def test_an_anchor_that_has_moved_says_where_it_is(project: Path) -> None:
    edit(project, START, "{#three-figures}", "{#figures}")
    edit(project, RECORD, "/#three-figures\n", "/#three-figures -> /#figures\n")
    build(project, "addresses")
    build(project)
    page = (project / "site/index.html").read_text(encoding="utf-8")
    assert '<p id="three-figures" class="lt-moved">' in page


def test_a_figure_that_is_lost_is_missed(project: Path, built: Path) -> None:
    (project / "figures/sea.py").unlink()
    edit(project, "docs/training/noise.md", "/// figure | sea\n///", "")
    edit(project, "lstm_tutor/exercises/chapter/noise.py", "[the sea](fig:sea)", "the sea")
    said = refused(project, built)
    assert "/training/noise/#fig-sea: this permanent address is gone" in said
    assert "/figures/sea/: this permanent address is gone" in said


def test_redirects_that_lead_nowhere_stop_the_build(project: Path, built: Path) -> None:
    record(project, "/old/ -> /traning/noise/\n/a/ -> /b/\n/b/ -> /a/\n")
    said = refused(project, built)
    assert "does not exist; did you mean '/training/noise/'?" in said
    assert "leads in a circle" in said


def test_a_redirect_in_the_place_of_a_file_stops_the_build(project: Path, built: Path) -> None:
    record(project, "/stylesheets/book.css -> /\n")
    assert "no redirect is possible here" in refused(project, built)


def record(project: Path, lines: str) -> None:
    with (project / RECORD).open("a", encoding="utf-8") as file:
        file.write(lines)
