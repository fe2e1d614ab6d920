"""The cell state of one unit over a window, as the sum of what is kept and what is added."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import difference
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.curves import label
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import (
    Reading,
    median_network,
    name_network,
    name_unit,
    read_by_median_seed,
)
from lstm_tutor.training.history import History

TITLE = "The cell state as a sum"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (640, 440)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Above: the input. Below: at every step, what is kept, what is added, and their sum."""
    reading = read_by_median_seed(runs["baseline"])
    drawing = new_drawing(SIZE)
    wave, sums = drawing.subplots(2, 1, sharex=True, height_ratios=(1, 4))
    t = np.arange(1, len(reading.prompt) + 1)
    wave.plot(t, reading.prompt, color=LIGHT["q-x"], label="input")
    wave.set(ylim=(-1.2, 1.2), yticks=(-1, 0, 1))
    wave.set_title("the input $x^t$")
    _draw_sums(sums, reading)
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    reading = read_by_median_seed(runs["baseline"])
    kept, new, c = (
        reading.values(name)[:, reading.unit] for name in ("filtered_state", "filtered_input", "c")
    )
    opposed = words.count(kept[1:] * new[1:] < 0)
    larger = words.count(np.abs(kept[1:]) > np.abs(new[1:]))
    low, high = difference(c.min()), difference(c.max())
    return Caption(
        claim="At every step the cell state is what is kept of the last one plus what comes in.",
        text=f"One held-out window, read by {name_network(reading)}; shown is "
        f"{name_unit(reading)}. Wide pale bars: the filtered state, the kept part of $c^{{t-1}}$. "
        "Narrow bars start at its tip: the filtered input. They end at the cell state $c^t$. It "
        f"begins at $c^0 = 0$ and moves between {low} and {high}. In {opposed} later steps they "
        f"pull in opposite directions, in {larger} the kept part is the larger one. The cell "
        "state itself is not squeezed: nothing in this sum keeps it between −1 and 1.",
        alt=f"Above: a wave of {len(c)} points. Below: for each time step a wide bar from 0 to the "
        "filtered state, from its tip a narrow bar to the cell state, and the cell states joined "
        f"by a line that moves between {low} and {high}. The two bars point in opposite "
        f"directions in {opposed} steps after the first.",
    )


def _draw_sums(ax: Axes, reading: Reading) -> None:
    kept, new, c = (
        reading.values(name)[:, reading.unit] for name in ("filtered_state", "filtered_input", "c")
    )
    t = np.arange(1, len(c) + 1)
    ax.bar(t, kept, 0.84, color=LIGHT["q-f"], alpha=0.4, label="filtered state")
    ax.bar(t, new, 0.3, kept, color=LIGHT["q-i"], label="filtered input")
    (line,) = ax.plot(np.append(0, t), np.append(0, c), color=LIGHT["q-c"], label="cell state")
    line.set(marker="o", markersize=4.5)
    ax.axhline(0, color=LIGHT["muted"], linewidth=1.1, label="_")
    top = float(np.abs(c).max())
    ax.set(xlim=(-0.6, len(c) + 0.6), ylim=(-1.1 * top, 1.75 * top), xlabel="time step t")
    label(ax, 0, 1.62 * top, "filtered state: what is kept (wide, pale)", "q-f")
    label(ax, 0, 1.42 * top, "+ filtered input: what comes in (narrow)", "q-i")
    label(ax, 0, 1.22 * top, "= cell state $c^t$ (line)", "q-c")
    ax.set_title(f"unit {reading.unit + 1}")


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose cell state is drawn."""
    return median_network(runs["baseline"], BASELINE.epochs)
