"""The policy allows exactly the scripts that a page was built with."""

import base64
import hashlib
import re

import pytest

from lstm_tutor.site.html.security import SecurityError, secure

HEAD = '<html><head><meta charset="utf-8"><title>x</title>'


def policy(text: str) -> dict[str, list[str]]:
    """The directives of the page's policy, each with its sources."""
    (found,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    return {name: sources for name, *sources in (part.split() for part in found.split("; "))}


def hashed(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def test_a_page_without_scripts_allows_only_the_site_s_files() -> None:
    rules = policy(secure("a.html", HEAD))
    assert rules["default-src"] == rules["object-src"] == rules["base-uri"] == ["'none'"]
    assert rules["script-src"] == rules["connect-src"] == rules["form-action"] == ["'self'"]
    assert not any("unsafe" in source for source in rules["script-src"])


@pytest.mark.parametrize(
    ("script", "content"),
    [
        ("<script>a = 1</script>", "a = 1"),
        ("<script>\n  a < 1 && 'ü'\n</script>", "\n  a < 1 && 'ü'\n"),
        ('<script type="module">b</script>', "b"),
        ("<SCRIPT type=text/javascript>c</SCRIPT >", "c"),
        ('<script id="src">d</script>', "d"),
    ],
)
def test_inline_scripts_are_allowed_by_their_hash(script: str, content: str) -> None:
    assert policy(secure("a.html", HEAD + script))["script-src"] == ["'self'", hashed(content)]


def test_a_repeated_script_has_one_hash() -> None:
    text = secure("a.html", HEAD + "<script>a</script><script>b</script><script>a</script>")
    assert policy(text)["script-src"] == ["'self'", hashed("a"), hashed("b")]


@pytest.mark.parametrize(
    "data", ['<script type="application/json">1</script>', '<script src="a.js"></script>']
)
def test_data_and_script_files_need_no_hash(data: str) -> None:
    assert policy(secure("a.html", HEAD + data))["script-src"] == ["'self'"]


def test_inline_stylesheets_are_allowed_by_their_hash() -> None:
    rules = policy(secure("a.html", f"{HEAD}<style>p {{}}</style>"))
    assert rules["style-src-elem"] == ["'self'", hashed("p {}")]


def test_the_policy_comes_before_anything_that_loads_and_the_encoding_stays_early() -> None:
    text = secure("a.html", HEAD + "<script>a</script>" * 9)
    assert text.startswith('<html><head><meta charset="utf-8"><meta http-equiv="Content-Security-')
    assert '<meta name="referrer" content="strict-origin-when-cross-origin"><title>' in text


def test_a_page_without_an_encoding_is_refused() -> None:
    with pytest.raises(SecurityError, match=r"a/index\.html: there is no <meta charset"):
        secure("a/index.html", "<html><head><title>x</title>")
