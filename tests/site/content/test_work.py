"""The description of the work: contradictions name both files."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.work import WorkError, check_work, read_work
from tests.site.works import REPOSITORY, SITE, WORK, copy_description, fix_description

# Of the Citation File Format 1.2.0: all that may stand at the top, or in a reference of ours.
TOP = {
    *("abstract", "authors", "cff-version", "commit", "contact", "date-released", "doi"),
    *("identifiers", "keywords", "license", "license-url", "message", "preferred-citation"),
    *("references", "repository", "repository-artifact", "repository-code", "title", "type"),
    *("url", "version"),
}
REFERENCE = {"type", "title", "authors", "journal", "year", "doi", "notes"}
PERSON = {"family-names", "given-names"}


def change(project: Path, file: str, old: str, new: str) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert old in text
    (project / file).write_text(text.replace(old, new), encoding="utf-8")


def test_our_files_agree() -> None:
    assert check_work(ROOT) == []
    work = read_work(ROOT)
    assert all(getattr(work, field.name) for field in fields(work) if field.name != "doi")


def test_our_citation_file_follows_its_format() -> None:
    content = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert content.keys() <= TOP
    assert content["cff-version"] == "1.2.0"
    assert content["type"] in {"software", "dataset"}
    assert all(isinstance(content[name], str) for name in ("version", "date-released", "title"))
    assert all(set(author) == {"name"} for author in content["authors"])
    for name in ("url", "repository-code"):
        assert re.fullmatch(r"https?://\S+", content[name])
    (explornn,) = content["references"]
    assert explornn.keys() <= REFERENCE
    assert all(author.keys() == PERSON for author in explornn["authors"])
    assert isinstance(explornn["year"], int)


def test_our_changelog_has_the_version_and_its_date() -> None:
    work = read_work(ROOT)
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.findall(r"^## (\d.*)$", text, flags=re.MULTILINE)
    assert released[0] == f"{work.version}, {work.date}"


@pytest.mark.parametrize("changed", [False, True], ids=["as it is", "with a DOI"])
def test_copies_say_the_same_wherever_this_project_is_published(
    tmp_path: Path, changed: bool
) -> None:
    copy_description(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    if changed:
        change(tmp_path, "CITATION.cff", "version: 0.1.0", "doi: 10.1234/abc\nversion: 7.0.0")
        change(tmp_path, "CITATION.cff", SITE, "https://lstm.example.com/")
        change(tmp_path, "mkdocs.yml", SITE, "https://lstm.example.com/")
        change(tmp_path, "mkdocs.yml", REPOSITORY, "https://git.example.com/lstm")
        change(tmp_path, "mkdocs.yml", 'doi: ""', "doi: 10.1234/abc")
        change(tmp_path, "pyproject.toml", 'version = "0.1.0"', 'version = "7.0.0"')
    fix_description(tmp_path)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    assert check_work(tmp_path) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "both"),
    [
        ("pyproject.toml", '"0.1.0"', '"0.2.0"', ["CITATION.cff: version is '0.1.0'", "'0.2.0'"]),
        (
            "CITATION.cff",
            "title: LSTM Tutor",
            "title: A",
            ["title is 'A'", "mkdocs.yml: site_name"],
        ),
        ("CITATION.cff", "url: https://t", "url: https://u", ["url is", "mkdocs.yml: site_url"]),
        ("mkdocs.yml", "repository: https", "repository: http", ["repository-code", "mkdocs.yml"]),
        (
            "mkdocs.yml",
            'doi: ""',
            "doi: 10.1/x",
            ["CITATION.cff: doi is ''", "extra.doi", "10.1/x"],
        ),
        ("CITATION.cff", "2026-11-25", "25 November 2026", ["CITATION.cff: date-released"]),
        ("CITATION.cff", "CC-BY-4.0", "CC-BY", ["CITATION.cff: license is 'CC-BY'"]),
        ("CITATION.cff", "abstract:", "abstracts:", ["CITATION.cff: abstract is missing"]),
        ("CITATION.cff", "authors:", "authors: [", ["CITATION.cff: "]),
    ],
)
def test_a_contradiction_is_named(
    tmp_path: Path, file: str, old: str, new: str, both: list[str]
) -> None:
    copy_description(tmp_path)
    change(tmp_path, file, old, new)
    problems = "\n".join(check_work(tmp_path))
    for part in both:
        assert part in problems


def test_settings_may_name_python_functions(tmp_path: Path) -> None:
    copy_description(tmp_path)
    with (tmp_path / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hook: !!python/name:material.extensions.emoji.twemoji\n")
    assert check_work(tmp_path) == []


def test_unreadable_files_are_named(tmp_path: Path) -> None:
    copy_description(tmp_path)
    change(tmp_path, "CITATION.cff", "- name: ", "- ")
    assert "has no `name:` in front of it" in check_work(tmp_path)[0]
    (tmp_path / "CITATION.cff").write_bytes("title: Lärm".encode("latin-1"))
    assert "CITATION.cff: not UTF-8" in check_work(tmp_path)[0]
    copy_description(tmp_path)
    change(tmp_path, "pyproject.toml", "[project]", "[project")
    assert check_work(tmp_path)[0].startswith("pyproject.toml: ")


def test_without_a_title_nothing_can_be_cited(tmp_path: Path) -> None:
    copy_description(tmp_path)
    change(tmp_path, "CITATION.cff", "title: LSTM Tutor", "title: ''")
    with pytest.raises(WorkError, match="title is missing"):
        read_work(tmp_path)


def test_addresses_and_error_reports_include_the_version() -> None:
    assert WORK.permanent("noise/") == "https://example.org/~a_b/0.1.0/noise/"
    issue = WORK.new_issue("noise/")
    assert issue.startswith(
        "https://example.org/repository/issues/new?title=Error+on+the+page+noise"
    )
    assert "0.1.0%2Fnoise%2F%0AVersion%3A+0.1.0" in issue
