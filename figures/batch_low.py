"""How far gradients of small batches deviate in direction from that of all windows."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim, Measure, Runs
from lstm_tutor.evidence.measures import Values
from lstm_tutor.experiments import BASELINE, SEEDS
from lstm_tutor.experiments.batch_size import GRADIENT_NOISE
from lstm_tutor.figure.drawing.curves import every_seed, label
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.probes.gradient_noise import GradientNoise

TITLE = "Where a small batch points"
EXPERIMENTS = GRADIENT_NOISE["baseline"]
SETTINGS = words.settings(BASELINE, len(SEEDS))
SIZE = (640, 360)


def _cosine_of(rank: int | str) -> Measure:
    """Median cosine at the last stage, of the size with this rank or of the setting's own."""

    def measure(runs: Runs) -> Values:
        noise: GradientNoise = runs["noise"]
        config = noise.config
        size = config.training.batch_size if rank == "own" else config.sizes[int(rank)]
        return noise.median_cosine(max(config.stages), size)

    return measure


CLAIM = Claim(
    sentence="The gradient of a low batch points further away from the gradient of all windows "
    "than that of the suitable batch.",
    check="Cosine of the angle between a batch's gradient and the gradient of all training "
    "windows, median of 32 batches, after half of the training: suitable batch size minus low "
    "batch size, larger than 0.2, seed by seed. This is about noise, not about speed.",
    treatment=_cosine_of("own"),
    control=_cosine_of(0),
    panel=GRADIENT_NOISE,
    margin=0.2,
    scale="difference",
)


def draw(runs: Mapping[str, GradientNoise]) -> Drawing:
    """One group for each stage, one column of dots for each batch size; a dot is a seed."""
    noise = runs["noise"]
    config = noise.config
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    width = len(config.sizes) + 1
    for group, stage in enumerate(config.stages):
        name = "before training" if stage == 0 else f"after {stage} updates"
        for column, size in enumerate(config.sizes):
            place = group * width + column
            every_seed(
                ax,
                place,
                noise.median_cosine(stage, size),
                "s-low" if column == 0 else "s-medium",
                f"batch size {size}, {name}",
                spread=0.3,
                bar=0.38,
                size=2.6,
                alpha=0.6,
            )
        label(ax, group * width + (width - 2) / 2, 1.13, name, "ink", ha="center")
    ax.axhline(0, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)), label="_")
    label(ax, -0.5, 0.05, "a right angle", "muted", fontweight="normal", fontsize=12)
    ticks = [g * width + c for g in range(len(config.stages)) for c in range(len(config.sizes))]
    ax.set(ylim=(-0.1, 1.2), yticks=(0, 0.5, 1), xticks=ticks, xlabel="batch size")
    ax.set_xticklabels([str(size) for _ in config.stages for size in config.sizes])
    ax.set_title("Agreement of a batch's gradient with the full one (cosine)")
    return drawing


def caption(runs: Mapping[str, GradientNoise]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    noise = runs["noise"]
    config = noise.config
    last = max(config.stages)
    medians = {size: words.median(noise.median_cosine(last, size)) for size in config.sizes}
    place = config.stages.index(last)
    against = 100 * float(np.mean(noise.cosine[:, place, 0] < 0))
    listed = ", ".join(f"{size}: {number(value)}" for size, value in medians.items())
    return Caption(
        claim="A single window's gradient agrees poorly with the gradient of all windows; a "
        "batch of 25 agrees well.",
        text=f"1 means the same direction, 0 a right angle. After {last} updates the medians by "
        f"batch size are {listed}. {against:.0f} % of the single windows even point to the wrong "
        "side. Each dot is one seed, the median of 32 random batches. This shows noise. It does "
        "not show slowness: single windows also give 25 times as many updates.",
        alt="Dot plot of the cosine between batch gradients and the full gradient, for batch "
        f"sizes {', '.join(map(str, config.sizes))} at {len(config.stages)} stages of training. "
        f"It rises with the batch size at every stage; after {last} updates {listed}.",
        values={
            "against": f"{against:.0f} %",
            **{f"cosine-{size}": number(value) for size, value in medians.items()},
        },
    )
