"""`make serve`: the pages on this machine while one writes, finished as `make docs` finishes them.

This file is also the MkDocs hook that finishes them.
"""

import logging
from typing import Any

import click
from mkdocs.commands import serve as mkdocs
from mkdocs.structure.pages import Page

from lstm_tutor.base.project import ROOT, SETTINGS
from lstm_tutor.pipeline.site import finishing_steps
from lstm_tutor.site.content.navigation import settings
from lstm_tutor.site.content.work import read_work
from lstm_tutor.site.html.finish import Step

LEFT_OUT = "redirects, the PDF and the offline site, the security policy and the last checks"

_steps = list[Step]()


def serve(address: str) -> None:
    """Serve the site at an address such as "127.0.0.1:8000" until Ctrl-C."""
    logger = logging.getLogger("mkdocs")
    logger.addHandler(logging.StreamHandler())
    logger.setLevel(logging.INFO)
    click.echo(f"pages as `make docs` publishes them, but for {LEFT_OUT}")
    hooks = [*settings(SETTINGS).get("hooks", []), __file__]
    mkdocs.serve(str(SETTINGS), dev_addr=address, hooks=hooks)


def on_config(config: Any) -> Any:
    """Called by MkDocs before each build."""
    work = read_work(ROOT)
    config.extra["release"] = work.version
    _steps[:] = finishing_steps(work)
    return config


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Called by MkDocs for each page."""
    for step in _steps:
        output = step(page.file.dest_uri, output)
    return output
