# %% [markdown]
# # Break it: rates, batches, noise {#break-it}
#
# You take a training that works and break it: with a learning rate that is too low or too high,
# with batches of other sizes, with noise. Each time a second look shows what the first one hid.
#
# All settings start from the same weights, [seed](term:seed) by seed, and differ in one thing. Each
# has five seeds, which is enough to see a large effect and too few to be sure of a small one. The
# chapter tests the same sentences on 32:
# [Learning rate](../training/learning-rate.md), [Batch size](../training/batch-size.md) and
# [Noise](../training/noise.md).

# %%
from dataclasses import replace

import numpy as np

import lstm_tutor as lt

SEEDS = (0, 1, 2, 3, 4)

# %% [markdown]
# ## What works {#what-works}
#
# One layer of 16 units learns to continue a sine, as in
# [the notebook before](continue-a-function.ipynb). We judge the [free run](term:free-run) by its
# [NRMSE](term:nrmse): 0 is perfect, 1 is as good as always saying the mean, and the
# [goal](term:goal) is 0.2. (With noise it can lie higher; more of this below.)


# %%
def report(name, history):
    """The error at the end, and how many networks reached the goal."""
    errors = history.nrmse[:, -1]
    reached = lt.words.count(errors <= lt.goal_of(history.config, SEEDS))
    print(f"{name:26} {lt.words.spread(errors)}, goal: {reached}")
    return lt.words.median(errors)


baseline = lt.TrainingConfig()
works = lt.train(baseline, SEEDS)
good = report(
    f"rate {baseline.learning_rate}, {baseline.epochs} epochs", works
)
assert (works.nrmse[:, -1] <= lt.GOAL).all()

# %% [markdown]
# ## Break the learning rate {#break-the-rate}
#
# Now the [learning rate](term:learning-rate): once five hundred times smaller, once twenty times
# larger.
#
# > **Before you run this:** both will be bad. But which of the two networks has *changed* more since
# > it was set up? And what will its curve look like: flat, or jagged?

# %%
keep = replace(baseline, snapshot_epochs=(20,))  # the weights at the end
rates = {
    "low": replace(keep, learning_rate=0.0001),
    "medium": keep,
    "high": replace(keep, learning_rate=1.0, may_diverge=True),
}
by_rate = {
    name: lt.train(setting, SEEDS) for name, setting in rates.items()
}
ends = {
    name: report(f"rate {lt.plain(rates[name].learning_rate)}", history)
    for name, history in by_rate.items()
}
assert ends["medium"] < 0.5 * min(ends["low"], ends["high"])

start = lt.Training(baseline, SEEDS).network.parameters
for name, history in by_rate.items():
    moved = np.linalg.norm(history.weights_at(20) - start, axis=1)
    by = lt.number(np.median(moved / np.linalg.norm(start, axis=1)))
    print(f"{name}: the weights moved by {by} times their first length")

# %% tags=["drawing"]
drawing = lt.new_drawing((640, 380))
ax = drawing.subplots()
styles = {"low": "--", "medium": "-", "high": ":"}
for name, history in by_rate.items():
    rate = lt.plain(rates[name].learning_rate)
    lt.all_seeds(
        ax,
        history.epochs,
        history.nrmse,
        f"s-{name}",
        styles[name],
        rows=lt.seed_names(SEEDS),
        of=f"rate {rate}",
    )
    # The two bad ones end close together: one name above, one below.
    lift = {"low": 0.72, "medium": 1.0, "high": 1.45}[name]
    lt.label(ax, 20.3, lift * ends[name], f"rate {rate}", f"s-{name}")
lt.reference(ax, lt.GOAL, "the goal", x=0.97)
lt.error_scale(ax, (0.01, 0.1, 1, 10), top=30)
ax.set(xlabel="epoch", xlim=(0, 25), xticks=range(0, 21, 5))
ax.set_title("Error of the free run (NRMSE), one thin line a seed")
lt.Picture(
    drawing,
    alt="Line chart over 20 epochs, logarithmic, for three learning rates. Medians at the end: "
    + ", ".join(
        f"{lt.number(ends[name])} at {lt.plain(rates[name].learning_rate)}"
        for name in rates
    )
    + ".",
)

# %% [markdown]
# Seen from the end alone, the two extremes look alike: both medians are far above the goal. The
# weights tell them apart. (Their length is the root of the sum of their squares.) At the low rate
# they moved little, at the high one they are nowhere near where they began. The reasons are
# opposite.
#
# ### A second look: slow, or unable? {#slow-or-unable}
#
# > **Before you run this:** the low rate gets five times as many epochs. Will it arrive?

# %%
patient = lt.train(
    replace(rates["low"], epochs=100, evaluate_every=100), SEEDS
)
waited = report("rate 0.0001, 100 epochs", patient)
assert waited < lt.GOAL

# %% [markdown]
# It was slow, not unable. The high rate can wait as long as it likes; try it in the first exercise. How the
# first step of a high rate overshoots, you can see [in the chapter](fig:lr-high-overshoot).
#
# ## Break the batch size {#break-the-batch}
#
# A [batch](term:batch) is what one [update](term:update) listens to. To keep this short we take 100
# windows instead of 400. Then an [epoch](term:epoch) has 100 updates with a batch size of 1, 4 with
# 25, and a single one with 100.
#
# > **Before you run this:** equal epochs, equal rate. Which size wins? And how many updates has each
# > of them had after 20 epochs?

# %%
few = replace(baseline, windows=100, evaluate_every=20)
sizes = {size: replace(few, batch_size=size) for size in (1, 25, 100)}
by_size = {
    size: lt.train(setting, SEEDS) for size, setting in sizes.items()
}
at_size = {}
for size, history in by_size.items():
    updates = few.epochs * sizes[size].updates_per_epoch
    at_size[size] = report(f"batch {size}: {updates} updates", history)
assert at_size[25] < 0.5 * min(at_size[1], at_size[100])

# %% [markdown]
# The middle size wins. It would be easy to stop here and write down two sentences: small batches
# learn slowly, large ones average too much away. Both would be wrong, or at least not shown.
#
# ### A second look: equal updates {#equal-updates}
#
# The largest batch made a single update in each epoch. Give it as many updates as the middle one
# had.
#
# > **Before you run this:** if averaging over many windows did harm, what should come out?

# %%
middle_updates = few.epochs * sizes[25].updates_per_epoch
equal = replace(
    sizes[100], epochs=middle_updates, evaluate_every=middle_updates
)
by_equal = lt.train(equal, SEEDS)
at_equal = report(f"batch 100: {middle_updates} updates", by_equal)
assert at_equal < 0.5 * at_size[100]

# %% [markdown]
# It did no harm: it lacked updates. (This is [a figure of the chapter](fig:batch-high-averaging),
# too.)
#
# ### And a rate of its own {#own-rate}
#
# The smallest batch had a hundred updates an epoch, more than any other. Its trouble is another:
# the advice of a single window is noisy, and the steps were as long as if it were not.
#
# > **Before you run this:** what will shorter steps do for batches of 1? And for batches of 25?

# %%
by_slow = {
    size: lt.train(replace(sizes[size], learning_rate=0.002), SEEDS)
    for size in (1, 25)
}
at_slow = {
    size: report(f"batch {size}, rate 0.002", history)
    for size, history in by_slow.items()
}
assert at_slow[1] < 0.5 * at_size[1]

# %% tags=["drawing"]
drawing = lt.new_drawing((640, 300))
ax = drawing.subplots()
columns = [
    ("batch 1\nrate 0.05", by_size[1], "s-low"),
    ("batch 1\nrate 0.002", by_slow[1], "s-low"),
    ("batch 25\nrate 0.05", by_size[25], "s-medium"),
    ("batch 100\nequal epochs", by_size[100], "s-high"),
    ("batch 100\nequal updates", by_equal, "s-high"),
]
for place, (name, history, colour) in enumerate(columns):
    lt.every_seed(
        ax,
        place,
        history.nrmse[:, -1],
        colour,
        name.replace("\n", ", "),
        size=5,
    )
lt.reference(ax, lt.GOAL, "the goal")
lt.error_scale(ax, (0.01, 0.1, 1))
ax.set(xlim=(-0.6, 4.6), xticks=range(5))
ax.set_xticklabels([name for name, *_ in columns])
ax.set_title(
    "Error of the free run (NRMSE): a dot is a seed, a bar the median"
)
lt.Picture(
    drawing,
    alt="Five columns of dots, logarithmic. Medians: "
    + "; ".join(
        f"{name} {lt.number(lt.words.median(history.nrmse[:, -1]))}".replace(
            "\n", ", "
        )
        for name, history, _ in columns
    )
    + ".",
)

# %% [markdown]
# Shorter steps rescued the single windows. (The rate of 0.002 was found by trying. It shows that
# there is a rate that works, not that it is the best.) So which batch size is best? The question lacks half of its words. Say what is held equal (epochs,
# updates or seconds), and whether each size had a rate of its own.
#
# ## Break the data: noise {#break-the-data}
#
# Every point of every window now gets a random number added. Its
# [standard deviation](term:standard-deviation) is 0.1, then 0.3, then 1; the wave itself goes from
# −1 to 1. What the network reads in the test is noisy as well. It is compared with the clean wave.
#
# > **Before you run this:** nobody could be perfect here. So what is the error to compare with?

# %%
noisy = {
    scale: replace(baseline, noise_scale=scale, evaluate_every=20)
    for scale in (0.1, 0.3, 1.0)
}
by_noise = {
    0.0: works,
    **{scale: lt.train(setting, SEEDS) for scale, setting in noisy.items()},
}
for scale, history in by_noise.items():
    end = report(f"noise {scale}", history)
    best = lt.floor(history.config, SEEDS)
    print(f"{'':26} on average nobody is below {lt.number(best)}")
    print(
        f"{'':26} so the goal is {lt.number(lt.goal_of(history.config, SEEDS))}"
    )
    assert end > best
medians = [
    lt.words.median(history.nrmse[:, -1]) for history in by_noise.values()
]
assert medians == sorted(medians)
assert best > lt.GOAL  # at the last noise

# %% [markdown]
# The [floor](term:floor) is the error of an ideal predictor, which knows the wave and the noise and
# lacks only the place on the wave. What lies below it cannot be held against a network. What lies
# above it can. With a noise of 1 the floor is above 0.2, and nobody could be asked to get there. So
# the [goal](term:goal) is 0.2, or twice the floor where that is higher.
#
# ### A second look: noise, or too little data? {#too-little-data}
#
# With fixed windows a network sees the same noise again and again, and may learn it by heart:
# [overfitting](term:overfitting). So we draw new windows, with new noise, in every epoch. Both
# trainings have 60 epochs at a rate of 0.01; only the data differ.
#
# > **Before you run this:** will the error with noise of 1 fall, and will the *training* loss fall
# > along with it?

# %%
loud = replace(noisy[1.0], learning_rate=0.01, epochs=60, evaluate_every=60)
fixed = lt.train(loud, SEEDS)
fresh = lt.train(replace(loud, fresh_data=True), SEEDS)
for name, history in (("fixed windows", fixed), ("fresh windows", fresh)):
    end = report(name, history)
    print(
        f"{'':26} training loss {lt.words.spread(history.training_loss[:, -1])}"
    )
assert lt.words.median(fresh.nrmse[:, -1]) < lt.words.median(
    fixed.nrmse[:, -1]
)
assert lt.words.median(fresh.training_loss[:, -1]) > lt.words.median(
    fixed.training_loss[:, -1]
)

# %% [markdown]
# The training loss went the wrong way round: with fixed windows it is smaller, and the continuation
# is worse. A falling training loss is no proof of learning. Look at data that the network has never
# seen.
#
# ## Exercises {#exercises}
#
# ### Let the high rate wait {#exercise-let-the-high-rate-wait}
#
# Train the high rate for 60 epochs. Does it arrive?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# `replace(rates["high"], epochs=60, evaluate_every=60)`. Look at each seed, not at the median
# alone.
#
# </details>

# %% tags=["answer"]
waiting = lt.train(
    replace(rates["high"], epochs=60, evaluate_every=60), SEEDS
)
report("rate 1, 60 epochs", waiting)
print(
    "by seed:",
    ", ".join(lt.number(error) for error in waiting.nrmse[:, -1]),
)

# %% [markdown]
# ### Find the valley {#exercise-find-the-valley}
#
# Train seven rates from 0.0003 to 0.3, each about three times the one before. Write down first where
# you expect the best one. How wide is the range in which the median reaches the goal?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# A loop over `(0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3)` and `replace(baseline,
# learning_rate=rate, evaluate_every=20)`. The chapter's own sweep is
# [a figure](fig:lr-medium).
#
# </details>

# %% tags=["answer"]
valley = {}
for rate in (0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3):
    setting = replace(
        baseline, learning_rate=rate, evaluate_every=20, may_diverge=True
    )
    valley[rate] = report(f"rate {rate}", lt.train(setting, SEEDS))
best = min(valley, key=valley.get)
inside = [rate for rate, median in valley.items() if median <= lt.GOAL]
print(f"the smallest median is at {best}")
print(f"the median reaches the goal from {min(inside)} to {max(inside)}")
assert inside == [
    rate for rate in valley if min(inside) <= rate <= max(inside)
]

# %% [markdown]
# ### Warm up {#exercise-warm-up}
#
# A rate of 1 overshoots at the first step. Let it grow over the first 100 updates:
# `warmup_updates=100`. Does this rescue it?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# Compare seed by seed with the runs of the high rate above. Five seeds will not give you a sharp
# answer; say how sure you are.
#
# </details>

# %% tags=["answer"]
warm = lt.train(
    replace(rates["high"], warmup_updates=100, evaluate_every=20), SEEDS
)
report("rate 1, warmed up", warm)
better = warm.nrmse[:, -1] < by_rate["high"].nrmse[:, -1]
print(f"better than without it: {lt.words.count(better)} networks")

# %% [markdown]
# ### Fool yourself {#exercise-fool-yourself}
#
# Find a setting that is best with one seed and not best in the median of five.
# How many seeds would you want to see in a paper?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# Settings that differ little are the place to look: rates of 0.03 and 0.05, say. Compare their
# errors seed by seed.
#
# </details>

# %% tags=["answer"]
near = {
    rate: replace(baseline, learning_rate=rate, evaluate_every=20)
    for rate in (0.03, 0.05)
}
found = {
    rate: lt.train(setting, SEEDS).nrmse[:, -1]
    for rate, setting in near.items()
}
wins = lt.words.count(found[0.03] < found[0.05])
print(
    f"0.03 beats 0.05 in {wins} networks; medians "
    f"{lt.number(lt.words.median(found[0.03]))} and "
    f"{lt.number(lt.words.median(found[0.05]))}"
)

# %% [markdown]
# ### Your own fault {#exercise-your-own-fault}
#
# *Open: there is no answer here.* Break something that this notebook left alone: the forget bias
# (`forget_bias`), the number of units, the kind of noise (`noise_kind="uniform"`). Write down what
# you expect, and how large a difference you would take seriously, before you run it.
