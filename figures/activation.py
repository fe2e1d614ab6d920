"""The activation of one unit: its cell state, squashed by tanh and then gated."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import (
    median_network,
    name_network,
    name_unit,
    read_by_median_seed,
)
from lstm_tutor.training.history import History

TITLE = "From the cell state to the activation"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (640, 540)
SATURATED = 0.9  # |tanh c| beyond this: the slope of tanh is below 0.19


def draw(runs: Mapping[str, History]) -> Drawing:
    """Three panels over time, all units thin and one thick: state, squashed state, activation."""
    reading = read_by_median_seed(runs["baseline"])
    c, a, unit = reading.values("c"), reading.values("a"), reading.unit
    drawing = new_drawing(SIZE)
    state, squeezed, leaving = drawing.subplots(3, 1, sharex=True)
    _draw_units(state, c, unit, "q-c")
    state.set(ylim=(c.min() - 0.15, c.max() + 0.15))
    state.set_title(f"the cell state $c^t$ (thick: unit {unit + 1})")
    _draw_units(squeezed, np.tanh(c), unit, "q-c")
    t, units = np.nonzero(is_saturated(c))
    (dots,) = squeezed.plot(t + 1, np.tanh(c[t, units]), "o", color=LIGHT["q-c"], markersize=4)
    dots.set_label("saturated")
    for side in (-SATURATED, SATURATED):
        line = squeezed.axhline(side, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)))
        line.set_label("_")
    squeezed.set_title(f"squeezed, tanh($c^t$) (dots: saturated, beyond ±{SATURATED})")
    _draw_units(leaving, a, unit, "q-a")
    leaving.set_title("gated, $a^t = o^t$ tanh($c^t$): what leaves the cell")
    leaving.set(xlabel="time step t")
    return drawing


def is_saturated(c: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Where tanh has hardly any slope."""
    return np.asarray(np.abs(np.tanh(c)) > SATURATED)


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    reading = read_by_median_seed(runs["baseline"])
    c, a, unit = reading.values("c"), reading.values("a"), reading.unit
    saturated = is_saturated(c)
    largest = {
        name: number(float(np.abs(values[:, unit]).max()))
        for name, values in (("state", c), ("squeezed", np.tanh(c)), ("gated", a))
    }
    saturated_units = words.count(np.asarray(saturated.any(axis=0)))
    share = f"{100 * saturated.mean():.1f} % of all values, in {saturated_units}"
    slope = number(1 - SATURATED**2)
    return Caption(
        claim="What leaves the cell is less than what it remembers: tanh bounds it, then the "
        "output gate scales it.",
        text=f"One held-out window, read by {name_network(reading)}. Thin: all {c.shape[1]} units. "
        f"Thick: {name_unit(reading)}. Its cell state reaches "
        f"{largest['state']} in size, squeezed {largest['squeezed']}, gated {largest['gated']}. "
        f"Dots mark saturation: where $|\\tanh(c)|$ is above {SATURATED}, the slope of tanh is "
        f"below {slope}, and so much less of the gradient passes. Here that is {share} units. The "
        "gate multiplies after the tanh. So however large the cell state grows, the activation "
        "stays between −1 and 1.",
        alt=f"Three groups of {c.shape[1]} curves over {c.shape[0]} time steps, one unit thick: "
        "the cell state, its tanh with saturated values marked, and the activation. The thick "
        f"unit's largest size falls from {largest['state']} to {largest['squeezed']} and "
        f"{largest['gated']}. Saturated are {share} units.",
        values={"saturated": f"{100 * saturated.mean():.1f} %"},
    )


def _draw_units(ax: Axes, values: NDArray[np.floating], unit: int, colour: str) -> None:
    """Draw all units thin and one thick; values (T, H)."""
    t = np.arange(1, len(values) + 1)
    names = [f"unit {unit}" for unit in range(1, values.shape[1] + 1)]
    ax.plot(t, values, color=LIGHT[colour], linewidth=0.9, alpha=0.5, label=names)
    ax.plot(t, values[:, unit], color=LIGHT[colour], linewidth=3, label="_")  # thin one is named
    ax.axhline(0, color=LIGHT["muted"], linewidth=1.1, label="_")
    ax.set(xlim=(0.5, len(t) + 0.5), ylim=(-1.08, 1.08))


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose cell state and activation are drawn."""
    return median_network(runs["baseline"], BASELINE.epochs)
