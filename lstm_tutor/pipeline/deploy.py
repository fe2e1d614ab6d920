"""What outlasts a build: addresses that are put on record, and versions that stay as they are."""

import click

from lstm_tutor.base.files import write_whole
from lstm_tutor.base.project import DOCS, ROOT
from lstm_tutor.pipeline.content import build_content, repeat_notebooks
from lstm_tutor.pipeline.site import rendered_site, verified_site
from lstm_tutor.site.content.work import read_work
from lstm_tutor.site.html.addresses import RECORD, extended, read_record, standing_addresses
from lstm_tutor.site.publishing import versions
from lstm_tutor.site.publishing.deployable import DRAFT, check_committed, check_deployable


def record_addresses() -> None:
    """Render the pages and put the addresses that are new on record; none is removed."""
    record = read_record(DOCS)
    with rendered_site() as site:
        text = extended(record, standing_addresses(site))
    write_whole(DOCS / RECORD, text.encode())
    click.echo(f"{len(read_record(DOCS)) - len(record)} new addresses on record")


def deploy(version: str, *, downloads: bool = False) -> None:
    """Build the site as a version and commit it to the branch of versions.

    downloads: see `verified_site`. Raises DeployError if others could not find it, if there is
    no commit to make it from, or if it would change what is published, and NotebookError if a
    notebook does not show the same twice.
    """
    work = read_work(ROOT)
    check_deployable(ROOT, version, work)
    build_content(below=f"{version}/")
    repeat_notebooks()
    check_committed(ROOT)  # nor has a figure or a notebook changed anything
    draft = version == DRAFT
    extra = {
        "release": f"{work.version} (draft)" if draft else work.version,
        "draft": draft,
        "latest": not draft or versions.has_release(ROOT),
        "version": {"provider": "mike", "default": versions.LATEST},
    }
    # Its own address is each version's canonical one: that is what reference managers take down,
    # and what stays. `latest` is a copy, so there too they take down the version.
    address = {"below": f"{version}/", "beside": versions.LATEST}
    with verified_site(downloads=downloads, extra=extra, **address) as site:
        new = versions.deploy(site, ROOT, version)
    what = "is committed to" if new else "is already there, byte for byte, on"
    click.echo(f"version {version} {what} the branch {versions.BRANCH}; push it to publish it")
