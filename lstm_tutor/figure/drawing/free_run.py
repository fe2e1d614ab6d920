"""The picture of a free run: what the network read, how it goes on, how it should have.

Left, one seed: the one with the median error. Right, the error of every seed.
"""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import plain
from lstm_tutor.figure.drawing.curves import every_seed, label, plain_ticks, reference
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.probes.inspection import WINDOW
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History
from lstm_tutor.training.samples import held_out

SIZE = (640, 340)


def draw_continuation(
    shown: History,
    epoch: int,
    role: str,
    others: dict[str, tuple[History, int]],
    factor: str = "learning rate",
) -> Drawing:
    """One free run after `epoch` epochs, and the errors of all seeds beside those of others.

    role names the colour ("low", "medium", "high"); others: role -> (history, epoch). factor: what
    differs between them, "learning rate" or "batch size".
    """
    drawing = new_drawing(SIZE)
    series, errors = drawing.subplots(1, 2, width_ratios=(3.4, 1))
    draw_series(series, shown, epoch, role)
    _draw_errors(errors, {role: (shown, epoch), **others}, factor)
    return drawing


def median_run(history: History, epoch: int) -> dict[str, NDArray[np.float32]]:
    """Prompt (T,), target and continuation (steps,) of the seed with the median error."""
    seed = history.median_seed(epoch)
    evaluation = held_out(history.config, (history.seeds[seed],))
    return {
        "prompt": evaluation.prompts[0, WINDOW],
        "target": evaluation.targets[0, WINDOW],
        "continuation": history.continuations_at(epoch)[seed, WINDOW],
    }


def draw_series(ax: Axes, history: History, epoch: int, role: str) -> None:
    """One window of the seed with the median error: read, continued, and the true continuation."""
    run = median_run(history, epoch)
    length, steps = len(run["prompt"]), len(run["target"])
    before, after = np.arange(1 - length, 1), np.arange(1, steps + 1)
    joined = np.arange(0, steps + 1)
    seed = history.seeds[history.median_seed(epoch)]
    ax.plot(before, run["prompt"], color=LIGHT["q-x"], linewidth=2.2, label="what it reads")
    target = np.append(run["prompt"][-1:], run["target"])
    (true,) = ax.plot(joined, target, color=LIGHT["muted"], linewidth=1.6, linestyle=(0, (4, 3)))
    true.set_label("the true continuation")
    (own,) = ax.plot(after, run["continuation"], marker="o", markersize=3.6)
    own.set(color=LIGHT[f"s-{role}"], label=f"its own continuation, seed {seed}")
    ax.axvline(0.5, color=LIGHT["muted"], linewidth=0.8, label="_")
    drawn = np.concatenate([run["prompt"], run["continuation"]])
    top = max(1.0, float(np.nanmax(np.abs(drawn))))
    ax.set(ylim=(-1.12 * top, 1.5 * top), xlim=(-length, steps + 1), xlabel="time step")
    label(ax, 0, 1.36 * top, "what it reads ", "q-x", ha="right")
    label(ax, 1, 1.36 * top, "its own continuation", f"s-{role}")
    label(ax, 1, 1.19 * top, "- - the true one", "muted", fontweight="normal")
    ax.set_title(f"Seed {seed}, the median one, after {epoch} epochs")


def _draw_errors(ax: Axes, columns: dict[str, tuple[History, int]], factor: str) -> None:
    setting = factor.replace(" ", "_")
    ranked = sorted(columns.items(), key=lambda column: getattr(column[1][0].config, setting))
    names = []
    for place, (role, (history, epoch)) in enumerate(ranked):
        value = plain(getattr(history.config, setting))
        every_seed(ax, place, history.nrmse_at(epoch), f"s-{role}", f"{factor} {value}")
        names.append(value)
    reference(ax, GOAL, "goal")
    ax.set_yscale("log")
    plain_ticks(ax.yaxis, (0.001, 0.01, 0.1, 1, 10))
    ax.set(xlim=(-0.6, len(columns) - 0.4), xticks=range(len(columns)), xlabel=factor)
    ax.set_xticklabels(names)
    ax.set_title("NRMSE, all seeds")
