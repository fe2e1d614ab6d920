"""Drawing habits that several figures share: curves of all seeds, labels, reference lines."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter
from numpy.typing import NDArray

from lstm_tutor import words
from lstm_tutor.style.palette import LIGHT
from lstm_tutor.training import History

Curve = NDArray[np.float64] | NDArray[np.int64]


def all_seeds(
    ax: Axes, x: Curve, values: NDArray[np.float64], colour: str, style: str = "-"
) -> None:
    """Every seed thin, the middle 80 % shaded, the median on top; values (R, len(x))."""
    ax.plot(x, values.T, color=LIGHT[colour], linewidth=0.7, alpha=0.22)
    low, middle, high = np.nanquantile(values, [0.1, 0.5, 0.9], axis=0)
    ax.fill_between(x, low, high, color=LIGHT[colour], alpha=0.16, linewidth=0)
    ax.plot(x, middle, color=LIGHT[colour], linewidth=2.6, linestyle=style)


def error_curves(ax: Axes, history: History, role: str, until: int, style: str) -> None:
    """Free-run errors of all seeds up to an epoch, named by their learning rate and last median."""
    shown = history.epochs <= until
    all_seeds(ax, history.epochs[shown], history.nrmse[:, shown], f"s-{role}", style)
    end = words.median(history.nrmse_at(until))
    rate = words.plain(history.config.learning_rate)
    name = f"rate {rate}\nends at {words.number(end)}"
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
    ax.axhline(y, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)))
    settings: dict[str, object] = {"va": "bottom", "ha": "right", "fontsize": 12}
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
