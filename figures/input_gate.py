"""The input gate of a trained cell: every unit over one window, and how its values spread."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from lstm_tutor import words
from lstm_tutor.continuation import held_out
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure import Caption
from lstm_tutor.nn import cell
from lstm_tutor.style.continuation import WINDOW
from lstm_tutor.style.drawing import label
from lstm_tutor.style.palette import LIGHT
from lstm_tutor.style.svg import new_drawing
from lstm_tutor.training import History, build_network

TITLE = "The input gate of a trained cell"
SECTION = "Input Gate"
EQUATION = "input-gate"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (1040, 420)
EPOCH = 20


def gate_values(history: History) -> NDArray[np.float64]:
    """The input gate over the first held-out window, (T, H), by the readable cell."""
    seed = history.median_seed(EPOCH)
    network = build_network(history.config, 1)
    network.parameters[:] = history.weights_at(EPOCH)[seed]
    weights = network.cell_parameters(layer=0, replica=0)
    prompt = held_out(history.config, (history.seeds[seed],)).prompts[0, WINDOW]
    a: NDArray[np.floating] = np.zeros((1, history.config.hidden_size))
    c = a
    values = []
    for x in prompt:
        step = cell.step(np.array([[x]], np.float64), a, c, weights)
        a, c = step.a, step.c
        values.append(step.i[0])
    return np.array(values)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Left: the input. Middle: one row for each unit, sorted by mean. Right: all values."""
    history = runs["baseline"]
    gate = gate_values(history)
    ranked = gate[:, np.argsort(gate.mean(axis=0))]
    steps, units = ranked.shape
    prompt = held_out(history.config, (history.seeds[history.median_seed(EPOCH)],)).prompts[
        0, WINDOW
    ]

    drawing = new_drawing(SIZE)
    grid = drawing.add_gridspec(2, 2, width_ratios=(2.6, 1), height_ratios=(1, 3.2))
    wave = drawing.add_subplot(grid[0, 0])
    chart = drawing.add_subplot(grid[1, 0], sharex=wave)
    spread = drawing.add_subplot(grid[:, 1])

    wave.plot(np.arange(1, steps + 1), prompt, color=LIGHT["q-x"])
    wave.set(ylim=(-1.2, 1.2), yticks=(-1, 0, 1))
    wave.tick_params(labelbottom=False)
    wave.set_title("the input $x^t$")

    for t, unit in np.ndindex(steps, units):
        cell_of_map = Rectangle((t + 0.5, unit - 0.46), 1, 0.92, linewidth=0)
        cell_of_map.set(facecolor=LIGHT["q-i"], alpha=round(float(ranked[t, unit]), 3))
        chart.add_patch(cell_of_map)
    chart.set(xlim=(0.5, steps + 0.5), ylim=(-0.6, units - 0.4), xlabel="time step t")
    chart.set(yticks=(0, units - 1))
    chart.set_yticklabels([words.number(mean) for mean in ranked.mean(axis=0)[[0, -1]]])
    chart.set_ylabel("units, by mean of $i^t$")
    chart.grid(visible=False)
    chart.set_title("the gate $i^t$ of every unit: the fuller the colour, the more open")

    shares, edges = np.histogram(gate, bins=20, range=(0, 1))
    spread.barh((edges[:-1] + edges[1:]) / 2, 100 * shares / gate.size, 0.046, color=LIGHT["q-i"])
    spread.set(ylim=(0, 1), xlabel="% of all values", yticks=(0, 0.25, 0.5, 0.75, 1))
    spread.grid(visible=True, axis="x")
    label(spread, 0.97, 0.985, "open", "muted", ha="right", va="top", transform=spread.transAxes)
    label(
        spread, 0.97, 0.015, "closed", "muted", ha="right", va="bottom", transform=spread.transAxes
    )
    spread.set_title("how the values spread")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """The caption and the alternative text, from the runs."""
    history = runs["baseline"]
    gate = gate_values(history)
    seed = history.seeds[history.median_seed(EPOCH)]
    means = np.sort(gate.mean(axis=0))
    swing = np.ptp(gate, axis=0)
    nearly_open = np.mean(gate > 0.9)
    nearly_closed = np.mean(gate < 0.1)
    return Caption(
        claim="In this trained network no input gate is fully open or shut: units differ in how "
        "far they open, and most change little within a window.",
        text=f"The {gate.shape[1]} units of the network with the median error (seed {seed}, after "
        f"{EPOCH} epochs) read one held-out window. Their gates average from "
        f"{words.number(means[0])} to {words.number(means[-1])}. Within the window a unit's gate "
        f"spans a range of {words.number(float(np.median(swing)))} (median over units). "
        f"{100 * nearly_open:.0f} % of all values lie above 0.9 and {100 * nearly_closed:.0f} % "
        "below 0.1. Computed by the code shown beside the equation.",
        alt=f"Above: a sine wave of {gate.shape[0]} points. Below: for each of {gate.shape[1]} "
        "units a row of coloured cells, one for each time step, fuller colour for a more open "
        f"gate, rows sorted by mean from {words.number(means[0])} to {words.number(means[-1])}. "
        f"Right: histogram of all values; {100 * nearly_closed:.0f} % below 0.1, "
        f"{100 * nearly_open:.0f} % above 0.9.",
    )
