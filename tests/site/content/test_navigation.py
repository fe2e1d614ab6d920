"""The navigation, as written in mkdocs.yml."""

from pathlib import Path

import pytest

from lstm_tutor.site.content.navigation import Entry, contents

NAV = """
site_name: A book
nav:
  - Start: index.md
  - lone.md
  - Part:
      - One: part/one.md
      - part/two.md
      - Deeper:
          - Three: part/deep/index.md
      - Elsewhere: https://example.org/
"""


def test_pages_come_in_order_with_their_part(tmp_path: Path) -> None:
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(NAV, encoding="utf-8")
    assert contents(settings) == [
        Entry("", "index.md"),
        Entry("", "lone.md"),
        Entry("Part", "part/one.md"),
        Entry("Part", "part/two.md"),
        Entry("Part", "part/deep/index.md"),
    ]


@pytest.mark.parametrize(
    ("page", "address"),
    [("index.md", ""), ("a.md", "a/"), ("a/b.md", "a/b/"), ("a/index.md", "a/")],
)
def test_addresses_are_those_of_the_site(page: str, address: str) -> None:
    assert Entry("", page).address == address
