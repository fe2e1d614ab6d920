"""How long the cell state remembers: along its own path alone, and along all paths."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.curves import all_seeds, label, plain_ticks
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.probes.inspection import (
    Reading,
    direct_memory,
    median_network,
    name_network,
    read_by_median_seed,
    read_by_seed,
    whole_memory,
)
from lstm_tutor.training.history import History

TITLE = "How long the cell state remembers"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (640, 400)
NEAR, FAR = 1, 10  # the lags compared in words, in time steps
HALF = 0.5

Memory = NDArray[np.float64]


def draw(runs: Mapping[str, History]) -> Drawing:
    """Left: the product of the forget gates over the lags. Right: the whole derivative."""
    direct, whole = memories(read_by_median_seed(runs["baseline"]))
    drawing = new_drawing(SIZE)
    own, every = drawing.subplots(1, 2, sharex=True, sharey=True)
    _draw_memory(own, direct, "q-f")
    own.set_title("along $c$ alone: the product\nof the forget gates")
    _draw_memory(every, whole, "q-c")
    middle = np.median(direct, axis=1)
    every.plot(middle, color=LIGHT["q-f"], linestyle=(0, (4, 3)), label="median, along c alone")
    label(every, 16, float(middle[18]), "along $c$ alone", "q-f", ha="right")
    every.set_title("all paths: through gates and\nactivations as well")
    own.set_ylabel("derivative of $c^t$ by $c^{t-k}$")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    history = runs["baseline"]
    reading = read_by_median_seed(history)
    direct, whole = memories(reading)
    by_seed = [memories(read_by_seed(history, index)) for index in range(len(history.seeds))]
    medians = np.median(by_seed, axis=3)  # over units: (R, 2, T)
    more = {k: words.count(medians[:, 1, k] > medians[:, 0, k]) for k in (NEAR, FAR)}
    shown = {k: (words.spread(direct[k]), words.spread(whole[k])) for k in (NEAR, FAR)}
    return Caption(
        claim="A forget gate below 1 forgets: along the cell state alone, what is left shrinks "
        "with every step.",
        text=f"The last cell state of one held-out window, $t = {len(direct)}$, in "
        f"{name_network(reading)}. Thin: its {direct.shape[1]} units. First panel: the derivative "
        "$\\partial c^t / \\partial c^{t-k}$ along the cell state alone, the product of $k$ forget "
        "gates. Second panel: the whole derivative, for each unit the length of the gradient of "
        "its $c^t$ by the vector of all $c^{t-k}$: what a tiny nudge can change at most, "
        f"relative to its size. {FAR} steps back, the median over units is {shown[FAR][0]} along "
        f"the cell state alone and {shown[FAR][1]} by all paths. The whole derivative counts the "
        f"states of the other units as well, so the two do not measure the same: {FAR} steps back "
        f"its median is the larger one in {more[FAR]} networks, {NEAR} step back in {more[NEAR]}, "
        "since paths can also cancel.",
        alt="Two charts of memory over the lag k, on a logarithmic scale, both falling from 1. "
        + " ".join(
            f"After {k} {'step' if k == 1 else 'steps'}: {along} along the cell state alone, "
            f"{every} by all paths."
            for k, (along, every) in shown.items()
        ),
        values={
            "alone-near": number(words.median(direct[NEAR])),
            "alone-half": str(int(np.argmax(np.median(direct, axis=1) <= HALF))),
        },
    )


def memories(reading: Reading) -> tuple[Memory, Memory]:
    """Memory along the cell state alone, and along all paths; each (T, H)."""
    return direct_memory(reading.steps), whole_memory(reading.steps, reading.weights)


def _draw_memory(ax: Axes, memory: Memory, colour: str) -> None:
    """Draw every unit thin, the middle 80 % shaded and the median on top; memory (T, H)."""
    units = [f"unit {unit}" for unit in range(1, memory.shape[1] + 1)]
    all_seeds(ax, np.arange(len(memory)), memory.T, colour, rows=units)
    ax.set_yscale("log")
    plain_ticks(ax.yaxis, (0.0001, 0.001, 0.01, 0.1, 1))
    ax.set(ylim=(1e-5, 1.5), xlabel="k, steps back")


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose memory is drawn."""
    return median_network(runs["baseline"], BASELINE.epochs)
