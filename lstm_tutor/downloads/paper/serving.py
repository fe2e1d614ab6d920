"""The built site at its own public address, without a network: every answer comes from its folder.

Links then lead where they will lead, and nothing in a printed page names a folder of this machine.
"""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Route


def answer_from(site: Path, address: str) -> Callable[[Route], None]:
    """A handler of requests that answers as a static host does, unknown addresses included.

    address: the public one, ending in a slash; requests to any other host are refused.
    """

    def answer(route: Route) -> None:
        if not route.request.url.startswith(address):
            route.abort()
            return
        below = urlsplit(route.request.url).path.removeprefix(urlsplit(address).path)
        file = site / unquote(below)
        if file.is_dir():
            file = file / "index.html"
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404, path=site / "404.html")

    return answer
