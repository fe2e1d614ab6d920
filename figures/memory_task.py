"""A task that needs memory: what a cell keeps of its first input, and for how long."""

from collections.abc import Iterable, Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from numpy.typing import NDArray

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import ranks, words
from lstm_tutor.experiments import SEEDS
from lstm_tutor.figure.drawing.curves import band, label, reference
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import LSTMNetwork, cell
from lstm_tutor.tasks.recall import LAST_POINTS, Recall, RecallConfig, held_out
from lstm_tutor.training.train import build_network

GAPS = (5, 10, 20, 40)
BIASES = {1.0: ("s-medium", "o", "-"), 0.0: ("s-low", "v", "--")}  # by forget bias: how it is drawn
KNOWN = 0.95  # the share of correct answers that counts as knowing the cue

TITLE = "Remembering the first point"
SECTION = "Cell State"
EXPERIMENTS = {(gap, bias): RecallConfig(gap, bias) for gap in GAPS for bias in BIASES}
_TASK = EXPERIMENTS[GAPS[0], 1.0]
SETTINGS = (
    f"one LSTM layer of {_TASK.training.hidden_size} units; {_TASK.epochs} epochs of "
    f"{_TASK.training.windows} new sequences; a cue, then Gaussian noise of standard deviation "
    f"{plain(_TASK.noise_scale)}; Adam, learning rate {plain(_TASK.learning_rate)}, "
    f"batch size {_TASK.training.batch_size}; {len(SEEDS)} seeds"
)
SIZE = (1040, 440)

Runs = Mapping[tuple[int, float], Recall]


def reach(runs: Runs, bias: float) -> int:
    """The longest gap over which the median network knows the cue; 0 if there is none."""
    return max((gap for gap in GAPS if words.median(runs[gap, bias].right) >= KNOWN), default=0)


def shown(runs: Runs) -> tuple[Recall, int]:
    """The network on the left: the seed with the median share at the reach of forget bias 1."""
    found = runs[max(reach(runs, 1.0), GAPS[0]), 1.0]
    return found, int(np.argsort(found.right, kind="stable")[(len(found.seeds) - 1) // 2])


def two_sequences(found: Recall, seed: int) -> NDArray[np.float64]:
    """The seed's first held-out sequence with the cue +1 and with -1; (2, T)."""
    pair = np.repeat(held_out(found.config, (found.seeds[seed],))[0, :1, :-1], 2, axis=0)
    pair[:, 0] = (1, -1)
    return pair.astype(np.float64)


def trained(found: Recall, seed: int) -> LSTMNetwork:
    """The seed's trained network; one replica."""
    network = build_network(found.config.training, 1)
    network.parameters[:] = found.weights[seed]
    return network


def memory(found: Recall, seed: int) -> tuple[int, NDArray[np.float64]]:
    """The unit whose two cell states differ most at the end, and its states (2, T)."""
    weights = trained(found, seed).cell_parameters(layer=0, replica=0)
    records = cell.unroll(two_sequences(found, seed)[..., np.newaxis], weights)
    states = np.array([record.c for record in records])  # (T, 2, H)
    unit = int(np.argmax(np.abs(states[-1, 0] - states[-1, 1])))
    return unit, states[:, :, unit].T


def draw(runs: Runs) -> Drawing:
    """Left: two inputs and one unit's cell state. Right: share of correct answers, by gap."""
    drawing = new_drawing(SIZE)
    grid = drawing.add_gridspec(2, 2, width_ratios=(1.25, 1), height_ratios=(1, 1.25))
    found, seed = shown(runs)
    inputs = drawing.add_subplot(grid[0, 0])
    _draw_inputs(inputs, two_sequences(found, seed))
    _draw_memory(drawing.add_subplot(grid[1, 0], sharex=inputs), *memory(found, seed))
    _draw_shares(drawing.add_subplot(grid[:, 1]), runs)
    return drawing


def _draw_inputs(ax: Axes, pair: NDArray[np.float64]) -> None:
    t = np.arange(1, pair.shape[1] + 1)
    ax.axhline(0, color=LIGHT["muted"], linewidth=0.8, label="_")
    ax.vlines(t[1:], 0, pair[0, 1:], color=LIGHT["q-x"], linewidth=1.4, alpha=0.6, label="_")
    ax.plot(t[1:], pair[0, 1:], "o", color=LIGHT["q-x"], markersize=4, label="the same noise")
    for cue, style in ((1, "-"), (-1, "--")):
        ax.vlines(1, 0, cue, color=LIGHT["q-c"], linewidth=2.6, linestyle=style, label="_")
        (point,) = ax.plot(1, cue, "o" if cue > 0 else "v", color=LIGHT["q-c"], markersize=9)
        point.set_label(f"cue {cue:+d}".replace("-", "−"))
        label(ax, 1.35, cue, f"cue {cue:+d}".replace("-", "−"), "q-c")
    ax.set(ylim=(1.2 * min(-1, pair.min()), 1.2 * max(1, pair.max())), yticks=(-1, 0, 1))
    ax.tick_params(labelbottom=False)
    ax.grid(visible=False)
    ax.set_title("two inputs $x^t$: opposite cues, then the same noise")


def _draw_memory(ax: Axes, unit: int, states: NDArray[np.float64]) -> None:
    t = np.arange(1, states.shape[1] + 1)
    ax.axhline(0, color=LIGHT["muted"], linewidth=0.8, label="_")
    band(ax, t, states[0], states[1], "q-c", "_", alpha=0.14)
    for state, cue, style, marker in zip(states, ("+1", "−1"), ("-", "--"), "ov", strict=True):
        (line,) = ax.plot(t, state, style, marker=marker, color=LIGHT["q-c"], markersize=4.5)
        line.set_label(f"cell state, cue {cue}")
        side = "bottom" if state[-1] > 0 else "center"  # not on the line at zero
        label(ax, t[-1] + 0.35, float(state[-1]), f"cue {cue}", "q-c", va=side)
    ax.set(xlim=(0.4, 1.16 * t[-1]), xlabel="time step t")
    ax.set_xticks([1, *t[4::5]])
    ax.set_title(f"what the cell keeps: cell state $c^t$ of unit {unit + 1}")


def _draw_shares(ax: Axes, runs: Runs) -> None:
    """One column for each gap and forget bias; a dot is a seed, a line joins the medians."""
    columns = np.arange(len(GAPS))
    gaps = f"{', '.join(map(str, GAPS))} points back"
    shares = {bias: np.array([100 * runs[gap, bias].right for gap in GAPS]) for bias in BIASES}
    medians = {bias: ranks.median(values.T) for bias, values in shares.items()}
    apart = int(np.argmax(np.abs(medians[1.0] - medians[0.0])))  # where there is room for labels
    for bias, (colour, marker, style) in BIASES.items():
        places = columns + (-0.16 if bias else 0.16)
        middle, name = medians[bias][apart], f"forget bias {plain(bias)}"
        for gap, place, values in zip(GAPS, places, shares[bias], strict=True):
            spread = np.linspace(-0.13, 0.13, len(values))
            (dots,) = ax.plot(place + spread, np.sort(values), marker, color=LIGHT[colour])
            dots.set(markersize=3, alpha=0.55)
            dots.set_label(f"every seed, in order of value, {name}, {gap} points back")
        (line,) = ax.plot(places, medians[bias], style, color=LIGHT[colour], linewidth=2.4)
        line.set_label(f"median at {gaps}, {name}")
        label(ax, places[apart], middle + (4 if bias else -8), name, colour, ha="center")

    rule = [100 * words.median(runs[gap, 1.0].right_by_rule) for gap in GAPS]
    levels = ax.hlines(rule, columns - 0.4, columns + 0.4, color=LIGHT["ink"], linewidth=1.6)
    levels.set(zorder=1.5, label=f"a rule that sees the last {LAST_POINTS} points, at {gaps}")
    unseen = int(np.argmax(np.array(GAPS) > LAST_POINTS))
    name = f"a rule that sees\nthe last {LAST_POINTS} points"
    label(ax, unseen - 0.4, rule[unseen] - 6, name, "ink", fontsize=12, fontweight="normal")
    reference(ax, 50, "guessing", x=0.01, ha="left")
    ax.set(xlim=(-0.5, len(GAPS) - 0.5), ylim=(38, 108), yticks=(50, 75, 100))
    ax.set(xticks=columns, xlabel="how many points back the cue is")
    ax.set_xticklabels([str(gap) for gap in GAPS])
    ax.set_title("cues named correctly, in %")


def listing(shares: Iterable[NDArray[np.float64]]) -> str:
    """Median shares by gap in words: 100 % at 5, 50 % at 10."""
    medians = [100 * words.median(values) for values in shares]
    return ", ".join(f"{m:.0f} % at {gap}" for m, gap in zip(medians, GAPS, strict=True))


def caption(runs: Runs) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    found, seed = shown(runs)
    unit, states = memory(found, seed)
    ends = " and ".join(f"{state[-1]:+.1f}".replace("-", "−") for state in states)
    last = GAPS[-1]
    known = {bias: words.count(runs[last, bias].right >= KNOWN) for bias in BIASES}
    right = {bias: listing(runs[gap, bias].right for gap in GAPS) for bias in BIASES}
    rule = listing(runs[gap, 1.0].right_by_rule for gap in GAPS)
    start = {bias: number(float(cell.sigmoid(np.array(bias)))) for bias in BIASES}
    training = found.config.training
    return Caption(
        claim=f"The median network still knows the cue {reach(runs, 1.0)} points later with a "
        f"forget bias of 1, and {reach(runs, 0.0)} points later with a forget bias of 0.",
        text="The first point is a cue, the others are noise; after the last one the network names "
        f"the cue. Forget gates start near {start[1.0]} with a bias of 1, near {start[0.0]} with "
        f"0. Shown is the unit whose two cell states end furthest apart, at {ends} (unit "
        f"{unit + 1} of seed {found.seeds[seed]}, the median one at {found.config.gap} points, "
        "forget bias 1). In the last panel dots are seeds, lines medians. A network knows the cue "
        f"if it names it in at least {100 * KNOWN:.0f} % of its sequences; {last} points back, "
        f"{known[1.0]} do with forget bias 1, {known[0.0]} with 0. They had "
        f"{training.epochs * training.updates_per_epoch} updates: a network that fails may be too "
        "slow rather than unable. Once the cue lies further back than it sees, a rule without "
        "memory can only guess.",
        alt=f"Two sequences of {found.config.gap} points that differ in the first one alone, "
        f"and the cell state of one unit for both; the states end at {ends}. Last panel: share of "
        "cues named correctly by how many points back the cue is, medians. Forget bias 1: "
        f"{right[1.0]}. Forget bias 0: {right[0.0]}. Rule that sees the last {LAST_POINTS} "
        f"points: {rule}. Guessing: 50 %.",
        values={
            **{f"reach-bias-{bias:.0f}": str(reach(runs, bias)) for bias in BIASES},
            **{f"know-bias-{bias:.0f}": known[bias] for bias in BIASES},
        },
    )


def network(runs: Runs) -> LSTMNetwork:
    """The network on the left."""
    return trained(*shown(runs))
