"""Does averaging over many windows hurt? Gradient error, and learning at equal updates."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import ranks, words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import Values, error_at_the_end
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.batch_size import AVERAGING, BATCH_SIZES, GRADIENT_NOISE
from lstm_tutor.figure.drawing.curves import every_seed, label, plain_ticks, seed_names
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.probes.gradient_noise import GradientNoise

TITLE = "Too many samples, or too few updates?"
EXPERIMENTS: dict[Any, Any] = {
    "noise": GRADIENT_NOISE["baseline"]["noise"],
    **{("samples", role): BATCH_SIZES["baseline"][role] for role in ("medium", "high")},
    **{("updates", role): AVERAGING["baseline"][role] for role in ("medium", "high")},
}
SETTINGS = words.settings(BATCH_SIZES["baseline"]["high"], len(SEEDS))
SIZE = (1040, 380)

CLAIM = Claim(
    sentence="Averaging over all windows hurts: at the same number of updates the full batch "
    "leaves a larger error than the suitable batch.",
    check="Free-run error (NRMSE) after 400 updates each (exploRNN's recipe: 80), high batch size "
    "against suitable batch size, seed by seed: larger by more than a factor of 2. "
    "Retuned rate: each size at its own best rate.",
    treatment=error_at_the_end("high"),
    control=error_at_the_end("medium"),
    panel=AVERAGING,
)


def draw(runs: Mapping[Any, Any]) -> Drawing:
    """Left: what averaging does to the gradient. Right: what it does to learning."""
    drawing = new_drawing(SIZE)
    noise, errors = drawing.subplots(1, 2, width_ratios=(1, 1.15))
    _draw_noise(noise, runs["noise"])
    _draw_errors(errors, runs)
    return drawing


def _draw_noise(ax: Axes, noise: GradientNoise) -> None:
    sizes = np.array(noise.config.sizes, float)
    place = len(noise.config.stages) - 1
    distance = noise.distance[:, place]
    names = seed_names(noise.seeds)
    ax.plot(sizes, distance.T, color=LIGHT["s-medium"], linewidth=0.7, alpha=0.25, label=names)
    middle = ranks.median(distance)
    ax.plot(sizes, middle, "o-", color=LIGHT["s-medium"], label="median")
    (root,) = ax.plot(sizes, middle[0] / np.sqrt(sizes), color=LIGHT["muted"])
    root.set(linestyle=(0, (4, 3)), label="independent errors, 1/√B")
    label(ax, sizes[1] * 1.25, middle[1] * 1.35, "measured", "s-medium")
    label(ax, 7, middle[0] / 7, "1/√B", "muted", fontweight="normal")
    ax.set(xscale="log", yscale="log", xlabel="batch size B")
    plain_ticks(ax.xaxis, noise.config.sizes)
    plain_ticks(ax.yaxis, (0.1, 0.3, 1, 3, 10))
    ax.set_title("Gradient's distance from the full one, relative")


def _draw_errors(ax: Axes, runs: Mapping[Any, Any]) -> None:
    columns = [(equal, role) for equal in ("samples", "updates") for role in ("medium", "high")]
    names = []
    for place, key in zip((0, 1, 2.6, 3.6), columns, strict=True):
        history = runs[key]
        config = history.config
        updates = config.epochs * config.updates_per_epoch
        name = f"batch size {config.batch_size}, {updates} updates"
        values, colour = history.nrmse[:, -1], f"s-{key[1]}"
        every_seed(ax, place, values, colour, name, spread=0.3, bar=0.36, alpha=None)
        names.append(f"batch {config.batch_size}\n{updates} updates")
    ax.set(yscale="log", xticks=(0, 1, 2.6, 3.6), xlim=(-0.6, 4.2))
    ax.set_xticklabels(names)
    plain_ticks(ax.yaxis, (0.001, 0.01, 0.1, 1))
    top = ax.get_ylim()[1]
    ax.set_ylim(top=top * 2.4)
    label(ax, 0.5, top * 1.5, "equal epochs", "ink", ha="center")
    label(ax, 3.1, top * 1.5, "equal updates", "ink", ha="center")
    ax.set_title("Error of the free run (NRMSE), every seed")


def caption(runs: Mapping[Any, Any]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    ends: dict[Any, Values] = {key: run.nrmse[:, -1] for key, run in runs.items() if key != "noise"}
    shown = {key: number(words.median(values)) for key, values in ends.items()}
    noise: GradientNoise = runs["noise"]
    distance = ranks.median(noise.distance[:, -1])
    first, last = noise.config.sizes[0], noise.config.sizes[-1]
    fall = distance[0] / distance[-1]
    high = runs["updates", "high"].config
    return Caption(
        claim="Averaging makes the gradient better, not worse. What a full batch lacks is updates.",
        text=f"First panel: from batch size {first} to {last} the gradient's distance from the "
        f"full one falls by a factor of {number(float(fall))}, faster than the factor "
        f"{number(float(np.sqrt(last / first)))} of independent errors, since batches are "
        "drawn without repetition. Second panel: after 20 epochs each the full batch ends "
        f"at {shown['samples', 'high']}, batches of 25 at {shown['samples', 'medium']}. At equal "
        f"updates it is the other way round: {shown['updates', 'high']} against "
        f"{shown['updates', 'medium']}, but the full batch needed {high.epochs} epochs for it.",
        alt="First panel: relative distance of batch gradients from the full gradient by batch "
        f"size, falling from {number(float(distance[0]))} to "
        f"{number(float(distance[-1]))}, both axes logarithmic. Second panel: free-run "
        f"errors of every seed; equal epochs: batch 25 {shown['samples', 'medium']}, full batch "
        f"{shown['samples', 'high']}; equal updates: batch 25 {shown['updates', 'medium']}, full "
        f"batch {shown['updates', 'high']}.",
        values={
            "fall": number(float(fall)),
            "equal-updates-high": shown["updates", "high"],
            "equal-updates-medium": shown["updates", "medium"],
            "epochs-high": str(high.epochs),
        },
    )
