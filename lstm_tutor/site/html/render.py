"""Rendering with MkDocs, in this process, so that killing it leaves nothing that still writes."""

import contextlib
import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

# The date of the build, for MkDocs. It is fixed so that the site does not depend on the day of the
# build; the sitemap, which would show it, has no dates.
os.environ["SOURCE_DATE_EPOCH"] = "315532800"  # 1980-01-01
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # from Material; versions are pinned

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from lstm_tutor.base.errors import TutorError
from lstm_tutor.site.content.text import PageError


class RenderError(TutorError):
    """The pages cannot be rendered; MkDocs has already printed why."""


def render(
    config_file: Path,
    into: Path,
    *,
    extra: Mapping[str, Any] | None = None,
    below: str = "",
    **settings: Any,
) -> None:
    """Render the site into a folder. Warnings are errors.

    extra: additional variables for templates. below: the folder of the site, relative to its
    configured address. settings: other changes to the configuration.
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
            with contextlib.chdir(config_file.parent):  # for relative paths in it
                build(config)
        finally:
            config.plugins.on_shutdown()
    except (MkDocsException, PageError) as error:
        raise RenderError(f"the pages could not be rendered: {error}") from error
    finally:
        logger.removeHandler(messages)
