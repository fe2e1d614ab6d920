"""Measured series: real data to compare with the chapter's clean waves.

The files are in the folder `measured/`. `measured.toml` states the source, licence and checksum of
each; a file that does not match its checksum is refused.
"""

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lstm_tutor.base.arguments import require_choice
from lstm_tutor.base.errors import TutorError

FOLDER = Path(__file__).with_name("measured")


class DataFileError(TutorError):
    """A data file is missing or differs from the committed one."""


@dataclass(frozen=True, eq=False)
class Series:
    """A measured series, evenly spaced in time, and its source.

    values: (S,), in `unit`; each is the mean over a month or a year. times: (S,), the middle of
    that month or year, in years. period: the main period, in samples. Both arrays are read-only.
    """

    name: str
    title: str
    values: NDArray[np.float64]
    times: NDArray[np.float64]
    unit: str
    source: str
    licence: str
    period: float


def load(name: str) -> Series:
    """The measured series "nino12" or "sunspots".

    Raises ValueError for an unknown name, and DataFileError, naming the file and both
    checksums, if the file is missing or altered.
    """
    series = tomllib.loads((FOLDER / "measured.toml").read_text(encoding="utf-8"))
    require_choice("series", name, series)
    about = series[name]
    text = _read_checked(FOLDER / about["file"], about["sha256"])
    table = np.loadtxt(text.splitlines(), delimiter=",", skiprows=1, ndmin=2)
    years, values = table[:, 0], table[:, 1:]
    parts = values.shape[1]  # 12 for months
    times = years[:, np.newaxis] + (np.arange(parts) + 0.5) / parts
    return Series(
        name=name,
        title=about["title"],
        values=_frozen(values),
        times=_frozen(times),
        unit=about["unit"],
        source=about["source"],
        licence=about["licence"],
        period=about["period"],
    )


def checksum(name: str) -> str:
    """The SHA-256 checksum of a series' file. Raises the same errors as `load`."""
    series = tomllib.loads((FOLDER / "measured.toml").read_text(encoding="utf-8"))
    require_choice("series", name, series)
    about = series[name]
    _read_checked(FOLDER / about["file"], about["sha256"])
    return str(about["sha256"])


def _read_checked(path: Path, expected: str) -> str:
    """The text of a data file, after comparing its SHA-256 checksum with the expected one."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        found = "none, the file is missing"
    else:
        found = hashlib.sha256(content).hexdigest()
    if found != expected:
        raise DataFileError(
            f"{path}: SHA-256 is {found}; expected {expected}; restore the committed file"
        )
    return content.decode("ascii")


def _frozen(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows, one for each year, as one read-only series."""
    series = rows.ravel().copy()
    series.flags.writeable = False
    return series
