# %% [markdown]
# # An LSTM cell from the equations {#lstm-cell-from-the-equations}
#
# You build one LSTM cell from its seven equations, with plain NumPy and numbers small enough to
# follow, then hold it against the cell of this project and check its gradient.
#
# Before most cells of code there is a question. Answer it first, on paper or aloud. A wrong guess
# teaches more than a right result that you only read. [Cell steps](../lstm-cells/cell-steps.md)
# tells the same story without code; the signs are explained under
# [Notation](../reference/notation.md).

# %%
import numpy as np

import lstm_tutor as lt

# %% [markdown]
# ## Two squeezing functions {#squeezing}
#
# A gate must lie between 0 and 1, so its sum is squeezed by the [sigmoid](term:sigmoid). A
# candidate has a sign, so it is squeezed by [tanh](term:tanh).
#
# > **Before you run this:** what is the sigmoid of 0? And how far from 1 is it at 5: about a tenth,
# > a hundredth, or less?


# %%
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


for z in (-5.0, -1.0, 0.0, 1.0, 5.0):
    print(f"z = {z:4}   sigmoid {sigmoid(z):.3f}   tanh {np.tanh(z):6.3f}")

# %% [markdown]
# The sigmoid is a tanh in disguise: half as steep, half as high, lifted by one half. The project
# computes it in that form, because `np.exp` overflows for large numbers and `np.tanh` never does.

# %%
z = np.linspace(-30, 30, 601)
assert np.allclose(
    sigmoid(z), 0.5 + 0.5 * np.tanh(0.5 * z), rtol=0, atol=1e-15
)
assert np.allclose(sigmoid(z), lt.cell.sigmoid(z), rtol=0, atol=1e-15)
print("the two forms agree, and so does lstm_tutor.nn.cell.sigmoid")

# %% [markdown]
# ## One unit, one step {#one-step}
#
# We begin with a single unit that reads a single number. All weights are chosen by hand. Four
# things are computed from the input $\qx{x^t}$ and the last activation $\qa{a^{t-1}}$, each with
# weights of its own: three gates and the candidate.

# %%
x, a_prev, c_prev = 1.0, 0.0, 0.5

W_ix, W_ia, b_i = 2.0, 0.0, -1.0  # input gate
W_cx, W_ca, b_c = 1.0, 0.0, 0.0  # candidate
W_fx, W_fa, b_f = 0.0, 0.0, 1.0  # forget gate
W_ox, W_oa, b_o = 0.0, 0.0, 0.0  # output gate

# %% [markdown]
# ### Write: the input gate and the candidate {#write}
#
# The [input gate](eq:input-gate) says how much of the candidate is written. Its product with the
# candidate is the [filtered input](eq:filtered-input).
#
# $$\qi{i^t} = \text{sigmoid}(W_{ix}\qx{x^t} + W_{ia}\qa{a^{t-1}} + b_i)$$
#
# > **Before you run this:** compute the sum inside the sigmoid. Is the gate more open or more shut?

# %%
i = sigmoid(W_ix * x + W_ia * a_prev + b_i)
candidate = np.tanh(W_cx * x + W_ca * a_prev + b_c)
filtered_input = i * candidate
print(
    f"i {i:.3f}   candidate {candidate:.3f}   filtered input {filtered_input:.3f}"
)

# %% [markdown]
# ### Keep: the forget gate {#keep}
#
# The [forget gate](eq:forget-gate) says how much of the old cell state is kept. Mind the name: at
# 1 it keeps everything, at 0 it erases. Its product with the old state is the
# [filtered state](eq:filtered-state).
#
# > **Before you run this:** the forget gate sees no input here, only its bias. Will it keep more
# > than half?

# %%
f = sigmoid(W_fx * x + W_fa * a_prev + b_f)
filtered_state = f * c_prev
print(f"f {f:.3f}   filtered state {filtered_state:.3f}")
assert f > 0.5

# %% [markdown]
# ### Add, and show {#add-and-show}
#
# The new [cell state](eq:cell-state) is the sum of what is written and what is kept. The
# [output gate](eq:output-gate) decides how much of it the unit says: its
# [activation](eq:activation).
#
# $$\qc{c^t} = \text{filtered\_input} + \text{filtered\_state} \qquad \qa{a^t} = \qo{o^t} \circ \tanh(\qc{c^t})$$
#
# > **Before you run this:** all weights of the output gate are zero. How large can the activation
# > be at most?

# %%
c = filtered_input + filtered_state
o = sigmoid(W_ox * x + W_oa * a_prev + b_o)
a = o * np.tanh(c)
print(f"c {c:.3f}   o {o:.3f}   a {a:.3f}")
assert o == 0.5
assert abs(a) < 0.5

# %% [markdown]
# That was the whole cell: eight lines for the seven equations, as the candidate has a line of its
# own. What travels on to the next step are two numbers, `c` and
# `a`.
#
# ## Many units: numbers become arrays {#arrays}
#
# A layer has many units, and each hears the activations of all. A weight such as `W_ia` becomes a
# table with one row for each unit that listens and one column for each unit that speaks. Several
# examples, a [batch](term:batch), are computed at once. In the shapes below B is the batch, D the
# number of inputs, H the number of units.
#
# | array | shape |
# |---|---|
# | `x` | (B, D) |
# | `a`, `c` and all gates | (B, H) |
# | `W_ix` and its fellows | (H, D) |
# | `W_ia` and its fellows | (H, H) |
# | `b_i` and its fellows | (H,) |
#
# > **Before you run this:** in `x @ W_ix.T`, why does the table have to be turned round? Check the
# > shapes.


# %%
def my_step(x, a_prev, c_prev, weights):
    W_ix, W_ia, b_i, W_fx, W_fa, b_f, W_ox, W_oa, b_o, W_cx, W_ca, b_c = (
        weights
    )
    i = sigmoid(x @ W_ix.T + a_prev @ W_ia.T + b_i)
    candidate = np.tanh(x @ W_cx.T + a_prev @ W_ca.T + b_c)
    filtered_input = i * candidate
    f = sigmoid(x @ W_fx.T + a_prev @ W_fa.T + b_f)
    filtered_state = f * c_prev
    c = filtered_input + filtered_state
    o = sigmoid(x @ W_ox.T + a_prev @ W_oa.T + b_o)
    a = o * np.tanh(c)
    return a, c


B, D, H = 3, 1, 2
rng = np.random.default_rng(0)
shapes = [(H, D), (H, H), (H,)] * 4
weights = lt.cell.CellParameters(
    *(rng.normal(size=shape) for shape in shapes)
)
x, a_prev, c_prev = (
    rng.normal(size=shape) for shape in [(B, D), (B, H), (B, H)]
)
a, c = my_step(x, a_prev, c_prev, weights)
print("a has the shape", a.shape, "and c has the shape", c.shape)

# %% [markdown]
# ## Is it the same cell? {#same-cell}
#
# `lstm_tutor/nn/cell.py` holds the cell that the chapter shows and tests. Our copy must agree with
# it, whatever the weights.
#
# > **Before you run this:** expect differences of exactly zero, or of the size of rounding errors?

# %%
worst = 0.0
for seed in range(100):
    rng = np.random.default_rng(seed)
    weights = lt.cell.CellParameters(
        *(rng.normal(size=shape) for shape in shapes)
    )
    x, a_prev, c_prev = (
        rng.normal(size=shape) for shape in [(B, D), (B, H), (B, H)]
    )
    a, c = my_step(x, a_prev, c_prev, weights)
    theirs = lt.cell.step(x, a_prev, c_prev, weights)
    worst = max(
        worst, np.abs(a - theirs.a).max(), np.abs(c - theirs.c).max()
    )

assert worst < 1e-14
print("over 100 random cells the two never differ by more than rounding")

# %% [markdown]
# ## Over time {#over-time}
#
# A recurrent layer is this step in a loop. Here one unit with hand-made weights reads a pulse: a
# single 1 and then nothing but zeros. The forget gate's bias is all that differs between the two
# curves.
#
# > **Before you run this:** sketch the cell state over the steps after the pulse, once for a forget
# > gate that stands near 0.95 and once for one that stands at one half.


# %%
def by_hand(b_f):
    """A unit that writes when its input is 1 and shuts its input gate at 0."""
    one, zero = np.ones((1, 1)), np.zeros((1, 1))
    return lt.cell.CellParameters(
        *(
            10 * one,
            zero,
            np.full(1, -5.0),
        ),  # input gate: open at x = 1, shut at x = 0
        *(zero, zero, np.full(1, b_f)),  # forget gate: its bias alone
        *(zero, zero, np.full(1, 5.0)),  # output gate: open
        *(2 * one, zero, np.zeros(1)),  # candidate
    )


pulse = np.zeros(30)
pulse[2] = 1.0
states = {}
for b_f in (3.0, 0.0):
    a, c = np.zeros((1, 1)), np.zeros((1, 1))
    states[b_f] = []
    for value in pulse:
        a, c = my_step(np.array([[value]]), a, c, by_hand(b_f))
        states[b_f].append(c.item())

for b_f, state in states.items():
    left = state[12] / state[2]
    print(
        f"forget gate at {sigmoid(b_f):.2f}: "
        f"{100 * left:.1f} % is left ten steps on"
    )
    assert np.isclose(left, sigmoid(b_f) ** 10)

# %% tags=["drawing"]
drawing = lt.new_drawing((640, 300))
ax = drawing.subplots()
t = np.arange(1, 31)
for (b_f, state), style in zip(states.items(), ("-", "--")):
    ax.plot(t, state, style, color=lt.LIGHT["q-c"])
    lt.label(
        ax, 6, state[5] + 0.09, f"forget gate at {sigmoid(b_f):.2f}", "q-c"
    )
ax.vlines(3, 0, 1, color=lt.LIGHT["q-x"])
lt.label(ax, 2.6, 0.94, "the pulse", "q-x", ha="right")
ax.set(xlabel="time step t", ylim=(-0.05, 1.1), xlim=(0, 31))
ax.set_title("What is left of a pulse: the cell state $c^t$")
lt.Picture(
    drawing,
    alt="Two curves of a cell state that jump up at a pulse in step 3. With a forget gate at "
    f"{sigmoid(3.0):.2f} the state sinks slowly and is at {states[3.0][-1]:.2f} in step 30; with "
    f"one at {sigmoid(0.0):.2f} it is at {states[0.0][8]:.2f} six steps after the pulse.",
)

# %% [markdown]
# Ten steps multiply the state by the forget gate ten times, as the check in the cell says. This is
# all there is to long memory in an LSTM: a factor near 1. Nothing forces it to be there. See
# [the figure of the memory task](fig:memory-task).
#
# ## The gradient, by nudging {#nudging}
#
# Learning needs the gradient: how the [loss](term:loss) changes when a weight changes. There is a
# way to get it without any theory. Nudge the weight up, nudge it down, and look at what the loss
# does. For the loss we take the sum of all activations of one step.
#
# > **Before you run this:** which has a larger slope here, the forget gate's bias of a unit that
# > holds 0.001 in its cell state, or of one that holds 1?


# %%
def loss_of(c_held, b_f):
    a, _ = my_step(
        np.zeros((1, 1)),
        np.zeros((1, 1)),
        np.full((1, 1), c_held),
        by_hand(b_f),
    )
    return a.item()


epsilon = 1e-5
slopes = {}
for c_held in (0.001, 1.0):
    up, down = (
        loss_of(c_held, 1.0 + epsilon),
        loss_of(c_held, 1.0 - epsilon),
    )
    slopes[c_held] = (up - down) / (2 * epsilon)
    print(f"cell state {c_held}: slope {slopes[c_held]:.5f}")
assert slopes[1.0] > 50 * slopes[0.001]

# %% [markdown]
# A gate matters as much as what it lets through. Where there is nothing to keep, the forget gate
# cannot learn.
#
# ## The gradient, by the chain rule {#chain-rule}
#
# Nudging takes two runs for every weight. The chain rule gets all slopes in one pass, walking the
# seven equations backwards. For the forget gate it has three factors:
#
# $$\frac{\partial L}{\partial z_f} = \underbrace{\frac{\partial L}{\partial \qc{c^t}}}_{\text{arrives at the state}} \cdot \underbrace{\qc{c^{t-1}}}_{\text{what the gate lets through}} \cdot \underbrace{\qf{f^t}(1 - \qf{f^t})}_{\text{slope of the sigmoid}}$$
#
# > **Before you run this:** which of the three factors was so small in the cell above?


# %%
def forget_slope(c_held, b_f):
    weights = by_hand(b_f)
    zero, held = np.zeros((1, 1)), np.full((1, 1), c_held)
    done = lt.cell.step(zero, zero, held, weights)
    arrives = done.o * (1 - np.tanh(done.c) ** 2)  # loss = a = o tanh(c)
    return (arrives * held * done.f * (1 - done.f)).item()


for c_held, slope in slopes.items():
    print(
        f"cell state {c_held}: chain rule {forget_slope(c_held, 1.0):.5f}"
    )
    assert np.isclose(forget_slope(c_held, 1.0), slope, rtol=1e-6)

# %% [markdown]
# The same for all twelve arrays of weights is `step_backward` in `lstm_tutor/nn/cell.py`. Its lines
# stand beside the equations on the pages of the [input gate](eq:input-gate), the
# [forget gate](eq:forget-gate) and so on. We nudge every single weight and compare, array by array.

# %%
rng = np.random.default_rng(1)
weights = lt.cell.CellParameters(
    *(rng.normal(size=shape) for shape in shapes)
)
x, a_prev, c_prev = (
    rng.normal(size=shape) for shape in [(B, D), (B, H), (B, H)]
)


def total():
    return lt.cell.step(x, a_prev, c_prev, weights).a.sum()


done = lt.cell.step(x, a_prev, c_prev, weights)
exact = lt.cell.step_backward(
    done, np.ones((B, H)), np.zeros((B, H)), weights
).weights
for name in weights._fields:
    nudged = lt.numerical_gradient(total, getattr(weights, name))
    error = lt.relative_error(getattr(exact, name), nudged)
    assert error < 1e-8
print(
    f"{len(weights)} arrays: nudging and chain rule agree to eight digits or more"
)

# %% [markdown]
# ## A check that can fail {#a-check-that-can-fail}
#
# A check is worth something only if a wrong program does not pass it. So we break the chain rule on
# purpose and leave out the sigmoid's slope.
#
# > **Before you run this:** will the check see it?

# %%
wrong = exact.b_f / (done.f * (1 - done.f)).mean(axis=0)
error = lt.relative_error(wrong, lt.numerical_gradient(total, weights.b_f))
print(
    f"without the sigmoid's slope the gradient is off by {100 * error:.0f} %"
)
assert error > 0.1

# %% [markdown]
# ## Through time {#through-time}
#
# Over many steps, the slopes travel backwards from the last step to the first:
# [backpropagation through time](../lstm-cells/backpropagation-through-time.md). The project's fast
# network does it for many networks at once. The same check tells whether it does it right: three
# seeds, every weight, windows of seven points.

# %%
network = lt.LSTMNetwork(
    input_size=1,
    hidden_size=4,
    output_size=1,
    num_layers=2,
    replicas=3,
    dtype=np.float64,
)
lt.initialise(network, [np.random.default_rng(seed) for seed in range(3)])
rng = np.random.default_rng(7)
errors = lt.check_gradients(
    network,
    rng.normal(size=(3, 5, 7, 1)),
    rng.normal(size=(3, 5, 1)),
    lt.squared_error,
)
assert max(errors.values()) < 1e-6
print(
    f"{len(errors)} arrays of weights, "
    f"{network.parameters[0].size} weights a network: all agree"
)

# %% [markdown]
# ## Exercises {#exercises}
#
# ### By hand {#exercise-by-hand}
#
# All weights of a cell are zero, all biases too, but the forget gate's bias is 1.
# The cell state starts at 1. What is it after three steps, whatever comes in?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# What does the candidate become when its weights and its bias are zero? So which of the two parts
# of the cell state is left?
#
# </details>

# %% tags=["answer"]
nothing = lt.cell.CellParameters(
    *(np.zeros(shape) for shape in [(1, 1), (1, 1), (1,)] * 4)
)
keeping = nothing._replace(b_f=np.ones(1))
a, c = np.zeros((1, 1)), np.ones((1, 1))
for value in (3.0, -1.0, 8.0):  # whatever comes in
    a, c = my_step(np.array([[value]]), a, c, keeping)
print(
    f"c is {c.item():.3f}, "
    f"the forget gate to the power of three: {sigmoid(1.0) ** 3:.3f}"
)
assert np.isclose(c.item(), sigmoid(1.0) ** 3)

# %% [markdown]
# ### Keep it for long {#exercise-keep-it-for-long}
#
# Which bias does a forget gate need, if a hundred steps may cost at most
# one hundredth of the cell state? First guess: is 5 enough?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# After n steps the state is multiplied by the gate to the power of n. Solve for the gate, then undo
# the sigmoid: its inverse is the logarithm of $f / (1 - f)$.
#
# </details>

# %% tags=["answer"]
gate = 0.99 ** (1 / 100)
bias = np.log(gate / (1 - gate))
print(
    f"a gate of {gate:.5f}, so a bias of {bias:.1f}; "
    f"at 5, {sigmoid(5.0) ** 100:.2f} is left"
)
assert np.isclose(sigmoid(bias) ** 100, 0.99)

# %% [markdown]
# ### A counter {#exercise-a-counter}
#
# Choose weights for one unit so that its cell state grows by nearly 1 with every
# input of 1 and stays where it is at every input of 0.
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# The forget gate must stay open for good. Either the input gate or the candidate has to tell 1 from
# 0; `by_hand` above shows how the input gate can.
#
# </details>

# %% tags=["answer"]
counter = by_hand(12.0)._replace(
    W_ix=np.full((1, 1), 20.0), b_i=np.full(1, -10.0)
)
counter = counter._replace(W_cx=np.full((1, 1), 6.0))
ones = np.array([1, 0, 1, 1, 0, 0, 1, 1, 0, 1])
a, c = np.zeros((1, 1)), np.zeros((1, 1))
for value in ones:
    a, c = my_step(np.array([[float(value)]]), a, c, counter)
print(f"counted {c.item():.2f}, and there were {ones.sum()} ones")
assert abs(c.item() - ones.sum()) < 0.01

# %% [markdown]
# ### Swap two gates {#exercise-swap-two-gates}
#
# Somebody exchanges input gate and forget gate in `my_step`. The shapes are
# all right, and it runs. Which cell of this notebook finds it first, and which later ones would stop
# as well? Which pass?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# Shapes find nothing, and neither does the check of `step_backward`, which does not call `my_step`.
# For the others: a cell can notice only if it runs `my_step` and asserts something about the
# outcome. To try it, exchange the weights.
#
# </details>


# %% tags=["answer"]
def exchanged_step(x, a_prev, c_prev, weights):
    """my_step with input gate and forget gate exchanged."""
    swapped = {
        name.translate(str.maketrans("if", "fi")): array
        for name, array in weights._asdict().items()
    }
    return my_step(x, a_prev, c_prev, lt.cell.CellParameters(**swapped))


def slope_of(step, c_held):
    """The slope by nudging, as above, with another step."""
    zero, held = np.zeros((1, 1)), np.full((1, 1), c_held)
    up, down = (
        step(zero, zero, held, by_hand(1.0 + nudge))[0].item()
        for nudge in (epsilon, -epsilon)
    )
    return (up - down) / (2 * epsilon)


def c_after(step, inputs, weights, c=0.0):
    """The cell state after these inputs."""
    a, c = np.zeros((1, 1)), np.full((1, 1), c)
    for value in inputs:
        a, c = step(np.full((1, 1), float(value)), a, c, weights)
    return c.item()


def passes(step):
    """What each cell of this notebook that runs my_step asserts."""
    theirs = lt.cell.step(x, a_prev, c_prev, weights)
    left = [c_after(step, pulse[:n], by_hand(3.0)) for n in (13, 3)]
    steep, flat = slope_of(step, 1.0), slope_of(step, 0.001)
    third = sigmoid(1.0) ** 3
    return {
        "Is it the same cell?": np.allclose(
            step(x, a_prev, c_prev, weights)[0], theirs.a
        ),
        "Over time": np.isclose(left[0], left[1] * sigmoid(3.0) ** 10),
        "The gradient, by nudging": steep > 50 * flat,
        "The gradient, by the chain rule": np.isclose(
            forget_slope(1.0, 1.0), steep, rtol=1e-6
        ),
        "By hand": np.isclose(c_after(step, (3, -1, 8), keeping, 1), third),
        "A counter": abs(c_after(step, ones, counter) - ones.sum()) < 0.01,
    }


for name, passed in passes(exchanged_step).items():
    print(f"{name:32} {'passes' if passed else 'stops'}")
assert all(passes(my_step).values())
assert not any(passes(exchanged_step).values())
print("and every other cell passes, as it asks nothing of my_step")

# %% [markdown]
# ### Without the last tanh {#exercise-without-the-last-tanh}
#
# Some programs forget the tanh in $\qa{a^t} = \qo{o^t} \circ
# \tanh(\qc{c^t})$. Feed the counter from above with a hundred ones, with and without it. What
# happens to the activation, and why could that disturb the units that listen to it?
#
# <details class="lt-answer" markdown><summary>Hint</summary>
#
# `cell.step` returns the output gate and the cell state as well, so both activations can be computed
# from one run.
#
# </details>

# %% tags=["answer"]
a, c = np.zeros((1, 1)), np.zeros((1, 1))
for count in range(1, 101):
    done = lt.cell.step(np.ones((1, 1)), a, c, counter)
    a, c = done.a, done.c
    if count in (1, 10, 100):
        without = (done.o * done.c).item()
        print(
            f"{count:3} ones: with tanh {done.a.item():.2f}, without {without:.2f}"
        )
assert abs(a.item()) < 1 < without
print("what the units read that listen to it then has no bound;")
print(
    "such large sums drive their gates to 0 or 1, where they hardly learn"
)
