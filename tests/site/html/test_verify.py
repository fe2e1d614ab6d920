"""Verification: a real site passes, and every fault that is added to it is found."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lstm_tutor.site.html.verify import verify
from tests.site.folders import Pages, add_figure, write_pages

IMAGE = '<img src="a.svg" alt="A line.">'
GOOD = {
    "index.html": '<link rel="canonical" href="https://example.org/book/"><h1 id="top">Home</h1>'
    '<a href="sub/#low%20x">low</a> <a href="https://other.example/">elsewhere</a>'
    '<a href="mailto:a@b.example">write</a><link rel="stylesheet" href="a.css">'
    f'<figure id="f">{IMAGE}<figcaption>A caption.</figcaption></figure>'
    '<pre>/// figure | x</pre><script>"///\\n///"</script>',
    "sub/index.html": '<p id="low x"><a href="..">back</a><a href="#low%20x">here</a>'
    '<a href="/book/sub/">here</a><img src="../a.svg" srcset="../a.svg 2x" alt=""></p>',
    "404.html": '<a href="/book/">home</a><script src="/book/a.js"></script>',
    "a.css": '/* url(nothing.png) */ p { background: url("a.svg") url(data:image/png;base64,AA=) }',
    "a.js": "",
    "a.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<defs><g id="d"/></defs><use xlink:href="#d" clip-path="url(#d)"/></svg>',
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_pages(tmp_path, GOOD)
    return tmp_path


def test_a_good_site_has_no_problems(site: Path) -> None:
    assert verify(site) == []


@pytest.mark.parametrize(
    ("page", "added", "complaint"),
    [
        ("index.html", '<a href="gone/">x</a>', "<a href> 'gone/' leads to a file that does not"),
        ("index.html", '<a href="sub">x</a>', "<a href> 'sub' leads to a file that does not"),
        ("index.html", '<a href="sub/#law%20x">x</a>', "does not exist; did you mean 'low x'?"),
        ("index.html", '<a href="#nowhere">x</a>', "'#nowhere' leads to an anchor that does not"),
        ("index.html", '<a href="#">x</a>', "<a href> '#' leads nowhere"),
        ("index.html", '<a href="">x</a>', "<a href> '' leads nowhere"),
        ("index.html", "<a href>x</a>", "<a href> '' leads nowhere"),
        ("index.html", '<a href="../x">x</a>', "'../x' leads out of the site"),
        ("index.html", '<a href="fig:lr-low">x</a>', "leads to nothing a browser knows"),
        ("index.html", '<a href="javascript:x()">x</a>', "leads to nothing a browser knows"),
        ("index.html", '<a href="http://[x/">x</a>', "is not an address"),
        ("404.html", '<a href="/sub/">x</a>', "'/sub/' leads out of the site"),
        ("index.html", '<p id="top"></p>', "the id 'top' is used 2 times"),
        ("index.html", '<img src="a.svg">', "the image 'a.svg' has no alternative text"),
        ("index.html", '<img src="b.svg" alt="">', "<img src> 'b.svg' leads to a file that does"),
        ("index.html", '<img srcset="a.svg, b.svg 2x" alt="">', "<img srcset> 'b.svg' leads to"),
        ("index.html", f'<figure id="g">{IMAGE}</figure>', "the figure 'g' has no caption"),
        (
            "index.html",
            f'<figure id="g">{IMAGE}<figcaption> <b></b></figcaption></figure>',
            "the figure 'g' has no caption",
        ),
        (
            "index.html",
            '<figure><img src="a.svg" alt=""><figcaption>x</figcaption></figure>',
            "the image 'a.svg' has no alternative text",
        ),
        ("index.html", "<p>///</p>", "'///' was not rendered"),
        ("index.html", "<p>x\n/// figre | lr-low</p>", "'/// figre | lr-low' was not rendered"),
        ("index.html", '<script src="//cdn.example/a.js"></script>', "from another host"),
        ("index.html", '<img src="https://e.example/a.png" alt="">', "from another host"),
        ("index.html", '<img srcset="https://e.example/a.png" alt="">', "from another host"),
        ("index.html", '<link rel="preload icon" href="https://e.example/a">', "another host"),
        ("index.html", '<link rel="preconnect" href="https://e.example/">', "another host"),
        ("index.html", '<link rel="stylesheet" href="b.css">', "'b.css' leads to a file that"),
        ("index.html", "<style>@import 'https://e.example/a.css';</style>", "another host"),
        ("index.html", '<p style="background: url(https://e.example/a)">', "another host"),
        ("index.html", '<iframe src="https://e.example/"></iframe>', "another host"),
        ("index.html", '<object data="https://e.example/"></object>', "another host"),
        ("index.html", '<svg><use href="https://e.example/a.svg#b"/></svg>', "another host"),
        ("a.css", "p { background: url(b.svg) }", "a.css: url() 'b.svg' leads to a file that"),
        (
            "a.css",
            '@import "https://e.example/a.css";',
            "@import 'https://e.example/a.css' is load",
        ),
    ],
)
def test_a_fault_is_found(site: Path, page: str, added: str, complaint: str) -> None:
    write_pages(site, {page: GOOD[page] + added})
    (problem,) = verify(site)
    assert problem.startswith(f"{page}: ")
    assert complaint in problem


@pytest.mark.parametrize(
    ("drawing", "complaint"),
    [
        ('<image href="https://e.example/a.png"/>', "from another host"),
        ("<style>p { background: url(https://e.example/a) }</style>", "from another host"),
        ('<path style="fill: url(b.svg)"/>', "a file that does not exist"),
        ("<path>", "not well-formed"),
    ],
)
def test_a_fault_in_a_drawing_is_found(site: Path, drawing: str, complaint: str) -> None:
    write_pages(site, {"a.svg": f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'})
    (problem,) = verify(site)
    assert problem.startswith("a.svg: ")
    assert complaint in problem


def test_an_empty_folder_is_not_a_site(tmp_path: Path) -> None:
    assert verify(tmp_path) == [f"{tmp_path}: there is no index.html"]


def test_faults_that_mkdocs_misses_are_found(docs: Path, mkdocs: Callable[[Pages], Path]) -> None:
    add_figure(docs, "lr-low")
    site = mkdocs(
        {
            "index.md": "# Home {#home}\n\n/// figure | lr-low\n///\n",
            "deep/page.md": '# Page {#page}\n\n## Again {#page}\n\n<a href="../../#hme">raw</a>\n\n'
            "//// nosuch | x\n////\n",
        }
    )
    problems = verify(site)
    assert [problem.partition(":")[0] for problem in problems] == ["deep/page/index.html"] * 4
    assert "the id 'page' is used 2 times" in problems[0]
    assert "'//// nosuch | x' was not rendered" in problems[1]
    assert "'////' was not rendered" in problems[2]
    assert "did you mean 'home'?" in problems[3]
