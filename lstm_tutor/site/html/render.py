"""Rendering the pages with MkDocs, in this process: killed with it, nothing goes on writing."""

import contextlib
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# MkDocs reads the date of a build from here. The site must not depend on the day it is built, so it
# is always the same one; the sitemap, which would show it, is written without dates.
os.environ["SOURCE_DATE_EPOCH"] = "315532800"  # 1980-01-01
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice; the versions are pinned

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from lstm_tutor.base.errors import TutorError
from lstm_tutor.site.content.text import PageError


class RenderError(TutorError):
    """The pages cannot be rendered; what MkDocs had to say was printed before."""


def render(
    config_file: Path,
    into: Path,
    *,
    extra: Mapping[str, Any] | None = None,
    below: str = "",
    **settings: Any,
) -> None:
    """Render the site that a configuration describes into a folder. Warnings are errors.

    extra: what templates are told in addition. below: where the site will be, below the address
    that is configured. settings: what else differs from the configuration.
    """
    messages = logging.StreamHandler()
    messages.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(messages)
    try:
        config = load_config(str(config_file), site_dir=str(into), strict=True, **settings)
        config.extra.update(extra or {})
        config.site_url = f"{config.site_url}{below}"
        config.plugins.on_startup(command="build", dirty=False)
        try:
            with contextlib.chdir(config_file.parent):  # paths in the configuration start there
                build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, PageError) as error:
        raise RenderError(f"the pages could not be rendered: {error}") from error
    finally:
        logger.removeHandler(messages)
