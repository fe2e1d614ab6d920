"""Versions side by side: what is published stays, byte for byte, and comes from a commit."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from lstm_tutor.site.html.parsing import read_page
from lstm_tutor.site.markdown.foot import OF_A_DRAFT
from tests.pipeline.projects import build, contents, copied, edit, run
from tests.pipeline.repositories import BRANCH, commit, git, raise_version, served, under_git
from tests.site.works import SITE

pytestmark = pytest.mark.slow

PAGE = "docs/training/noise.md"
FIGURE = "training/noise/index.html"


@pytest.fixture(scope="module")
def repository(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The three-figure project under git, version 0.1.0 deployed; not to be changed."""
    with copied(built, tmp_path_factory.mktemp("versions") / "repository") as project:
        under_git(project)
        build(project, "deploy", "0.1.0")
        yield project


@pytest.fixture
def second(repository: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of that repository, to be changed."""
    with copied(repository, tmp_path / "second") as project:
        yield project


def refused(project: Path, version: str) -> str:
    """What a deployment says that must leave the branch alone."""
    before = git(project, "rev-parse", BRANCH)
    finished = run(project, "deploy", version)
    assert finished.returncode == 1, finished.stdout
    assert "Traceback" not in finished.stderr
    assert git(project, "rev-parse", BRANCH) == before
    return finished.stderr


def test_the_next_version_leaves_the_first_as_it_is(second: Path, tmp_path: Path) -> None:
    first = contents(served(second, tmp_path / "before") / "0.1.0")
    assert 'id="fig-sea"' in first[FIGURE].decode()
    edit(second, PAGE, "no sine", "no sine at all")
    raise_version(second, "0.1.0", "0.2.0")
    build(second, "deploy", "0.2.0")
    host = served(second, tmp_path / "after")
    assert contents(host / "0.1.0") == first
    assert "no sine at all" in (host / "0.2.0" / FIGURE).read_text(encoding="utf-8")
    assert pages_and_files(host / "latest") == pages_and_files(host / "0.2.0")
    assert "/latest/training/noise/" in (host / "latest/sitemap.xml").read_text(encoding="utf-8")
    assert [(entry["version"], entry["aliases"]) for entry in versions(host)] == [
        ("0.2.0", ["latest"]),
        ("0.1.0", []),
    ]
    assert 'content="0; url=latest/"' in (host / "index.html").read_text(encoding="utf-8")
    assert (host / "404.html").read_bytes() == (host / "0.2.0/404.html").read_bytes()


def pages_and_files(folder: Path) -> dict[str, bytes]:
    """All that readers see: a sitemap names its own folder's addresses."""
    return {name: text for name, text in contents(folder).items() if name != "sitemap.xml"}


def versions(host: Path) -> list[dict[str, object]]:
    return list(json.loads((host / "versions.json").read_text(encoding="utf-8")))


def test_a_version_says_where_and_which_it_is(repository: Path, tmp_path: Path) -> None:
    host = served(repository, tmp_path / "host")
    page = (host / "0.1.0" / FIGURE).read_text(encoding="utf-8")
    canonical = read_page(page).canonical or ""
    assert canonical.endswith("/0.1.0/training/noise/")
    assert "Version 0.1.0" in page
    assert '<a href="../../../latest/training/noise/">latest version</a>' in page


def test_the_plain_site_knows_its_version_and_of_no_other(built: Path) -> None:
    page = (built / "site" / FIGURE).read_text(encoding="utf-8")
    assert "Version 0.1.0." in page
    assert "latest/" not in page
    assert '"version": null' in page, "Material would ask for a list of versions"


def test_again_with_the_same_bytes_nothing_happens(second: Path) -> None:
    before = git(second, "rev-parse", BRANCH)
    assert "is already there, byte for byte" in build(second, "deploy", "0.1.0")
    assert git(second, "rev-parse", BRANCH) == before


def test_other_bytes_under_the_same_version_are_refused(second: Path) -> None:
    edit(second, PAGE, "no sine", "no sine at all")
    commit(second)
    said = refused(second, "0.1.0")
    assert "version 0.1.0 is published already" in said
    assert FIGURE in said
    assert "raise the version in pyproject.toml" in said


def test_what_is_not_committed_is_refused(second: Path) -> None:
    edit(second, PAGE, "no sine", "no sine at all")
    (second / "notes.txt").write_text("mine", encoding="utf-8")
    said = refused(second, "0.1.0")
    assert "these files differ from the last one: docs/training/noise.md, notes.txt" in said


def test_a_figure_that_changes_the_project_is_found_out(second: Path) -> None:
    edit(second, "figures/sea.py", "\nTITLE", '\n__import__("os").truncate("README.md", 0)\nTITLE')
    commit(second)
    assert "differ from the last one: README.md; commit" in refused(second, "dev")


def test_a_version_that_is_not_the_project_s_is_refused(second: Path) -> None:
    assert "version '0.2.0': pyproject.toml says '0.1.0'" in refused(second, "0.2.0")


def test_a_lost_address_is_refused(second: Path) -> None:
    edit(second, "docs/index.md", "{#three-figures}", "{#figures}")
    raise_version(second, "0.1.0", "0.2.0")
    assert "/#three-figures: this permanent address is gone" in refused(second, "0.2.0")


def test_a_draft_may_change_and_is_never_the_latest(second: Path, tmp_path: Path) -> None:
    build(second, "deploy", "dev")
    edit(second, PAGE, "no sine", "no sine at all")
    commit(second)
    build(second, "deploy", "dev")
    host = served(second, tmp_path / "host")
    page = (host / "dev" / FIGURE).read_text(encoding="utf-8")
    assert "no sine at all" in page
    assert "Version 0.1.0 (draft)" in page
    assert OF_A_DRAFT in page
    assert f'<meta name="citation_public_url" content="{SITE}dev/training/noise/">' in page
    assert "0.1.0/training/noise/" not in page.partition("<footer")[0]
    assert pages_and_files(host / "latest") == pages_and_files(host / "0.1.0")
    assert [entry["title"] for entry in versions(host)] == ["draft", "0.1.0"]


def test_a_draft_before_any_version_is_where_the_first_page_leads(
    project: Path, tmp_path: Path
) -> None:
    under_git(project)
    build(project, "deploy", "dev")
    host = served(project, tmp_path / "host")
    assert 'content="0; url=dev/"' in (host / "index.html").read_text(encoding="utf-8")
    assert "latest/" not in (host / "dev" / FIGURE).read_text(encoding="utf-8")


def test_without_a_repository_it_says_so(project: Path) -> None:
    finished = run(project, "deploy", "0.1.0", env={"GIT_CEILING_DIRECTORIES": str(project.parent)})
    assert finished.returncode == 1
    assert "not a git repository" in finished.stderr
