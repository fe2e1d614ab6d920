"""The PDF as `make docs-all` makes it."""

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from lstm_tutor.site.markdown.downloads import PAPER


@pytest.fixture(scope="session")
def paper(site: Path) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(site / PAPER) as pdf:
        yield pdf
