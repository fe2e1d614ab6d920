"""lychee, a program that follows the links of folders of pages."""

import subprocess
import sysconfig
from pathlib import Path

LYCHEE = Path(sysconfig.get_path("scripts")) / "lychee"
OPTIONS = ("--offline", "--no-progress", "--include-fragments=full")


def dead_links(pages: Path, root: Path, *options: str) -> str:
    """What lychee says of the pages of a folder; empty if all links lead somewhere.

    root: the folder that addresses begin in which begin with a slash.
    """
    finished = subprocess.run(
        [LYCHEE, *OPTIONS, *options, f"--root-dir={root}", f"{pages}/"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert " Total" in finished.stdout, finished.stderr
    return finished.stdout if finished.returncode else ""


def dead_links_at(address: str, site: Path, scratch: Path) -> str:
    """The same for a site that is served at an address, with folders for pages.

    The page of errors is the one with addresses from the host's root on.
    """
    below = address.partition("://")[2].partition("/")[2].strip("/")
    root = scratch.resolve() / "host"
    place = root / below if below else root
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(site.resolve(), target_is_directory=True)
    return dead_links(place, root, "--index-files=index.html")
