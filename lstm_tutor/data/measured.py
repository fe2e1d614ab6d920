"""Measured series: real data that lie beside the chapter's clean waves.

The files lie in the folder `measured/`, with `measured.toml` saying where each came from, under
which licence, and what its bytes must hash to. A file that was altered is refused.
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
    """A committed data file is missing or is not the one that was committed."""


@dataclass(frozen=True, eq=False)
class Series:
    """A measured series, evenly spaced in time, and where it comes from.

    values: (S,) in `unit`. times: (S,) the middle of the month or year that each value is the
    mean of, in years. period: its main period, in samples. Both arrays are read-only.
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
    """The measured series `nino12` or `sunspots`.

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
    """The SHA-256 checksum of the file of this series. Raises what `load` raises."""
    series = tomllib.loads((FOLDER / "measured.toml").read_text(encoding="utf-8"))
    require_choice("series", name, series)
    about = series[name]
    _read_checked(FOLDER / about["file"], about["sha256"])
    return str(about["sha256"])


def _read_checked(path: Path, expected: str) -> str:
    """The text of a data file whose bytes have the expected SHA-256 checksum."""
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
    """Rows of years joined to one read-only series."""
    series = rows.ravel().copy()
    series.flags.writeable = False
    return series
