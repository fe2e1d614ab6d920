"""The committed series are unaltered and have the statistics that the text states."""

import hashlib
import shutil
import tomllib
from pathlib import Path

import numpy as np
import pytest

from lstm_tutor.data import measured
from lstm_tutor.data.measured import DataFileError, load

NAMES = ("nino12", "sunspots")


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data folder, which `load` reads instead."""
    folder = tmp_path / "measured"
    shutil.copytree(measured.FOLDER, folder)
    monkeypatch.setattr(measured, "FOLDER", folder)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_a_series_has_what_its_description_says(name: str) -> None:
    about = tomllib.loads((measured.FOLDER / "measured.toml").read_text("utf-8"))[name]
    series = load(name)
    assert series.name == name
    for field in ("title", "unit", "source", "licence", "period"):
        assert getattr(series, field) == about[field]
        assert about[field]
    assert series.licence == "public domain"
    assert [int(series.times[0]), int(series.times[-1])] == about["span"]


def test_every_file_is_described() -> None:
    described = tomllib.loads((measured.FOLDER / "measured.toml").read_text("utf-8"))
    assert tuple(described) == NAMES
    files = {path.name for path in measured.FOLDER.glob("*.csv")}
    assert files == {about["file"] for about in described.values()}


@pytest.mark.parametrize(
    ("name", "size", "spacing"), [("nino12", 732, 1 / 12), ("sunspots", 309, 1)]
)
def test_series_are_evenly_spaced_finite_and_read_only(
    name: str, size: int, spacing: float
) -> None:
    series = load(name)
    assert series.values.shape == series.times.shape == (size,)
    assert series.values.dtype == series.times.dtype == np.float64
    assert np.isfinite(series.values).all()
    np.testing.assert_allclose(np.diff(series.times), spacing, rtol=1e-9)
    with pytest.raises(ValueError, match="read-only"):
        series.values[0] = 0


def test_single_values_are_at_their_month_and_year() -> None:
    nino = load("nino12")
    for year, month, value in ((1950, 1, 23.11), (1951, 3, 25.6), (2010, 12, 22.07)):
        place = np.argmin(np.abs(nino.times - (year + (month - 0.5) / 12)))
        assert nino.values[place] == value
    sunspots = load("sunspots")
    assert (
        dict(zip(sunspots.times.tolist(), sunspots.values.tolist(), strict=True))[1957.5] == 190.2
    )


def test_statistics_of_the_sea_surface_temperature() -> None:
    values = load("nino12").values
    climatology = values.reshape(-1, 12).mean(axis=0)
    residual = values - np.tile(climatology, 61)
    assert values.std() == pytest.approx(2.24, abs=0.005)
    assert climatology.std() == pytest.approx(1.97, abs=0.005)
    assert residual.std() == pytest.approx(1.08, abs=0.005)
    assert np.corrcoef(residual[:-1], residual[1:])[0, 1] == pytest.approx(0.92, abs=0.006)


def test_what_the_best_sine_leaves_of_the_sea_surface_temperature() -> None:
    nino = load("nino12")
    angle = 2 * np.pi * np.arange(nino.values.size) / nino.period
    waves = np.column_stack([np.ones_like(angle), np.sin(angle), np.cos(angle)])
    weights, *_ = np.linalg.lstsq(waves, nino.values, rcond=None)
    left = nino.values - waves @ weights
    assert left.var() / nino.values.var() == pytest.approx(0.245, abs=0.0006)
    assert left.std() == pytest.approx(1.11, abs=0.005)
    assert left.std() / np.hypot(*weights[1:]) == pytest.approx(0.40, abs=0.005)


@pytest.mark.parametrize("name", NAMES)
def test_the_period_is_where_the_spectrum_peaks(name: str) -> None:
    series = load(name)
    power = np.abs(np.fft.rfft(series.values - series.values.mean())) ** 2
    peak = series.values.size / int(np.argmax(power))
    assert peak == pytest.approx(series.period, rel=0.05)


@pytest.mark.parametrize("name", NAMES)
def test_an_altered_file_is_refused_with_both_checksums(name: str, copied: Path) -> None:
    path = copied / f"{name}.csv"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"1", b"2", 1))
    was, found = (hashlib.sha256(data).hexdigest() for data in (content, path.read_bytes()))
    with pytest.raises(DataFileError, match=rf"{name}\.csv: SHA-256 is {found}; expected {was}"):
        load(name)


def test_a_truncated_file_is_refused_also_after_a_good_load(copied: Path) -> None:
    load("sunspots")
    path = copied / "sunspots.csv"
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DataFileError, match=r"sunspots\.csv"):
        load("sunspots")
    assert load("nino12").values.size == 732


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "nino12.csv").unlink()
    with pytest.raises(
        DataFileError, match=r"nino12\.csv: SHA-256 is none, .*missing; expected b647"
    ):
        load("nino12")


def test_an_unknown_series_shows_the_nearest_match() -> None:
    with pytest.raises(ValueError, match=r"series is 'nino34' \(did you mean 'nino12'\?\)"):
        load("nino34")
