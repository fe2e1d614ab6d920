"""Pages for a folder: published addresses stay what they are, and nothing asks a server."""

import json
from pathlib import Path

import pytest

from lstm_tutor.downloads.offline import for_a_folder, render_offline
from lstm_tutor.site.html.finish import finish
from lstm_tutor.site.html.verify import verify
from tests.site.folders import write_pages

SITE = "https://example.org/trial/"
SETTINGS = f"""
site_name: A trial
site_url: {SITE}
theme: {{name: material, font: false}}
extra_css: [vendor/a.css]
plugins: [search]
"""


@pytest.mark.parametrize(
    ("rendered", "published"),
    [
        (f'href="{SITE}a/b.html"', f'href="{SITE}a/b/"'),
        (f'href="{SITE}a/b.html#c"', f'href="{SITE}a/b/#c"'),
        (f'href="{SITE}index.html"', f'href="{SITE}"'),
        (f'href="{SITE}a/index.html"', f'href="{SITE}a/"'),
        (f"at {SITE}a/b.html</p>", f"at {SITE}a/b/</p>"),
        ('href="../a/b.html#c"', 'href="../a/b.html#c"'),
        ('href="https://example.com/a.html"', 'href="https://example.com/a.html"'),
        (f'href="{SITE}a/b.pdf"', f'href="{SITE}a/b.pdf"'),
    ],
)
def test_pages_name_the_published_addresses(rendered: str, published: str) -> None:
    assert for_a_folder(SITE)("x.html", rendered) == published


def test_the_site_is_complete_in_a_folder(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    write_pages(
        docs,
        {
            "index.md": "# Start\n\nSee [there](a/b.md#sec).",
            "a/b.md": "# B\n\n## Sec\n\nA rare word: zyzzyva.",
            "vendor/a.css": '@font-face { font-family: "A"; src: url("a.woff2") }',
            "vendor/a.woff2": "font",
            "vendor/iframe-worker/shim.js": "",
        },
    )
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(SETTINGS, encoding="utf-8")
    render_offline(settings, tmp_path / "out")
    finish(tmp_path / "out", [for_a_folder(SITE)])
    names = {
        path.relative_to(tmp_path / "out").as_posix() for path in tmp_path.glob("out/**/*.html")
    }
    assert names == {"index.html", "a/b.html"}
    start = (tmp_path / "out/index.html").read_text(encoding="utf-8")
    assert 'href="a/b.html#sec"' in start
    assert "vendor/iframe-worker/shim.js" in start
    assert "unpkg" not in start
    index = (tmp_path / "out/search/search_index.js").read_text(encoding="utf-8")
    assert "zyzzyva" in json.dumps(index)
    css = (tmp_path / "out/vendor/a.css").read_text(encoding="utf-8")
    assert css == '@font-face { font-family: "A"; src: url(data:font/woff2;base64,Zm9udA==) }'
    assert not (tmp_path / "out/sitemap.xml").exists()
    assert verify(tmp_path / "out") == []
