"""A measured series, its best sine, and the residual: what a clean sine leaves out."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number
from lstm_tutor.data import measured
from lstm_tutor.evidence.claims import Claim, Runs
from lstm_tutor.figure.drawing.curves import band, label
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.series import beside_its_sine, span
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.tasks.series.resampling import RESAMPLES
from lstm_tutor.tasks.series.sine_fit import SineFit, SineFitConfig, autocorrelation

TITLE = "What a clean sine leaves out"
EXPERIMENTS = {name: SineFitConfig(name) for name in ("nino12", "sunspots")}
SETTINGS = (
    f"no network; the best sine by least squares; {RESAMPLES} resamples of blocks: years of the "
    "temperature, 11-year blocks of the sunspot numbers; baseline: the temperature"
)
SIZE = (1040, 500)
FILES = (measured.FOLDER / "nino12.csv", measured.FOLDER / "measured.toml")
YEARS_SHOWN = 15  # the last ones, in the upper panel; the lower ones show all
LAGS = 24  # months


def _unexplained(runs: Runs) -> NDArray[np.float64]:
    fit: SineFit = runs["fit"]
    return fit.resampled


CLAIM = Claim(
    sentence="A clean sine leaves out much of what a measured series does.",
    check="Share of the variance of the measured series that its best sine does not explain: more "
    f"than 0.1 (a clean sine: 0). {RESAMPLES} resamples of whole years (blocks).",
    treatment=_unexplained,
    control=lambda runs: np.zeros(RESAMPLES),
    panel={
        "baseline": {"fit": EXPERIMENTS["nino12"]},
        "sunspots": {"fit": EXPERIMENTS["sunspots"]},
    },
    margin=0.1,
    scale="difference",
    over="resamples",
)


def residual(fit: SineFit) -> NDArray[np.float64]:
    """The residual of the best sine over the whole series; (S,)."""
    values = measured.load(fit.config.series).values
    return values - fit.sine.at(np.arange(len(values)))


def draw(runs: Mapping[str, SineFit]) -> Drawing:
    """Above: the last years and their sine. Below: the residual and its autocorrelation."""
    series, left = measured.load("nino12"), residual(runs["nino12"])
    drawing = new_drawing(SIZE)
    grid = drawing.add_gridspec(2, 2, width_ratios=(2.1, 1))
    wave = drawing.add_subplot(grid[0, :])
    rest = drawing.add_subplot(grid[1, 0])
    memory = drawing.add_subplot(grid[1, 1])

    shown = slice(-YEARS_SHOWN * round(series.period), None)
    values, sine = series.values[shown], series.values[shown] - left[shown]
    beside_its_sine(wave, series.times[shown], values, sine, "q-x")
    first = float(np.floor(series.times[shown][0]))
    wave.set(xlim=(first, first + YEARS_SHOWN), ylim=(values.min() - 0.6, values.max() + 2.2))
    top = float(values.max()) + 1.5
    label(wave, first + 0.1, top, "measured", "q-x")
    label(wave, first + 3.1, top, "- - its best sine", "s-low")
    label(wave, first + 8, top, "shaded: the residual", "q-x", fontweight="normal")
    wave.set_title(f"{series.title}, {series.unit}")

    band(rest, series.times, left, 0, "q-x", "_", alpha=0.22)
    rest.plot(series.times, left, color=LIGHT["q-x"], linewidth=1.1, label="the residual")
    rest.axhline(0, color=LIGHT["s-low"], linewidth=1.3, linestyle=(0, (4, 2)), label="_")
    rest.set(xlim=(series.times[0], series.times[-1]))
    rest.set_title(f"The residual over all years, {series.unit}")
    _draw_memory(memory, left)
    return drawing


def _draw_memory(ax: Axes, left: NDArray[np.float64]) -> None:
    correlation = autocorrelation(left, LAGS)
    lags = np.arange(LAGS + 1)
    white = 1.96 / np.sqrt(len(left))
    band(ax, [0.5, LAGS + 0.5], -white, white, "muted", "white noise, 95 %", alpha=0.25)
    label(ax, LAGS + 0.5, 0.16, "white noise: 95 % in here", "muted", ha="right")
    ax.vlines(lags, 0, correlation, color=LIGHT["q-x"], linewidth=1.4, label="_")
    ax.plot(lags, correlation, "o", color=LIGHT["q-x"], markersize=4.5, label="autocorrelation")
    label(ax, 1.7, correlation[1] + 0.02, f"{number(correlation[1])} after a month", "q-x")
    ax.set(xlim=(-0.5, LAGS + 0.5), ylim=(min(-0.3, correlation.min() - 0.1), 1.08))
    ax.set(xticks=range(0, LAGS + 1, 6), xlabel="months apart", yticks=(0, 0.5, 1))
    ax.set_title("Its autocorrelation")


def caption(runs: Mapping[str, SineFit]) -> Caption:
    """Caption and alternative text, with numbers from the fits."""
    fit, sunspots = runs["nino12"], runs["sunspots"]
    series, left = measured.load("nino12"), residual(fit)
    correlation = autocorrelation(left, LAGS)
    low, high = (number(100 * q) for q in np.quantile(fit.resampled, [0.025, 0.975]))
    largest = int(np.argmax(np.abs(left)))
    share = number(100 * fit.unexplained)
    yearly_course = left.reshape(-1, round(series.period)).mean(axis=0)
    course = number(100 * float(np.var(yearly_course) / np.var(series.values)))
    return Caption(
        claim=f"The best sine leaves {share} % of this measured series unexplained.",
        text=f"Sea-surface temperature, {span(series.times)}: a sine of {fit.sine.period:.0f} "
        f"months and {number(fit.sine.amplitude)} {series.unit} amplitude is the closest "
        f"that a sine of this period comes. It leaves {share} % of the variance (95 % of the "
        f"resamples: {low} to {high} %). The residual has a standard deviation of "
        f"{number(float(left.std()))} {series.unit} and is no white noise: neighbouring "
        f"months correlate with {number(correlation[1])}, months half a year apart with "
        f"{number(correlation[6])}. A yearly course that is no sine accounts for {course} "
        f"of the {share} %; the rest differs from year to year. Of the yearly sunspot numbers the "
        f"best sine (period {sunspots.sine.period:.1f} years) leaves "
        f"{number(100 * sunspots.unexplained)} %. Data: {series.source}; {series.licence}.",
        alt=f"First panel: {YEARS_SHOWN} years of monthly temperature and a dashed sine; the "
        "crests of the measured curve differ in height from year to year. Second panel: the "
        f"residual over {span(series.times)}, at most {number(float(abs(left[largest])))} "
        f"{series.unit} from zero, in {int(series.times[largest])}. Third panel: its "
        f"autocorrelation, {number(correlation[1])} after one month, "
        f"{number(correlation[12])} after twelve.",
    )
