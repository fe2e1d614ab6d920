"""The part of this package that notebooks import, as a wheel, which pip installs anywhere.

A wheel is a zip with three files about itself:
https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

import base64
import hashlib
import tomllib
from pathlib import Path

from lstm_tutor.base.files import packed
from lstm_tutor.base.fingerprint import imported_files
from lstm_tutor.base.project import ROOT
from lstm_tutor.figure.drawing import type_faces

PACKAGE = ROOT / "lstm_tutor"
NEEDS = ("matplotlib", "numpy")  # all that the notebooks' part needs
ABOUT = """\
Metadata-Version: 2.4
Name: {name}
Version: {version}
Summary: What the notebooks of LSTM Tutor import: the LSTM in NumPy, its training, its drawings.
License-Expression: MIT AND OFL-1.1
Requires-Python: {python}
"""
KIND = """\
Wheel-Version: 1.0
Generator: lstm_tutor
Root-Is-Purelib: true
Tag: py3-none-any
"""


def wheel() -> tuple[str, bytes]:
    """The wheel's file name and its bytes, which depend on the files in it alone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, version = project["name"].replace("-", "_"), project["version"]
    about = f"{name}-{version}.dist-info"
    metadata = ABOUT.format(name=name, version=version, python=project["requires-python"])
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in _files()}
    files |= {
        f"{about}/licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
        f"{about}/METADATA": (metadata + _requirements(project["dependencies"])).encode(),
        f"{about}/WHEEL": KIND.encode(),
    }
    listed = "".join(f"{file},{_checksum(text)},{len(text)}\n" for file, text in files.items())
    files[f"{about}/RECORD"] = f"{listed}{about}/RECORD,,\n".encode()
    return f"{name}-{version}-py3-none-any.whl", packed(files.items())


def _files() -> list[Path]:
    """All that `import lstm_tutor` needs, type faces included, each with its licence."""
    fonts = type_faces.FONTS.iterdir()
    return sorted({*imported_files(PACKAGE / "face.py"), *fonts})


def _requirements(dependencies: list[str]) -> str:
    kept = [line for line in dependencies if line.startswith(NEEDS)]
    return "".join(f"Requires-Dist: {line}\n" for line in kept)


def _checksum(content: bytes) -> str:
    """As the list of files in a wheel has it."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip("=")
    return f"sha256={digest}"
