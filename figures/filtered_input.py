"""The filtered input of one unit: the candidate, the input gate, and their product."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import difference, number
from lstm_tutor.evidence import words
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.figure.drawing.curves import band
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

TITLE = "The filtered input, factor by factor"
EXPERIMENTS = {"baseline": BASELINE}
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (640, 480)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Three panels over time: the candidate, the gate, and the product with the candidate."""
    reading = read_by_median_seed(runs["baseline"])
    candidate, gate, product = (
        reading.values(name)[:, reading.unit] for name in ("candidate", "i", "filtered_input")
    )
    t = np.arange(1, len(gate) + 1)
    top = 1.15 * float(np.abs(candidate).max())

    drawing = new_drawing(SIZE)
    signed, valve, filtered = drawing.subplots(3, 1, sharex=True)
    signed.plot(t, candidate, color=LIGHT["q-g"], label="candidate")
    signed.set_title("the candidate: what the unit proposes to write")
    band(valve, t, gate, 0, "q-i", "_", alpha=0.2)
    valve.plot(t, gate, color=LIGHT["q-i"], label="input gate")
    valve.set(ylim=(0, 1), yticks=(0, 0.5, 1))
    valve.set_title("× the input gate $i^t$: the share that is let in")
    (dashed,) = filtered.plot(t, candidate, color=LIGHT["q-g"], linewidth=1.4, label="candidate")
    dashed.set_linestyle((0, (4, 3)))
    band(filtered, t, product, 0, "q-i", "_", alpha=0.2)
    filtered.plot(t, product, color=LIGHT["q-i"], label="filtered input")
    filtered.set_title("= the filtered input: what is written (dashed: the candidate)")
    filtered.set(xlabel="time step t", xlim=(0.5, len(t) + 0.5))
    for ax in (signed, filtered):
        ax.axhline(0, color=LIGHT["muted"], linewidth=1.1, label="_")
        ax.set(ylim=(-top, top))
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    reading = read_by_median_seed(runs["baseline"])
    candidate, gate, product = (
        reading.values(name)[:, reading.unit] for name in ("candidate", "i", "filtered_input")
    )
    ranges = {
        name: f"from {difference(values.min())} to {difference(values.max())}"
        for name, values in (("candidate", candidate), ("product", product))
    }
    valve = f"between {number(gate.min())} and {number(gate.max())}"
    return Caption(
        claim="The candidate brings the sign, the gate the share: their product is what is "
        "written into the cell state.",
        text=f"One held-out window, read by {name_network(reading)}; shown is "
        f"{name_unit(reading)}. The candidate runs {ranges['candidate']}. The gate stays {valve}; "
        f"the less a gate moves, the more it merely scales. The product runs {ranges['product']}.",
        alt=f"Three curves over {len(gate)} time steps. The candidate runs {ranges['candidate']}. "
        f"The input gate stays {valve}. Their product, the filtered input, runs "
        f"{ranges['product']} and has the candidate's sign at every step.",
    )


def network(runs: Mapping[str, History]) -> LSTMNetwork:
    """The network whose filtered input is drawn."""
    return median_network(runs["baseline"], BASELINE.epochs)
