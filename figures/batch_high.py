"""Error over 20 epochs with all windows in one batch, and with a rate tuned for it."""

from collections.abc import Mapping

from matplotlib.figure import Figure as Drawing

from lstm_tutor.base.numerals import number, plain
from lstm_tutor.evidence import ranks, words
from lstm_tutor.evidence.claims import Claim
from lstm_tutor.evidence.measures import error_at_the_end
from lstm_tutor.experiments import SEEDS
from lstm_tutor.experiments.batch_size import BATCH_SIZES
from lstm_tutor.figure.drawing.curves import all_seeds, error_scale, label, reference, seed_names
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.drawing.svg import new_drawing
from lstm_tutor.figure.figure import Caption
from lstm_tutor.training.free_run import GOAL
from lstm_tutor.training.history import History

TITLE = "A batch size that is too high"
EXPERIMENTS = {
    "high": BATCH_SIZES["baseline"]["high"],
    "medium": BATCH_SIZES["baseline"]["medium"],
    "high, retuned": BATCH_SIZES["retuned rate"]["high"],
}
SETTINGS = words.settings(EXPERIMENTS["high"], len(SEEDS))
SIZE = (640, 380)

CLAIM = Claim(
    sentence="At the end of training the high batch size leaves a larger error than the suitable "
    "one.",
    check="Free-run error (NRMSE) after the last epoch, high batch size against suitable batch "
    "size, seed by seed: larger by more than a factor of 2. Retuned rate: each size at its own "
    "best rate. Equal updates: 400 updates for every size.",
    treatment=error_at_the_end("high"),
    control=error_at_the_end("medium"),
    panel=BATCH_SIZES,
)


def draw(runs: Mapping[str, History]) -> Drawing:
    """Curves of all seeds at both sizes; the retuned rate as a median only."""
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    for role, style in (("high", "-"), ("medium", "--")):
        history = runs[role]
        all_seeds(
            ax,
            history.epochs,
            history.nrmse,
            f"s-{role}",
            style,
            rows=seed_names(history.seeds),
            of=f"batch size {history.config.batch_size}",
        )
        end = words.median(history.nrmse[:, -1])
        updates = history.config.epochs * history.config.updates_per_epoch
        name = f"batch {history.config.batch_size}\n{updates} updates"
        label(ax, 20.4, end * (1.5 if role == "high" else 1), name, f"s-{role}")
    tuned = runs["high, retuned"]
    middle, rate = ranks.median(tuned.nrmse), plain(tuned.config.learning_rate)
    name = f"median, batch size {tuned.config.batch_size}, learning rate {rate}"
    ax.plot(tuned.epochs, middle, color=LIGHT["s-high"], linestyle=":", label=name)
    label(ax, 20.4, words.median(tuned.nrmse[:, -1]) * 0.62, f"rate {rate}", "s-high")
    reference(ax, 1, "as good as predicting the mean", x=0.7)
    reference(ax, GOAL, "goal", x=0.06)
    error_scale(ax)
    ax.set(xlim=(0, 25), xlabel="epoch", xticks=range(0, 21, 5))
    ax.set_title("Error of the free run (NRMSE)")
    return drawing


def caption(runs: Mapping[str, History]) -> Caption:
    """Caption and alternative text, with numbers from the runs."""
    ends = {role: number(words.median(run.nrmse[:, -1])) for role, run in runs.items()}
    updates = {role: run.config.epochs * run.config.updates_per_epoch for role, run in runs.items()}
    high, medium, tuned = (runs[role].config for role in ("high", "medium", "high, retuned"))
    reached = words.count(runs["high"].nrmse[:, -1] <= GOAL)
    return Caption(
        claim=f"With all {high.batch_size} windows in one batch the network is still learning "
        "after 20 epochs.",
        text=f"Its median error is {ends['high']}, with batches of {medium.batch_size} it is "
        f"{ends['medium']}. {reached} seeds are at or below the goal of {GOAL}. A rate tuned for "
        f"the large batch, {plain(tuned.learning_rate)} (dotted, median), hardly helps: "
        f"{ends['high, retuned']}. Look at the number of updates: {updates['high']} against "
        f"{updates['medium']}.",
        alt=f"Line chart of the free-run error over 20 epochs, logarithmic. Batch size "
        f"{high.batch_size}, {updates['high']} updates: falls slowly to {ends['high']}, at a "
        f"retuned rate to {ends['high, retuned']}. Batch size {medium.batch_size}, "
        f"{updates['medium']} updates: falls to {ends['medium']}.",
        values={
            "high": ends["high"],
            "medium": ends["medium"],
        },
    )
