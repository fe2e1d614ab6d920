"""Percent signs stay with their numbers and apostrophes are curved, but not in code."""

import pytest

from lstm_tutor.site.html.typography import typeset


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>the middle 80 %: wide</p>", "<p>the middle 80\u00a0%: wide</p>"),
        ('<img alt="24 % of it">', '<img alt="24\u00a0% of it">'),
        ("<p>in %, or 5 of 6</p>", "<p>in %, or 5 of 6</p>"),
        ("<pre><code>7 % 2</code></pre><p>7 %</p>", "<pre><code>7 % 2</code></pre><p>7\u00a0%</p>"),
        (
            "<script>7 % 2</script>5 %<code>7 % 2</code>",
            "<script>7 % 2</script>5\u00a0%<code>7 % 2</code>",
        ),
        ("nothing", "nothing"),
    ],
)
def test_the_space_before_a_percent_sign_does_not_break(before: str, after: str) -> None:
    assert typeset("index.html", before) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>it's the units' turn</p>", "<p>it’s the units’ turn</p>"),
        ("<p><em>Keras</em>'s rate</p>", "<p><em>Keras</em>’s rate</p>"),
        ("<p class='lt-units' id=\"it's\">x</p>", "<p class='lt-units' id=\"it's\">x</p>"),
        ("<code>it's</code> what's", "<code>it's</code> what’s"),
        ("<p>a 'quoted' word, 5' long</p>", "<p>a 'quoted' word, 5' long</p>"),
    ],
)
def test_an_apostrophe_is_curved(before: str, after: str) -> None:
    assert typeset("index.html", before) == after
