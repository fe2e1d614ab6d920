"""Small docs folders, and real builds of them with MkDocs and Material, in strict mode."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from lstm_tutor.base.project import SOURCE_ARCHIVE
from lstm_tutor.site.markdown.figure_page import figure_pages
from tests.site.folders import Pages, write_pages


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    return folder


@pytest.fixture
def mkdocs(
    docs: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Callable[[Pages], Path]:
    """Builds the docs folder with the given pages added; returns the folder of the site."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.chdir(docs.parent)

    def run(pages: Pages) -> Path:
        write_pages(docs, {"about/licence.md": "# Licence {#licence}", **pages})
        if (docs / "figures").exists():
            for name, text in figure_pages(docs).items():
                (docs / "figures" / name).write_bytes(text)
            (docs / SOURCE_ARCHIVE).write_bytes(b"")
        (docs.parent / "mkdocs.yml").write_text(
            """
            site_name: A trial
            site_url: https://example.org/trial/
            theme: {name: material, font: false}
            strict: true
            plugins: [search]
            validation: {anchors: warn}
            markdown_extensions:
              - attr_list
              - tables
              - pymdownx.highlight
              - pymdownx.superfences
              - lstm_tutor.site.markdown.maths
              - lstm_tutor.site.markdown.figures: {docs_dir: docs}
              - lstm_tutor.site.markdown.references: {docs_dir: docs}
              - lstm_tutor.site.markdown.code
              - lstm_tutor.site.markdown.licences
              - lstm_tutor.site.markdown.exercises: {docs_dir: docs}
            exclude_docs: exercises/
            """,
            encoding="utf-8",
        )
        caplog.set_level(logging.WARNING, logger="mkdocs")
        build(load_config(str(docs.parent / "mkdocs.yml")))
        return docs.parent / "site"

    return run
