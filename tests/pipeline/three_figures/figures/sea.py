"""How much of two measured series their best sines explain; no network plays a part."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number
from lstm_tutor.data import measured
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.tasks.series.sine_fit import SineFit, SineFitConfig

TITLE = "What a sine leaves out"
SECTION = "Noise"
EXPERIMENTS = {name: SineFitConfig(name) for name in ("nino12", "sunspots")}
SETTINGS = "no network; the best sine by least squares"
SIZE = (480, 240)
FILES = (measured.FOLDER / "measured.toml",)


def draw(runs: Mapping[str, SineFit]) -> Drawing:
    """One bar for each series."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    left = [100 * fit.unexplained for fit in runs.values()]
    ax.barh(list(runs), left, color=LIGHT["q-x"], label="left by the best sine")
    ax.set(xlim=(0, 100))
    ax.set_title("% of the variance that the best sine leaves")
    return drawing


def caption(runs: Mapping[str, SineFit]) -> Caption:
    """The caption and the alternative text, from the fits."""
    shares = [f"{number(100 * fit.unexplained)} % of {name}" for name, fit in runs.items()]
    return Caption(
        claim="A sine leaves a part of each series unexplained.",
        text=f"It leaves {' and '.join(shares)}.",
        alt=f"Bar chart of what the best sine leaves: {' and '.join(shares)}.",
    )
