"""Files of other projects in this repository; vendored.toml lists them with their checksums."""

import hashlib
import tomllib
from pathlib import Path

from lstm_tutor.base.project import ROOT

MANIFEST = Path(__file__).with_name("vendored.toml")
KEYS = ("path", "name", "version", "source", "licence", "sha256")
FOLDERS = ("docs/vendor", "lstm_tutor/site/vendor", "lstm_tutor/figure/drawing/fonts")


def check_vendored(manifest: Path = MANIFEST, root: Path = ROOT) -> list[str]:
    """Vendored files that are missing, altered or not listed, one sentence each."""
    try:
        entries = tomllib.loads(manifest.read_text(encoding="utf-8")).get("file", [])
    except tomllib.TOMLDecodeError as error:
        return [f"{manifest.name}: {error}"]
    problems, listed = list[str](), set[str]()
    for number, entry in enumerate(entries, start=1):
        lacking = [key for key in KEYS if not isinstance(entry.get(key), str)]
        if lacking:
            problems.append(f"{manifest.name}: entry {number} lacks {', '.join(lacking)}")
            continue
        listed.add(entry["path"])
        file = root / entry["path"]
        if not file.is_file():
            problems.append(f"{entry['path']}: vendored file is missing ({entry['source']})")
        elif (found := hashlib.sha256(file.read_bytes()).hexdigest()) != entry["sha256"]:
            problems.append(
                f"{entry['path']}: vendored file was altered; its sha256 is {found}, "
                f"{manifest.name} says {entry['sha256']}"
            )
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            path = file.relative_to(root).as_posix()
            if file.is_file() and path not in listed:
                problems.append(f"{path}: not listed in {manifest.name}; add it or remove it")
    return problems
