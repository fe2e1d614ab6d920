"""The notebooks on the site: light pages that read like the others, and downloads that run."""

import json
import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin

import nbformat
import pytest
from playwright.sync_api import Page, expect

from benchmarks.notebooks import LIMIT, seconds_of_children
from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.work import read_work
from tests.browser.serving import Open, public_address
from tests.browser.test_reading import ground_and_ink

pytestmark = pytest.mark.slow

NAMES = ("lstm-cell-from-the-equations", "continue-a-function", "break-it", "memory-task")
SLOWER = 5  # times LIMIT, which `make bench` judges: a machine that runs tests may be slow
PATIENCE = 600  # seconds of the clock, however busy the machine
KILOBYTES = 170

every_notebook = pytest.mark.parametrize("name", NAMES)


def html(site: Path, name: str) -> str:
    return (site / "notebooks" / name / "index.html").read_text(encoding="utf-8")


class Elsewhere(NamedTuple):
    """A reader's machine: a Python that has all but the chapter's package, and an empty folder."""

    python: Path
    folder: Path
    address: str  # where the site is served

    def run(self, *arguments: str) -> str:
        """Run this Python in the folder; it must end well. Returns what it printed."""
        environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        finished = subprocess.run(
            [self.python, *arguments],
            cwd=self.folder,
            env={**environment, "OPENBLAS_NUM_THREADS": "1"},
            timeout=PATIENCE,
            check=False,
            capture_output=True,
            text=True,
        )
        assert finished.returncode == 0, finished.stderr
        return finished.stdout

    def download(self, site: Path, file: str) -> str:
        """Put a download into the folder, as it would be if the site were published here."""
        text = (site / "notebooks" / file).read_text(encoding="utf-8")
        local = text.replace(
            f"{public_address()}notebooks/lstm_tutor", f"{self.address}notebooks/lstm_tutor"
        )
        assert local != text
        (self.folder / file).write_text(local, encoding="utf-8")
        return file


@pytest.fixture(scope="module")
def elsewhere(served: str, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    folder = tmp_path_factory.mktemp("elsewhere")
    subprocess.run([sys.executable, "-m", "venv", folder / "env"], check=True)
    paths = {key: str(folder / "env") for key in ("base", "platbase")}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    # NumPy, matplotlib and Jupyter, as if installed there; the project itself is nowhere installed.
    (packages / "all.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    (folder / "empty").mkdir()
    return Elsewhere(folder / "env/bin/python", folder / "empty", served)


@contextmanager
def limited() -> Iterator[None]:
    """What is started in here has ended, and took no longer than a notebook may on any machine."""
    before = seconds_of_children()
    yield
    assert 0 < seconds_of_children() - before < SLOWER * LIMIT


@every_notebook
def test_the_page_is_light_and_carries_nothing_of_a_notebook_program(site: Path, name: str) -> None:
    text = html(site, name)
    assert len(text.encode()) < KILOBYTES * 1000
    for foreign in ("jp-", "nbconvert", "jupyter-", "data:image", "require.js", "MathJax"):
        assert foreign not in text
    article = text[text.index("<article") : text.index("</article>")]
    assert "<style" not in article
    assert "<script" not in article


@every_notebook
def test_maths_headings_and_links_are_those_of_the_site(site: Path, name: str) -> None:
    text = html(site, name)
    article = text[text.index("<article") : text.index("</article>")]
    prose = re.sub(r"<(pre|code|annotation)\b.*?</\1>", "", article, flags=re.DOTALL)
    words = re.sub(r"<[^>]*>", "", prose)
    for unrendered in ("$", "\\q", "](", "{#", "**", "///"):
        assert unrendered not in words
    assert not re.search(r'href="[^"]*\.md|href="(fig|eq|term):', article)
    for level, attributes in re.findall(r"<h([1-6])([^>]*)>", article):
        assert 'id="' in attributes, f"a heading of level {level} has no anchor"
    assert f'<h1 id="{name}">' in article
    assert 'id="exercises"' in article
    assert re.search(r'href="[^"]*#fig-', article)


def test_the_package_comes_from_the_site_and_is_checked(site: Path, elsewhere: Elsewhere) -> None:
    script = elsewhere.download(site, f"{NAMES[0]}.py")
    python = elsewhere.folder / script
    setup = python.read_text(encoding="utf-8").partition("# %% [markdown]\n# ## ")[0]
    altered = re.sub(r"#sha256=....", "#sha256=0000", setup)
    assert altered != setup
    (elsewhere.folder / "altered.py").write_text(altered, encoding="utf-8")
    with pytest.raises(AssertionError, match="DO NOT MATCH THE HASHES"):
        elsewhere.run("altered.py")
    with limited():
        said = elsewhere.run(script)
    assert f"Installing lstm_tutor from {elsewhere.address}notebooks/" in said
    assert "Installing" not in elsewhere.run("-c", setup)


@every_notebook
def test_the_downloaded_notebook_shows_the_same_from_top_to_bottom(
    site: Path, elsewhere: Elsewhere, name: str
) -> None:
    file = elsewhere.download(site, f"{name}.ipynb")
    book = nbformat.read(elsewhere.folder / file, as_version=4)
    nbformat.validate(book)
    assert len({cell.id for cell in book.cells}) == len(book.cells)
    before = [_shown(cell) for cell in book.cells]
    assert any(text or pictures for text, pictures in before)
    with limited():
        elsewhere.run("-c", "from nbclient.cli import main; main()", "--inplace", file)
    done = nbformat.read(elsewhere.folder / file, as_version=4)
    assert [_shown(cell) for cell in done.cells if cell.id != "setup"] == [
        shown for cell, shown in zip(book.cells, before, strict=True) if cell.id != "setup"
    ]


def _shown(cell: Any) -> tuple[str, list[str]]:
    """What a cell says, and its pictures."""
    outputs = [(output, output.get("data", {})) for output in cell.get("outputs", ())]
    text = "".join(output.get("text", "") or data["text/plain"] for output, data in outputs)
    return text, [data["image/png"] for _, data in outputs if "image/png" in data]


@every_notebook
def test_the_downloads_are_offered_and_stand_alone(
    open_page: Open, site: Path, address: str, name: str
) -> None:
    page = open_page(f"notebooks/{name}/")
    for words, end in (("the notebook", ".ipynb"), ("the same as a Python script", ".py")):
        link = page.locator(".lt-downloads").get_by_role("link", name=words, exact=True)
        expect(link).to_have_attribute("download", "")
        assert link.evaluate("link => link.href") == urljoin(page.url, f"../{name}{end}")
    book = json.loads((site / f"notebooks/{name}.ipynb").read_text(encoding="utf-8"))
    text = "\n".join("".join(c["source"]) for c in book["cells"] if c["cell_type"] == "markdown")
    version = read_work(ROOT).permanent()  # which stays, wherever the notebook is taken
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        assert target.startswith("https://")
        below, _, anchor = target.removeprefix(version).partition("#")
        if target.startswith(address):
            assert target.startswith(version)
            found = (site / below / "index.html").read_text(encoding="utf-8")
            assert not anchor or f'id="{anchor}"' in found, target


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("javascript", [True, False])
def test_pictures_and_code_follow_the_scheme(
    open_page: Open, scheme: Any, javascript: bool
) -> None:
    page = open_page("notebooks/break-it/", color_scheme=scheme, java_script_enabled=javascript)
    ground, ink = ground_and_ink(page.locator("img.lt-picture").first)
    assert ground > 230 if scheme == "light" else ground < 40
    assert ink < 110 if scheme == "light" else ink > 150
    keyword = page.locator(".highlight .kn").first
    assert keyword.evaluate("one => getComputedStyle(one).color") != page.locator(
        ".highlight code"
    ).first.evaluate("one => getComputedStyle(one).color")


def test_an_answer_is_folded_away_until_it_is_wanted(open_page: Open) -> None:
    page = open_page("notebooks/break-it/", java_script_enabled=False)
    answer = page.locator("details", has_text="An answer in code").first
    expect(answer.locator("pre").first).to_be_hidden()
    answer.locator("summary").click()
    expect(answer.locator("pre").first).to_be_visible()
    expect(answer.locator(".lt-output")).to_be_visible()


def test_on_paper_what_is_folded_away_is_shown(open_page: Open) -> None:
    page = open_page("notebooks/break-it/")
    page.emulate_media(media="print")
    folded = page.locator("article details.lt-folded pre")
    assert folded.count() > 1
    for code in folded.all():
        assert code.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")
        box = code.bounding_box()
        assert box is not None
        assert box["height"] > 0


def test_search_finds_words_of_a_notebook_and_no_rubbish(open_page: Open, site: Path) -> None:
    page = open_page()
    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("slow or unable", delay=20)
    result = page.locator(".md-search-result__link", has_text="slow, or unable?").first
    result.click()
    expect(page).to_have_url(re.compile(r"notebooks/break-it/\?.*#slow-or-unable|#slow-or-unable"))
    _expect_clean_index(site)


def _expect_clean_index(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    texts = [entry["text"] for entry in index["docs"] if entry["location"].startswith("notebooks/")]
    assert len(texts) > 40
    for rubbish in ("katex", "application/x-tex", "iVBOR", "<svg", "&lt;svg", "{ .text"):
        assert not [text for text in texts if rubbish in text]


def test_the_contents_list_the_sections(open_page: Open) -> None:
    page = open_page("notebooks/break-it/")
    entry = page.locator(".md-sidebar--primary").get_by_role("link", name="Break the batch size")
    entry.click()
    expect(page.locator("#break-the-batch")).to_be_in_viewport()


def test_on_a_phone_a_long_line_scrolls_by_itself(open_page: Open) -> None:
    page: Page = open_page("notebooks/memory-task/", viewport={"width": 390, "height": 844})
    wide = "codes => codes.filter(one => one.scrollWidth > one.clientWidth).length"
    assert page.locator(".highlight code").evaluate_all(wide)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
