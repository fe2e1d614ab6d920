"""The low rate's runs continued to 100 epochs: how many seeds reach the goal."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import plain
from lstm_tutor.evidence import words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import epochs_needed
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.learning_rate import LEARNING_RATES
from lstm_tutor.figure.drawing.curves import band, label
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History

TITLE = "Too slow, or unable?"
EXPERIMENTS = {
    **{role: LEARNING_RATES["baseline"][role] for role in ("low", "medium")},
    **{setting: roles["low"] for setting, roles in LEARNING_RATES.items() if setting != "baseline"},
}
SETTINGS = words.settings(EXPERIMENTS["low"], len(SEEDS))
SIZE = (640, 340)

CLAIM = Claim(
    sentence="At the low rate it takes more epochs to reach the goal than at the suitable rate.",
    check=f"Epochs until the free-run error is first at most {GOAL}, low rate (carried on to 100 "
    "epochs) against suitable rate: more than twice as many. Seeds that never reach it rank last.",
    treatment=epochs_needed("low"),
    control=epochs_needed("medium"),
    panel=LEARNING_RATES,
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """A staircase that rises by one each time a seed reaches the goal."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    last = runs["low"].config.epochs
    for role, style in (("medium", "--"), ("low", "-")):
        history = runs[role]
        epochs = np.arange(last + 1)
        needed = history.epochs_to_reach()
        share = np.array([100 * np.mean(needed <= epoch) for epoch in epochs])
        measured = epochs <= history.config.epochs
        colour = LIGHT[f"s-{role}"]
        (steps,) = ax.step(epochs[measured], share[measured], where="post", color=colour)
        rate = plain(history.config.learning_rate)
        steps.set(linestyle=style, label=f"learning rate {rate}")
        half = int(np.argmax(share >= 50)) if (share >= 50).any() else last
        label(ax, half + 2, 52, f"rate {rate}", f"s-{role}")
    never = float(100 * np.mean(~np.isfinite(runs["low"].epochs_to_reach())))
    if never:
        band(ax, [0, last], 100 - never, 100, "s-low", "not yet at the goal", alpha=0.12)
        label(
            ax, last - 1, 100 - never / 2, f"{never:.0f} % of seeds: not yet", "s-low", ha="right"
        )
    ax.axvline(20, color=LIGHT["muted"], linewidth=1.1, linestyle=(0, (4, 3)), label="_")
    label(ax, 20.8, 80, "epoch 20", "muted", fontweight="normal")
    ax.set(xlim=(0, last), ylim=(0, 103), xlabel="epoch", yticks=range(0, 101, 25))
    ax.set_title(f"Seeds that have reached the goal (NRMSE {GOAL}) so far, in %")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    low, medium = runs["low"].epochs_to_reach(), runs["medium"].epochs_to_reach()
    rate = plain(runs["low"].config.learning_rate)
    last = runs["low"].config.epochs
    others = " and ".join(
        f"{words.count(history.epochs_to_reach() <= last)} seeds ({setting})"
        for setting, history in runs.items()
        if setting not in {"low", "medium"}
    )
    return Caption(
        claim=f"At the baseline this rate is slow, not unable: {words.count(low <= last)} seeds "
        "get there, much later.",
        text=f"The same runs, carried on to {last} epochs. By epoch 20, {words.count(low <= 20)} "
        f"seeds have reached the goal at the rate {rate}; half have by epoch "
        f"{words.median(low):.0f}, at the suitable rate by epoch {words.median(medium):.0f}. "
        "“Reached” means once at or below the line; a run may leave it again. In other settings "
        f"{last} epochs do not tell slow from unable: {others} get there at the low rate.",
        alt=f"Step chart of the share of seeds that have reached the goal by each epoch. The "
        f"suitable rate is at {words.count(medium <= 20)} by epoch 20. The low rate starts to "
        f"rise later and is at {words.count(low <= last)} by epoch {last}.",
        values={
            "reached-at-20": words.count(low <= 20),
            "reached": words.count(low <= last),
            "half-low": f"{words.median(low):.0f}",
            "half-medium": f"{words.median(medium):.0f}",
            "reached-elsewhere": others,
        },
    )
