"""A page offers the PDF and the zip if they exist, and otherwise says how to build them."""

from pathlib import Path
from xml.etree.ElementTree import fromstring

from markdown import Markdown

from lstm_tutor.site.html.finish import finish
from lstm_tutor.site.html.verify import verify
from lstm_tutor.site.markdown.downloads import OFFLINE, PAPER, offer
from tests.site.works import WORK

BLOCK = Markdown(extensions=["lstm_tutor.site.markdown.downloads"]).convert("/// downloads\n///")
START = "<html><head></head><body></body></html>"
PAGE = f"<html><body><p>Before.</p>{BLOCK}<p>After.</p></body></html>"


def site(folder: Path, *files: str) -> Path:
    (folder / "about/offline").mkdir(parents=True)
    (folder / "index.html").write_text(START, encoding="utf-8")
    (folder / "about/offline/index.html").write_text(PAGE, encoding="utf-8")
    for file in files:
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(b"." * 1_250_000)
    finish(folder, [offer(folder, WORK)])
    return folder


def text(folder: Path) -> str:
    return (folder / "about/offline/index.html").read_text(encoding="utf-8")


def test_without_the_files_the_page_says_how_to_make_them(tmp_path: Path) -> None:
    assert text(site(tmp_path)) == PAGE
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == START
    words = "".join(fromstring(BLOCK).itertext()).strip()
    assert words == (
        "This copy of the site was built without the PDF and the zip. make docs-all in its source "
        "makes both."
    )
    assert "<a" not in BLOCK
    assert verify(tmp_path) == []


def test_with_them_it_offers_both_with_their_sizes(tmp_path: Path) -> None:
    found = text(site(tmp_path, PAPER, OFFLINE))
    assert 'href="../../downloads/lstm-tutor.pdf"' in found
    assert 'href="../../downloads/lstm-tutor-offline.zip"' in found
    assert found.count("(1.2 MB)") == 2
    assert "built without" not in found
    assert found.startswith("<html><body><p>Before.</p>")
    assert found.endswith("<p>After.</p></body></html>")
    assert "citation_pdf_url" not in found
    start = (tmp_path / "index.html").read_text(encoding="utf-8")
    address = WORK.permanent(PAPER)
    assert f'<meta name="citation_pdf_url" content="{address}">' in start
    assert verify(tmp_path) == []


def test_a_missing_file_is_not_offered(tmp_path: Path) -> None:
    found = text(site(tmp_path, PAPER))
    assert "lstm-tutor.pdf" in found
    assert ".zip" not in found
