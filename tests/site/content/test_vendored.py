"""Vendored files are what their manifest says."""

import hashlib
import tomllib
from difflib import SequenceMatcher
from importlib.resources import files
from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.vendored import MANIFEST, check_vendored

REPEATED = 40  # characters in a row that two templates have in common
FILE = "docs/vendor/font.woff2"


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """A manifest, and a root folder with the only file it lists."""
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(b"font")
    manifest = tmp_path / "vendored.toml"
    manifest.write_text(
        f'[[file]]\npath = "{FILE}"\nname = "A font"\nversion = "1"\nsource = "npm package a 1"\n'
        f'licence = "OFL-1.1"\nsha256 = "{hashlib.sha256(b"font").hexdigest()}"\n',
        encoding="utf-8",
    )
    return manifest, tmp_path


def test_the_project_s_own_files_are_unaltered() -> None:
    assert check_vendored() == []


def test_the_styles_of_katex_need_no_file_that_is_missing() -> None:
    folder = ROOT / "docs" / "vendor" / "katex"
    styles = (folder / "katex.min.css").read_text("utf-8")
    fonts = {part.partition(")")[0] for part in styles.split("url(")[1:]}
    assert {f"fonts/{path.name}" for path in (folder / "fonts").iterdir()} == fonts


def test_a_template_that_repeats_one_of_material_s_is_listed() -> None:
    theme, originals = ROOT / "lstm_tutor/site/theme", Path(str(files("material"))) / "templates"
    listed = {file["path"] for file in tomllib.loads(MANIFEST.read_text("utf-8"))["file"]}
    pairs = [(one, originals / one.relative_to(theme)) for one in theme.rglob("*.html")]
    replacing = [(ours, theirs) for ours, theirs in pairs if theirs.exists()]
    assert replacing
    for ours, theirs in replacing:
        both = SequenceMatcher(None, ours.read_text("utf-8"), theirs.read_text("utf-8"), False)
        same = both.find_longest_match().size
        assert same < REPEATED or ours.relative_to(ROOT).as_posix() in listed, ours


def test_a_listed_file_is_fine(kept: tuple[Path, Path]) -> None:
    assert check_vendored(*kept) == []


def test_an_altered_file_is_named(kept: tuple[Path, Path]) -> None:
    (kept[1] / FILE).write_bytes(b"fond")
    (problem,) = check_vendored(*kept)
    assert problem.startswith(f"{FILE}: vendored file was altered")


def test_a_missing_file_is_named(kept: tuple[Path, Path]) -> None:
    (kept[1] / FILE).unlink()
    assert check_vendored(*kept) == [f"{FILE}: vendored file is missing (npm package a 1)"]


def test_a_file_that_is_not_listed_is_named(kept: tuple[Path, Path]) -> None:
    (kept[1] / "docs/vendor/other.js").write_bytes(b"")
    (problem,) = check_vendored(*kept)
    assert problem.startswith("docs/vendor/other.js: not listed in vendored.toml")


def test_an_incomplete_or_broken_manifest_is_named(kept: tuple[Path, Path]) -> None:
    manifest, root = kept
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace("licence", "license"), encoding="utf-8")
    assert "vendored.toml: entry 1 lacks licence" in check_vendored(manifest, root)
    manifest.write_text(text + "[[file", encoding="utf-8")
    (problem,) = check_vendored(manifest, root)
    assert problem.startswith("vendored.toml: ")
