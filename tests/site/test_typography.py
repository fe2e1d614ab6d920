"""Numbers and their percent signs stay together, in words alone."""

import pytest

from lstm_tutor.site.typography import keep_together


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
    assert keep_together("index.html", before) == after
