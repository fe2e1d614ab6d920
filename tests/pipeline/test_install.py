"""What is installed is what was pinned: pip refuses anything else, with the Makefile's options."""

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lstm_tutor.base.project import ROOT

WHEEL = "tiny-1.0-py3-none-any.whl"
ABOUT = "tiny-1.0.dist-info"
FILES = {
    "tiny.py": "",
    f"{ABOUT}/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
    f"{ABOUT}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    f"{ABOUT}/RECORD": f"tiny.py,,\n{ABOUT}/METADATA,,\n{ABOUT}/WHEEL,,\n{ABOUT}/RECORD,,\n",
}


def makefile_options() -> list[str]:
    """What the Makefile passes to `pip install`, up to the name of the file."""
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.search(r"^INSTALL := .*pip install (.*--requirement)$", text, re.MULTILINE)
    assert found, "Makefile: INSTALL was not found"
    return found[1].split()


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A package that holds nothing, as an archive."""
    with zipfile.ZipFile(tmp_path / WHEEL, "w") as wheel:
        for name, text in FILES.items():
            wheel.writestr(name, text)
    return tmp_path / WHEEL


def install(archive: Path, requirement: str) -> subprocess.CompletedProcess[str]:
    """Install from the archive's folder alone, into a folder beside it."""
    folder = archive.parent
    (folder / "requirements.txt").write_text(requirement + "\n", encoding="utf-8")
    offline = ["--no-index", "--find-links", str(folder), "--target", str(folder / "installed")]
    return subprocess.run(
        [sys.executable, "-m", "pip", "install", *offline, *makefile_options(), "requirements.txt"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def pinned(archive: Path) -> str:
    return f"tiny==1.0 --hash=sha256:{hashlib.sha256(archive.read_bytes()).hexdigest()}"


@pytest.mark.slow
def test_the_pinned_archive_is_installed(archive: Path) -> None:
    finished = install(archive, pinned(archive))
    assert finished.returncode == 0, finished.stderr
    assert (archive.parent / "installed/tiny.py").is_file()


@pytest.mark.slow
def test_an_altered_archive_is_refused(archive: Path) -> None:
    requirement = pinned(archive)
    with zipfile.ZipFile(archive, "a") as wheel:
        wheel.writestr("more.py", "print('not what was pinned')")
    finished = install(archive, requirement)
    assert finished.returncode != 0
    assert "DO NOT MATCH THE HASHES" in finished.stderr
    assert not (archive.parent / "installed").exists()


@pytest.mark.slow
def test_a_package_without_a_hash_is_refused(archive: Path) -> None:
    finished = install(archive, "tiny==1.0")
    assert finished.returncode != 0
    assert "hash" in finished.stderr.lower()
    assert not (archive.parent / "installed").exists()


@pytest.mark.parametrize("name", ["docs.txt", "test.txt"])
def test_every_package_is_pinned_with_its_hash(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert packages
    for package in packages:
        assert re.match(r"[\w.-]+(\[[\w,-]+\])?==[\w.!+]+ ", package), package
        assert re.search(r" --hash=sha256:[0-9a-f]{64}( |$)", package), package
        requirement, *options = re.split(r"\s+--", package)
        assert all(re.fullmatch(r"hash=sha256:[0-9a-f]{64}\s*", option) for option in options)
        assert not re.search(r"://|@|file:|\.(whl|zip|gz)\b", requirement), package


@pytest.mark.slow
def test_the_real_lock_refuses_an_altered_archive(archive: Path) -> None:
    """As an altered wheel of a package that is really locked, mike, would arrive."""
    lock = (ROOT / "requirements/docs.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    (requirement,) = re.findall(r"^mike==.*$", lock, re.MULTILINE)
    version = requirement.split()[0].removeprefix("mike==")
    with zipfile.ZipFile(archive.with_name(f"mike-{version}-py3-none-any.whl"), "w") as wheel:
        for name, text in FILES.items():
            renamed = text.replace("tiny", "mike").replace("1.0\n", f"{version}\n", 1)
            wheel.writestr(name.replace("tiny-1.0", f"mike-{version}"), renamed)
    finished = install(archive, requirement)
    assert finished.returncode != 0
    assert "DO NOT MATCH THE HASHES" in finished.stderr
