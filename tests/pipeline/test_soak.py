"""A few kills at random moments; `make soak` does hundreds."""

import random
from pathlib import Path

import pytest

from tests.pipeline.soak import soak

pytestmark = pytest.mark.slow


def test_killed_builds_leave_the_last_good_site_and_nothing_half_made(tmp_path: Path) -> None:
    hits = soak(tmp_path, kills=8, seed=random.SystemRandom().randrange(10**6))
    assert hits.total() == 8
