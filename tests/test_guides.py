"""README and CONTRIBUTING name what is there, and what a build asks for."""

import re
import tomllib

import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.figure import figure
from lstm_tutor.site.content.work import LICENCES, read_work

README, CONTRIBUTING, LICENCE = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "docs/about/licence.md")
)


def section(text: str, title: str) -> str:
    (found,) = re.findall(rf"^## {title}\n(.*?)(?=^## |\Z)", text, flags=re.M | re.S)
    return str(found)


def test_every_room_that_is_a_folder_stands_in_the_table() -> None:
    rooms = {f"lstm_tutor/{path.parent.name}/" for path in ROOT.glob("lstm_tutor/*/__init__.py")}
    named = set(re.findall(r"^\| `(\S+)` \|", section(README, "Find your way"), flags=re.M))
    assert rooms | {"docs/", "figures/", "notebooks/", "tests/"} <= named
    assert all((ROOT / name).exists() for name in named)
    paths = re.findall(
        r"`((?:lstm_tutor|docs|figures|notebooks|tests)/[^`*]*)`", README + CONTRIBUTING
    )
    generated = ("docs/figures/", "docs/notebooks/", "figures/my_figure.py", "notebooks/my")
    assert [
        path for path in paths if not path.startswith(generated) and not (ROOT / path).exists()
    ] == []


@pytest.mark.parametrize(
    "name", ["README.md", "CITATION.cff", "mkdocs.yml", "pyproject.toml", "docs/index.md"]
)
def test_no_more_is_promised_than_is_kept(name: str) -> None:
    """Diagrams are not computed from results, and only marked phrases are tested."""
    text = " ".join((ROOT / name).read_text(encoding="utf-8").split())
    assert "Diagrams aside, every figure" in text
    assert "every marked phrase" in text.lower()
    assert "every sentence" not in text.lower()


def test_the_supported_versions_of_python_are_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11,<3.15"
    assert "Python 3.11 to 3.14" in README
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "(3, 11) <= sys.version_info[:2] <= (3, 14)" in makefile
    assert "Python 3.11 to 3.14" in makefile


def test_all_that_a_figure_file_may_hold_is_named() -> None:
    parts = [*(field.name for field in figure.FIELDS.values()), "SECTION"]
    told = section(CONTRIBUTING, "Add a figure")
    assert [part for part in parts if f"`{part}`" not in told] == []


def test_all_that_is_vendored_is_named() -> None:
    listed = tomllib.loads(
        (ROOT / "lstm_tutor/site/content/vendored.toml").read_text(encoding="utf-8")
    )
    others = {file["name"].partition(",")[0] for file in listed["file"]}
    others -= {name for name in others if name.startswith("Source ")}  # fonts
    assert others == {"KaTeX", "iframe-worker", "Material for MkDocs"}
    for text in (section(README, "Licence and credit"), LICENCE):
        assert "onts" in text
        assert all(name in text for name in others)


@pytest.mark.parametrize("name", ["README.md", "LICENSE-CONTENT"])
def test_what_has_to_be_named_is_said_in_the_words_of_the_site(name: str) -> None:
    text, work = " ".join((ROOT / name).read_text(encoding="utf-8").split()), read_work(ROOT)
    assert f"{work.attribution} One line does it" in text
    assert work.credit() in text


def test_the_licence_has_one_address_and_the_authors_one_name() -> None:
    work, settings = read_work(ROOT), ROOT / "mkdocs.yml"
    pages = [ROOT / "README.md", settings, *sorted((ROOT / "docs").rglob("*.md"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in pages)
    addresses = re.findall(r'https?://creativecommons\.org[^\s)"<]*/', text)
    assert set(addresses) == {LICENCES[work.licence]}
    assert f"{work.by}. Text, figures and data" in settings.read_text(encoding="utf-8")


@pytest.mark.parametrize("title", ["Add a figure", "Add an exercise", "Add a notebook"])
def test_whoever_adds_an_address_is_told_to_record_it(title: str) -> None:
    told = " ".join(section(CONTRIBUTING, title).split())
    assert "`make accept`" in told
    assert "address" in told
    assert "record" in told


def test_every_command_that_is_named_exists() -> None:
    commands = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), flags=re.M)
    sources = "".join(path.read_text("utf-8") for path in ROOT.glob("lstm_tutor/**/*.py"))
    assert {*re.findall(r"`make ([a-z-]+)", README + CONTRIBUTING + sources)} <= {*commands}


def test_a_plain_copy_is_told_where_citations_lead() -> None:
    assert "<site_url><version>/" in section(README, "Publish")
