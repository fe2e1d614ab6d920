"""Find a Chromium for printing and for the browser tests; get one if this machine lets us.

In this order: the one named in LSTM_TUTOR_CHROMIUM, one that the system has, the one that
Playwright manages (downloaded once), one from the system's package manager if we are root.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from lstm_tutor.base.errors import TutorError

VARIABLE = "LSTM_TUTOR_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
DOWNLOAD_SECONDS = 240
INSTALL_SECONDS = 600
PACKAGE_MANAGERS = {
    "apt-get": (("update",), ("install", "--yes", "--no-install-recommends", "chromium")),
    "dnf": (("install", "--assumeyes", "chromium"),),
    "apk": (("add", "chromium"),),
}


def find(managed: Path) -> Path:
    """The browser to use; managed is where Playwright keeps, or would keep, its own.

    Raises TutorError saying what to install when there is none.
    """
    if named := os.environ.get(VARIABLE):
        if not Path(named).is_file():
            raise TutorError(f"{VARIABLE} is {named!r}, and there is no such file; correct it")
        return Path(named)
    if browser := _of_the_system():
        return browser
    if managed.is_file() or (_download() and managed.is_file()):
        return managed
    if _install() and (browser := _of_the_system()):
        return browser
    raise TutorError(
        "the PDF and the browser tests need Chromium or Chrome, and none was found or installed: "
        "install the package `chromium`, or run `.venv/bin/python -m playwright install chromium`, "
        f"or name a browser in {VARIABLE}"
    )


def _of_the_system() -> Path | None:
    for command in COMMANDS:
        if path := shutil.which(command):
            return Path(path)
    return next((Path(name) for name in APPLICATIONS if Path(name).is_file()), None)


def _download() -> bool:
    return _succeeds([sys.executable, "-m", "playwright", "install", "chromium"], DOWNLOAD_SECONDS)


def _install() -> bool:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    for manager, steps in PACKAGE_MANAGERS.items():
        if shutil.which(manager):
            return all(_succeeds([manager, *step], INSTALL_SECONDS) for step in steps)
    return False


def _succeeds(command: list[str], seconds: int) -> bool:
    """Run quietly, without questions, for a bounded time."""
    try:
        finished = subprocess.run(
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return finished.returncode == 0
