"""The input gate of a trained cell: every unit over one window, and how its values spread."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.curves import label
from lstm_tutor.figure.drawing.gates import draw_units
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import median_network, name_network, read_by_median_seed
from lstm_tutor.training.history import History

TITLE = "The input gate of a trained cell"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (1040, 420)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Left: the input, and one row for each unit, sorted by mean. Right: all values."""
    reading = read_by_median_seed(runs["baseline"])
    drawing = new_drawing(SIZE)
    grid = drawing.add_gridspec(2, 2, width_ratios=(2.6, 1), height_ratios=(1, 3.2))
    wave = drawing.add_subplot(grid[0, 0])
    draw_units(wave, drawing.add_subplot(grid[1, 0], sharex=wave), reading, "i")
    _draw_spread(drawing.add_subplot(grid[:, 1]), reading.values("i"))
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    reading = read_by_median_seed(runs["baseline"])
    gate = reading.values("i")
    means = np.sort(gate.mean(axis=0))
    swing = np.ptp(gate, axis=0)
    nearly_open = np.mean(gate > 0.9)
    nearly_closed = np.mean(gate < 0.1)
    return Caption(
        claim="In a trained network each unit's input gate has a level of its own and moves around "
        "it within a window.",
        text=f"The {gate.shape[1]} units of {name_network(reading)} read one held-out window. "
        f"Their gates average from {number(means[0])} to {number(means[-1])}. Within "
        f"the window a unit's gate spans a range of {number(float(np.median(swing)))} "
        f"(median over units). {100 * nearly_open:.0f} % of all values lie above 0.9 and "
        f"{100 * nearly_closed:.0f} % below 0.1.",
        alt=f"Above: a sine wave of {gate.shape[0]} points. Below: for each of {gate.shape[1]} "
        "units a row of coloured cells, one for each time step, fuller colour for a more open "
        f"gate, rows sorted by mean from {number(means[0])} to {number(means[-1])}. "
        f"Last panel: histogram of all values; {100 * nearly_closed:.0f} % below 0.1, "
        f"{100 * nearly_open:.0f} % above 0.9.",
        values={
            "nearly-open": f"{100 * nearly_open:.0f} %",
            "nearly-shut": f"{100 * nearly_closed:.0f} %",
        },
    )


def _draw_spread(spread: Axes, gate: NDArray[np.floating]) -> None:
    shares, edges = np.histogram(gate, bins=20, range=(0, 1))
    middles, name = (edges[:-1] + edges[1:]) / 2, "share of all values"
    spread.barh(middles, 100 * shares / gate.size, 0.046, color=LIGHT["q-i"], label=name)
    spread.set(ylim=(0, 1), xlabel="% of all values", yticks=(0, 0.25, 0.5, 0.75, 1))
    spread.grid(visible=True, axis="x")
    label(spread, 0.97, 0.985, "open", "muted", ha="right", va="top", transform=spread.transAxes)
    label(
        spread, 0.97, 0.015, "closed", "muted", ha="right", va="bottom", transform=spread.transAxes
    )
    spread.set_title("how the values spread")


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose input gate is drawn."""
    return median_network(runs["baseline"], BASELINE.epochs)
