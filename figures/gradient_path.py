"""The gradient's way back through time: two roads, and how much is left along them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import FancyArrow, FancyBboxPatch
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.curves import all_seeds, label, seed_names, spread_apart
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.probes.gradient_path import GradientPath, GradientPathConfig

TITLE = "The gradient's way back"
SECTION = "Backpropagation through time"
EPOCH = 20
EXPERIMENTS = {
    "open": GradientPathConfig(BASELINE),
    "half open": GradientPathConfig(replace(BASELINE, forget_bias=0.0)),
    "trained": GradientPathConfig(BASELINE, epochs=EPOCH),
    "plain": GradientPathConfig(BASELINE, cell="rnn"),
}
SETTINGS = (
    f"{words.settings(BASELINE, len(SEEDS))}; plain network: {BASELINE.hidden_size} units, "
    "Glorot normal weights, not trained"
)
SIZE = (1040, 620)
CELLS = 10  # in the strip

# by what is drawn: its colour, line style and name
ROADS = {
    "c": ("q-c", "-", "through $c$"),
    "a": ("q-a", "--", "through $a$"),
    "direct": ("q-f", ":", "forget gates\nalone"),
}
NETWORKS = {
    "open": ("s-medium", "-", "forget bias 1"),
    "half open": ("s-low", "--", "forget bias 0"),
    "trained": ("s-high", "-.", "after training"),
    "plain": ("ink", ":", "plain network"),
}

Shares = NDArray[np.float64]
Runs = Mapping[str, GradientPath]


def longest_road(path: GradientPath) -> Shares:
    """The road that carries the memory: c in an LSTM, a in a plain network; (R, T)."""
    return path.roads.get("c", path.roads["a"])


def draw(runs: Runs) -> Drawing:
    """Above: the two roads. Below left: the gradient on each. Below right: four networks."""
    drawing = new_drawing(SIZE)
    grid = drawing.add_gridspec(2, 2, height_ratios=(1, 2.1))
    rows = seed_names(runs["open"].seeds)
    _draw_strip(drawing.add_subplot(grid[0, :]), runs["open"])
    roads = drawing.add_subplot(grid[1, 0])
    _draw_curves(roads, ROADS, runs["open"].roads, rows)
    roads.set_ylabel("share of the gradient left")
    roads.set_title("An LSTM at initialisation, forget bias 1")
    networks = drawing.add_subplot(grid[1, 1], sharey=roads)
    longest = {role: longest_road(path) for role, path in runs.items()}
    _draw_curves(networks, NETWORKS, longest, rows)
    networks.tick_params(labelleft=False)
    networks.set_title("LSTMs, through $c$, and a plain network")
    return drawing


def _draw_strip(ax: Axes, path: GradientPath) -> None:
    """The network unrolled; arrows run back from the prediction, as thick as the median share."""
    for back in range(CELLS):
        x = CELLS - back
        outline = FancyBboxPatch((x - 0.27, 0), 0.54, 1, "round,pad=0,rounding_size=0.08")
        ax.add_patch(outline)
        outline.set(facecolor="none", edgecolor=LIGHT["muted"])
        if back % 3 == 0:  # a phone has no room for more
            name = rf"$T-{back}$" if back else "$T$"
            label(ax, x, -0.22, name, "muted", ha="center")
        for road, height in (("c", 0.74), ("a", 0.26)):
            share = words.median(path.roads[road][:, back])
            _draw_arrow(ax, x - 0.29, height, share, ROADS[road][0])
    for road, height in (("c", 0.74), ("a", 0.26)):
        label(ax, CELLS, height, f"${road}$", ROADS[road][0], ha="center", fontsize=18)
    _draw_arrow(ax, CELLS + 0.71, 0.26, 1, "q-a")
    label(ax, CELLS + 0.76, 0.26, "prediction", "ink")
    upward = {"arrowstyle": "->", "color": LIGHT["muted"]}
    ax.annotate("", (CELLS, 0.62), (CELLS, 0.4), arrowprops=upward)
    ax.set(xlim=(0.2, CELLS + 1.6), ylim=(-0.4, 1.1))
    ax.axis("off")
    ax.set_title("The way back from the prediction; the thicker, the more of the gradient is left")


def _draw_arrow(ax: Axes, x: float, y: float, share: float, colour: str) -> None:
    width = 0.2 * min(share, 1.5)
    arrow = FancyArrow(
        *(x, y, -0.42, 0),
        width=width,
        head_width=width + 0.14,
        head_length=0.14,
        length_includes_head=True,
    )
    arrow.set(facecolor=LIGHT[colour], linewidth=0)
    ax.add_patch(arrow)


def _draw_curves(
    ax: Axes,
    looks: Mapping[str, tuple[str, str, str]],
    shares: Mapping[str, Shares],
    rows: list[str],
) -> None:
    """Draw every seed thin and the medians on top, labelled at their ends."""
    last = shares[next(iter(looks))].shape[1]
    steps = np.arange(1, last + 1)
    ends = [float(np.log10(words.median(shares[road][:, -1]))) for road in looks]
    heights = spread_apart(ends, gap=0.55)
    for (road, (colour, style, name)), height in zip(looks.items(), heights, strict=True):
        of = name.replace("\n", " ").replace("$", "")
        all_seeds(ax, steps, shares[road], colour, style, rows=rows, of=of)
        label(ax, last + 0.6, 10**height, name, colour, linespacing=0.95)
    ax.set(yscale="log", xlim=(1, 1.36 * last), xticks=(1, *range(10, last + 1, 10)))
    ax.set_xlabel("steps back from the prediction")


def part(share: float) -> str:
    """A share in words: one part in 370, or 1.4 times as much."""
    if share >= 1:
        return f"{number(share)} times as much"
    return f"one part in {float(number(1 / share)):,.0f}"


def caption(runs: Runs) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    left = {role: part(words.median(longest_road(path)[:, -1])) for role, path in runs.items()}
    c, direct = runs["open"].roads["c"], runs["open"].roads["direct"]
    last = c.shape[1]
    a_step = number(words.median(direct[:, -1] ** (1 / (last - 1))))
    alone = part(words.median(direct[:, -1]))
    more = number(words.median(c[:, -1]) / words.median(direct[:, -1]))
    low, high = (part(end) for end in words.middle(longest_road(runs["plain"])[:, -1]))
    return Caption(
        claim=f"In an untrained LSTM, {left['open']} of the gradient at the cell state is left "
        f"{last} steps back with a forget bias of 1, and {left['half open']} with a forget bias of "
        "0.",
        text="The gradient runs back from the prediction on two roads, through $c$ and through $a$ "
        "(arrows: before training, forget bias 1). Shares are of what crosses one step back on the "
        f"same road. The {last - 1} forget gates between, about {a_step} each, would alone "
        f"leave {alone}; with the paths through gates and activations {more} times as much "
        f"arrives. After {EPOCH} "
        f"epochs of training {left['trained']} is left; a clean sine needs no long memory. A plain "
        "recurrent network has only the road through $a$. With these initial weights it leaves "
        f"{left['plain']} (middle 80 % of the seeds: from {low} to {high}), with others "
        "it would leave another share. Thin lines are seeds, thick lines medians, bands the middle "
        "80 %.",
        alt="Above: a network unrolled over time, with arrows that lead from the prediction back "
        "through the cell state c and the activation a. Below: share of the gradient left by the "
        f"number of steps back, logarithmic. {last} steps back: forget bias 1 {left['open']}, its "
        f"forget gates alone {alone}; forget bias 0 {left['half open']}; after training "
        f"{left['trained']}; plain network {left['plain']}.",
        values={
            **{f"left-{role.replace(' ', '-')}": share for role, share in left.items()},
            "plain-low": low,
            "plain-high": high,
        },
    )
