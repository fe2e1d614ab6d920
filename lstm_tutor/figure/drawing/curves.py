"""Drawing habits that several figures share: curves of all seeds, bands, labels, reference lines.

What carries data is given a name as its label; "_" marks what carries none.
"""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter
from numpy.typing import ArrayLike, NDArray

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import ranks, words
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.training.history import History

DASHES = {
    "-": "—",
    "--": "- -",
    "-.": "- ·",
    ":": "···",
}  # line styles as one writes them in a label

Curve = NDArray[np.float64] | NDArray[np.int64]


def seed_names(seeds: Sequence[int]) -> list[str]:
    """The names of the curves of these seeds."""
    return [f"seed {seed}" for seed in seeds]


def all_seeds(
    ax: Axes,
    x: Curve,
    values: NDArray[np.float64],
    colour: str,
    style: str = "-",
    *,
    rows: Sequence[str],
    of: str = "",
) -> None:
    """Every seed thin, the middle 80 % shaded, the median on top; values (R, len(x)).

    rows: the R names of the seeds. of: what they all are, where a panel has several such sets.
    Raises ValueError where more than a tenth of the seeds are not finite: the band has no end.
    """
    end = f", {of}" if of else ""
    names = [row + end for row in rows]
    ax.plot(x, values.T, color=LIGHT[colour], linewidth=0.7, alpha=0.22, label=names)
    band(ax, x, *ranks.middle(values), colour, f"middle 80 %{end}", alpha=0.16)
    (median,) = ax.plot(x, ranks.median(values), color=LIGHT[colour], linewidth=2.6)
    median.set(linestyle=style, label=f"median{end}")


def band(
    ax: Axes,
    x: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    colour: str,
    name: str,
    *,
    alpha: float,
) -> None:
    """A shaded band between two curves.

    Raises ValueError for NaN or infinity, which would leave a gap without a word; a gap that is
    meant is masked.
    """
    for values in (x, low, high):
        if not np.isfinite(np.ma.compressed(values)).all():
            raise ValueError(
                f"the band {name!r} has values that are NaN or infinite, which cannot be shaded; "
                "show them in another way, or mask them where a gap is meant"
            )
    ax.fill_between(x, low, high, color=LIGHT[colour], alpha=alpha, linewidth=0, label=name)


def every_seed(
    ax: Axes,
    place: float,
    values: NDArray[np.float64],
    colour: str,
    name: str,
    *,
    spread: float = 0.28,
    bar: float = 0.34,
    size: float = 3,
    alpha: float | None = 0.7,
) -> None:
    """One value of each seed as a column of dots, and their median as a bar, around a place.

    spread, bar: how far dots and bar reach to either side.
    """
    x = place + np.linspace(-spread, spread, len(values))  # in order of value: no random jitter
    (dots,) = ax.plot(x, np.sort(values), "o", color=LIGHT[colour], markersize=size, alpha=alpha)
    dots.set_label(f"every seed, in order of value, {name}")
    middle = words.median(values)
    ends = [place - bar, place + bar]
    ax.plot(ends, [middle, middle], color=LIGHT[colour], label=f"median, {name}")


def error_curves(ax: Axes, history: History, role: str, until: int, style: str) -> None:
    """Free-run errors of all seeds up to an epoch, named by their learning rate and last median."""
    shown = history.epochs <= until
    rate = plain(history.config.learning_rate)
    all_seeds(
        ax,
        history.epochs[shown],
        history.nrmse[:, shown],
        f"s-{role}",
        style,
        rows=seed_names(history.seeds),
        of=f"learning rate {rate}",
    )
    end = words.median(history.nrmse_at(until))
    name = f"rate {rate}\nends at {number(end)}"
    paper = {"facecolor": LIGHT["paper"], "edgecolor": "none", "pad": 1}
    label(ax, until * 1.02, end, name, f"s-{role}", bbox=paper)


def label(ax: Axes, x: float, y: float, words: str, colour: str, **options: object) -> None:
    """A direct label in the colour of what it names."""
    settings: dict[str, object] = {"fontweight": "bold", "va": "center", "ha": "left"}
    ax.text(x, y, words, color=LIGHT[colour], **{**settings, **options})  # type: ignore[arg-type]


def spread_apart(places: Sequence[float], gap: float) -> list[float]:
    """Nearby label places moved up so that neighbours keep a distance; their order is kept."""
    moved = list(places)
    lowest = -np.inf
    for index in np.argsort(places, kind="stable"):
        moved[index] = max(places[index], lowest)
        lowest = moved[index] + gap
    return moved


def reference(ax: Axes, y: float, words: str, x: float = 1.0, **options: object) -> None:
    """A thin horizontal line that the eye compares with, named at its right end."""
    line = ax.axhline(y, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)))
    line.set_label(words or "_")
    paper = {"facecolor": LIGHT["paper"], "edgecolor": "none", "alpha": 0.75, "pad": 0.5}
    settings: dict[str, object] = {"va": "bottom", "ha": "right", "fontsize": 12, "bbox": paper}
    ax.text(
        x,
        y,
        words,
        color=LIGHT["muted"],
        transform=ax.get_yaxis_transform(),
        **{**settings, **options},  # type: ignore[arg-type]
    )


def error_scale(ax: Axes, ticks: Sequence[float] = (0.01, 0.1, 1), top: float = 4) -> None:
    """A logarithmic axis for errors with plain numbers."""
    ax.set_yscale("log")
    ax.set_ylim(min(ticks) * 0.4, top)
    plain_ticks(ax.yaxis, ticks)


def plain_ticks(axis: object, ticks: Sequence[float]) -> None:
    """Ticks at these places only, written without powers of ten."""
    axis.set_major_locator(FixedLocator(list(ticks)))  # type: ignore[attr-defined]
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))  # type: ignore[attr-defined]
    axis.set_minor_formatter(NullFormatter())  # type: ignore[attr-defined]
    axis.set_minor_locator(FixedLocator([]))  # type: ignore[attr-defined]
