"""The picture of a gate: every unit over one window, and what the free run is with the gate held.

Left, one network: that with the median error. Right, its continuation and the error of every
seed, with the gate as learned and held at 0 or 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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
from lstm_tutor.probes.inspection import (
    WINDOW,
    Reading,
    continue_with_held_gate,
    read_by_median_seed,
)
from lstm_tutor.training.free_run import GOAL, nrmse
from lstm_tutor.training.history import History
from lstm_tutor.training.samples import held_out

LINES = {"held at 0": (0, (1, 1.6)), "as learned": "-", "held at 1": (0, (5, 2))}


@dataclass(frozen=True)
class HeldGate:
    """A gate over one window, as the median seed's network learned it, and all seeds' free runs.

    gate: its symbol, such as "f"; name: the same in words. continuations: by the names of LINES,
    (R, windows, steps) each. errors: NRMSE of every seed's free run, (R,), by the same names.
    """

    gate: str
    name: str
    history: History
    reading: Reading
    continuations: Mapping[str, NDArray[np.float32]]
    errors: Mapping[str, NDArray[np.float64]]

    @classmethod
    def of(cls, history: History, gate: str, name: str, *, held_at: tuple[int, ...]) -> "HeldGate":
        """Run all seeds freely, with the gate as learned and held at each of these values."""
        found = {f"held at {v}": continue_with_held_gate(history, gate, v) for v in held_at}
        found["as learned"] = history.continuations_at(history.config.epochs)
        continuations = {held: found[held] for held in LINES if held in found}
        targets = held_out(history.config, history.seeds).targets
        errors = {held: nrmse(values, targets) for held, values in continuations.items()}
        reading = read_by_median_seed(history)
        return cls(gate, name, history, reading, continuations, errors)

    @property
    def means(self) -> NDArray[np.floating]:
        """The gate's mean over the window, (units,)."""
        return np.asarray(self.reading.values(self.gate).mean(axis=0))

    @property
    def reached(self) -> dict[str, str]:
        """How many seeds reach the goal, in words."""
        return {held: words.count(values <= GOAL) for held, values in self.errors.items()}

    @property
    def spread(self) -> dict[str, str]:
        """Median and spread of the errors, in words."""
        return {held: words.spread(values) for held, values in self.errors.items()}

    @property
    def values(self) -> dict[str, str]:
        """Medians and shares that pages refer to, such as `median-held-at-1`."""
        medians = {held: number(words.median(values)) for held, values in self.errors.items()}
        return {
            f"{what}-{held.replace(' ', '-')}": value
            for what, values in (("median", medians), ("reached", self.reached))
            for held, value in values.items()
        }

    @property
    def alt(self) -> str:
        """The alternative text of the drawing."""
        medians = [f"{number(words.median(values))} {held}" for held, values in self.errors.items()]
        return (
            f"A wave of {len(self.reading.prompt)} points. Below it, for each of "
            f"{len(self.means)} units a row of coloured cells, one for each time step, fuller "
            f"colour for a more open {self.name}, rows sorted by mean from "
            f"{number(self.means.min())} to {number(self.means.max())}. Then one network's "
            "continuations, and below them the free-run error of every seed with the gate as "
            f"learned and held. Medians: {', '.join(medians)}. The goal is {GOAL}."
        )

    def draw(self, size: tuple[int, int]) -> Drawing:
        """The units of one network, its continuations, and the errors of all seeds."""
        drawing = new_drawing(size)
        grid = drawing.add_gridspec(2, 2, width_ratios=(1.45, 1), height_ratios=(1, 2))
        wave = drawing.add_subplot(grid[0, 0])
        draw_units(wave, drawing.add_subplot(grid[1, 0], sharex=wave), self.reading, self.gate)
        self._draw_continuations(drawing.add_subplot(grid[0, 1]))
        self._draw_errors(drawing.add_subplot(grid[1, 1]))
        return drawing

    def _draw_continuations(self, ax: Axes) -> None:
        config, colour = self.history.config, f"q-{self.gate}"
        seed = self.history.median_seed(config.epochs)
        target = held_out(config, (self.history.seeds[seed],)).targets[0, WINDOW]
        t = config.window_length + np.arange(1, len(target) + 1)
        ax.plot(t, target, color=LIGHT["muted"], linewidth=5, alpha=0.35, label="the true one")
        lines = {held: values[seed, WINDOW] for held, values in self.continuations.items()}
        top = max(1.0, *(float(np.abs(line).max()) for line in lines.values()))
        places = spread_apart([float(line[-1]) for line in lines.values()], gap=0.4 * top)
        for (held, line), place in zip(lines.items(), places, strict=True):
            ax.plot(t, line, color=LIGHT[colour], linestyle=LINES[held], label=f"gate {held}")
            label(ax, t[-1] + 0.8, place, held, colour)
        limits = {"xlim": (t[0] - 1, t[-1] + 11), "ylim": (-1.2 * top, 1.2 * top)}
        ax.set(**limits, xticks=range(35, t[-1], 5))
        ax.set_title("its continuation; grey: the true one")

    def _draw_errors(self, ax: Axes) -> None:
        colour = f"q-{self.gate}"
        for place, (held, values) in enumerate(self.errors.items()):
            every_seed(ax, place, values, colour, f"gate {held}", spread=0.3, bar=0.38)
            middle = number(words.median(values))
            label(ax, place, 1.6 * float(values.max()), middle, colour, ha="center")
        reference(ax, GOAL, "goal")
        ax.set_yscale("log")
        plain_ticks(ax.yaxis, (0.001, 0.01, 0.1, 1, 10))
        ax.set(xlim=(-0.6, len(self.errors) - 0.4), xticks=range(len(self.errors)))
        ax.set(ylim=(0.001, 20))
        ax.set_xticklabels([f"${self.gate}^t$ {held}" for held in self.errors])
        ax.set_title("NRMSE of the free run, all seeds")


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
