"""The picture of a gate: every unit over one window, and what the free run is with the gate held.

Left, one network: that with the median error. Right, its continuation and the error of every
seed, with the gate as learned and held at 0 or 1.
"""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.figure.drawing.curves import every_seed, label, plain_ticks, reference, spread_apart
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.probes.inspection import WINDOW, Reading
from lstm_tutor.training.free_run import GOAL, nrmse
from lstm_tutor.training.history import History
from lstm_tutor.training.samples import held_out

LINES = {"held at 0": (0, (1, 1.6)), "as learned": "-", "held at 1": (0, (5, 2))}

Continuations = Mapping[str, NDArray[np.float32]]  # by the names of LINES; (R, windows, steps)


def draw_held_gate(
    history: History,
    reading: Reading,
    gate: str,
    continuations: Continuations,
    size: tuple[int, int],
) -> Drawing:
    """All of it: the units of one network, its continuations, and the errors of all seeds."""
    drawing = new_drawing(size)
    grid = drawing.add_gridspec(2, 2, width_ratios=(1.45, 1), height_ratios=(1, 2))
    wave = drawing.add_subplot(grid[0, 0])
    draw_units(wave, drawing.add_subplot(grid[1, 0], sharex=wave), reading, gate)
    _draw_continuations(drawing.add_subplot(grid[0, 1]), history, gate, continuations)
    _draw_errors(drawing.add_subplot(grid[1, 1]), history, gate, continuations)
    return drawing


def draw_units(wave: Axes, chart: Axes, reading: Reading, gate: str) -> None:
    """Above, the input. Below, one row for each unit, sorted by the gate's mean."""
    values = reading.values(gate)
    order = np.argsort(values.mean(axis=0))
    ranked = values[:, order]
    steps, units = ranked.shape

    wave.plot(np.arange(1, steps + 1), reading.prompt, color=LIGHT["q-x"], label="input")
    wave.set(ylim=(-1.2, 1.2), yticks=(-1, 0, 1))
    wave.tick_params(labelbottom=False)
    wave.set_title("the input $x^t$")

    for t, unit in np.ndindex(steps, units):
        cell_of_map = Rectangle((t + 0.5, unit - 0.46), 1, 0.92, linewidth=0)
        cell_of_map.set(facecolor=LIGHT[f"q-{gate}"], alpha=round(float(ranked[t, unit]), 3))
        cell_of_map.set_label(f"gate of unit {order[unit] + 1}")
        chart.add_patch(cell_of_map)
    chart.set(xlim=(0.5, steps + 0.5), ylim=(-0.6, units - 0.4), xlabel="time step t")
    chart.set(yticks=(0, units - 1))
    chart.set_yticklabels([number(mean) for mean in ranked.mean(axis=0)[[0, -1]]])
    chart.set_ylabel(f"units, by mean of ${gate}^t$")
    chart.grid(visible=False)
    chart.set_title(f"the gate ${gate}^t$ of every unit: the fuller the colour, the more open")


def errors_of(history: History, continuations: Continuations) -> dict[str, NDArray[np.float64]]:
    """NRMSE of every seed's free run, (R,), for each way of holding the gate."""
    targets = held_out(history.config, history.seeds).targets
    return {held: nrmse(values, targets) for held, values in continuations.items()}


def describe_held_gate(
    reading: Reading, gate: str, name: str, errors: Mapping[str, NDArray[np.float64]]
) -> str:
    """The alternative text of `draw_held_gate`; name: the gate's, in words."""
    means = reading.values(gate).mean(axis=0)
    medians = [f"{number(words.median(values))} {held}" for held, values in errors.items()]
    return (
        f"A wave of {len(reading.prompt)} points. Below it, for each of {len(means)} units a row "
        f"of coloured cells, one for each time step, fuller colour for a more open {name}, rows "
        f"sorted by mean from {number(means.min())} to {number(means.max())}. Then "
        "one network's continuations, and below them the free-run error of every seed with the "
        f"gate as learned and held. Medians: {', '.join(medians)}. The goal is {GOAL}."
    )


def _draw_continuations(
    ax: Axes, history: History, gate: str, continuations: Continuations
) -> None:
    seed = history.median_seed(history.config.epochs)
    target = held_out(history.config, (history.seeds[seed],)).targets[0, WINDOW]
    t = history.config.window_length + np.arange(1, len(target) + 1)
    ax.plot(t, target, color=LIGHT["muted"], linewidth=5, alpha=0.35, label="the true one")
    lines = {held: values[seed, WINDOW] for held, values in continuations.items()}
    top = max(1.0, *(float(np.abs(line).max()) for line in lines.values()))
    places = spread_apart([float(line[-1]) for line in lines.values()], gap=0.4 * top)
    for (held, line), place in zip(lines.items(), places, strict=True):
        ax.plot(t, line, color=LIGHT[f"q-{gate}"], linestyle=LINES[held], label=f"gate {held}")
        label(ax, t[-1] + 0.8, place, held, f"q-{gate}")
    ax.set(xlim=(t[0] - 1, t[-1] + 11), ylim=(-1.2 * top, 1.2 * top), xticks=range(35, t[-1], 5))
    ax.set_title("its continuation; grey: the true one")


def _draw_errors(ax: Axes, history: History, gate: str, continuations: Continuations) -> None:
    errors = errors_of(history, continuations)
    for place, (held, values) in enumerate(errors.items()):
        every_seed(ax, place, values, f"q-{gate}", f"gate {held}", spread=0.3, bar=0.38)
        middle = number(words.median(values))
        label(ax, place, 1.6 * float(values.max()), middle, f"q-{gate}", ha="center")
    reference(ax, GOAL, "goal")
    ax.set_yscale("log")
    plain_ticks(ax.yaxis, (0.001, 0.01, 0.1, 1, 10))
    ax.set(xlim=(-0.6, len(errors) - 0.4), xticks=range(len(errors)), ylim=(0.001, 20))
    ax.set_xticklabels([f"${gate}^t$ {held}" for held in errors])
    ax.set_title("NRMSE of the free run, all seeds")
