"""The built site at its own public address, without a network: every answer comes from its folder.

Material's previews compare addresses with the sitemap, port and path included.
So the browser is shown the very address of mkdocs.yml; requests to any other host are refused.
"""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page

from lstm_tutor.base.project import ROOT
from lstm_tutor.downloads.paper.serving import (
    answer_from as answer_from,
)  # what prints serves alike

Open = Callable[..., Page]  # of a path below the site's address, and options of a browser context


def public_address(project: Path = ROOT) -> str:
    """Where a project's site is to be published, as its mkdocs.yml says, ending in a slash."""
    configured = re.search(
        r"^site_url: (?:&\w+ )?(\S+/)$", (project / "mkdocs.yml").read_text("utf-8"), re.M
    )
    assert configured, "mkdocs.yml: site_url is missing or does not end in a slash"
    return configured[1]
