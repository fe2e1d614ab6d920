"""One time step of an LSTM cell in four stages, with the numbers of one unit."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing

from lstm_tutor.figure.drawing.cell import LABELS, LAYOUT, draw_cell
from lstm_tutor.figure.drawing.diagram import Point, new_canvas, write
from lstm_tutor.figure.figure import Caption
from lstm_tutor.nn import cell

TITLE = "One step of an LSTM cell in four stages"
SECTION = "Cell Steps"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE, NARROW = (1040, 856), (420, 1590)

# Chosen by hand: one unit, one input. For each sum: the weight of x, the weight of a, the bias.
WEIGHTS = {
    "i": (1, 0.5, 0.5),
    "f": (0.6, -0.5, 1),
    "o": (0.4, 1, -0.3),
    "candidate": (-1, 0.5, 0.2),
}
X, A_PREV, C_PREV = 0.5, -0.4, 1.2

NAMES = {
    "f": "forget gate (B)",
    "i": "input gate (A)",
    "candidate": "candidate",
    "o": "output gate (C)",
}
LETTERS = {"f": "B", "i": "A", "candidate": "candidate", "o": "C"}
COLOURS = {"f": "q-f", "i": "q-i", "candidate": "q-g", "o": "q-o"}
STAGES = (
    ("1 Layer input", "weight · $x^t$ + weight · $a^{t-1}$ + bias, four times"),
    ("2 Gate activation", "squeeze each sum"),
    ("3 Cell update", "keep a part, add a part"),
    ("4 Output", "show a part"),
)
GIVEN = (
    (196, "input $x^t$", "x"),
    (336, "last activation $a^{t-1}$", "a_prev"),
    (570, "old cell state $c^{t-1}$", "c_prev"),
)


class Look(NamedTuple):
    """The layout of a panel: where its text starts, the font size, the cell's scale and letters."""

    left: float
    sums: float
    font: float
    scale: float
    letters: Mapping[str, str]


WIDE = Look(47, 196, 15, 0.49, LETTERS)
ON_A_PHONE = Look(8, 138, 13.5, 0.38, {**LETTERS, "candidate": "tanh"})


def numbers() -> dict[str, float]:
    """Every quantity of the step by its name in `cell.Step`, with tanh_c and the sums z_..."""
    parameters = [
        np.array([value]) if place == 2 else np.array([[value]])
        for gate in ("i", "f", "o", "candidate")
        for place, value in enumerate(WEIGHTS[gate])
    ]
    x, a, c = (np.array([[value]]) for value in (X, A_PREV, C_PREV))
    step = cell.step(x, a, c, cell.CellParameters(*parameters))
    found = {name: float(value.item()) for name, value in step._asdict().items()}
    for gate, (w_x, w_a, bias) in WEIGHTS.items():
        found[f"z_{gate}"] = w_x * X + w_a * A_PREV + bias
    return {**found, "tanh_c": float(np.tanh(found["c"]))}


def two(value: float) -> str:
    """Two decimals, with a true minus sign."""
    return f"{value:.2f}".replace("-", "−")


def arithmetic(n: Mapping[str, float]) -> tuple[list[tuple[str, str, str]], ...]:
    """The calculations of each stage: name, colour, and the sum or product in numbers."""

    def term(value: float) -> str:
        return f"({two(value)})" if value < 0 else two(value)

    def weighted_sum(gate: str) -> str:
        w_x, w_a, bias = (term(value) for value in WEIGHTS[gate])
        return f"{w_x} · {term(X)} + {w_a} · {term(A_PREV)} + {bias} = {two(n[f'z_{gate}'])}"

    def squeezed(gate: str) -> str:
        function = "tanh" if gate == "candidate" else "sigmoid"
        return f"{function}({two(n[f'z_{gate}'])}) = {two(n[gate])}"

    kept = f"{two(n['f'])} · {term(C_PREV)} = {two(n['filtered_state'])}"
    written = f"{two(n['i'])} · {term(n['candidate'])} = {two(n['filtered_input'])}"
    total = f"{two(n['filtered_state'])} + {term(n['filtered_input'])} = {two(n['c'])}"
    shown = f"{two(n['o'])} · {term(n['tanh_c'])} = {two(n['a'])}"
    return (
        [(NAMES[gate], COLOURS[gate], weighted_sum(gate)) for gate in NAMES],
        [(NAMES[gate], COLOURS[gate], squeezed(gate)) for gate in NAMES],
        [
            ("filtered state", "q-f", kept),
            ("filtered input", "q-i", written),
            ("cell state (D)", "q-c", total),
        ],
        [
            ("cell state, squeezed", "q-c", f"tanh({two(n['c'])}) = {two(n['tanh_c'])}"),
            ("activation", "q-a", shown),
        ],
    )


def draw_stage(
    ax: Axes, corner: Point, stage: int, n: Mapping[str, float], look: Look = WIDE
) -> None:
    """One panel: title, the cell with this stage in colour, its calculations."""
    (x, top), font = corner, look.font
    left, sums = x + look.left, x + look.sums
    title, gist = STAGES[stage - 1]
    write(ax, (left, top), title, font=font + 2, fontweight="bold", ha="left")
    below = 0 if look == WIDE else 22
    write(ax, (left if below else sums, top + below), gist, "muted", font=font, ha="left")
    names = {gate: two(n[f"z_{gate}"]) for gate in NAMES} if stage == 1 else look.letters
    # what is known by the end of this stage; the old cell state is given
    known = [key for key, (of, *_) in LABELS.items() if of <= stage or key == "c_prev"]
    labels = {key: two(n[key]) for key in known}
    cell_at = x + (0 if look == WIDE else 14), top + below + 12
    draw_cell(ax, names, labels, corner=cell_at, scale=look.scale, stage=stage, font=font - 1)
    foot = top + below + 12 + look.scale * LAYOUT[1] + 24
    for row, (name, colour, sum_) in enumerate(arithmetic(n)[stage - 1]):
        y = foot + 24 * row
        write(ax, (left, y), name, colour, font=font, fontweight="bold", ha="left")
        write(ax, (sums, y), sum_, font=font, ha="left")


def draw(runs: Mapping[str, None]) -> Drawing:
    """The given numbers, and below them four panels, two by two."""
    drawing, ax = new_canvas(SIZE)
    n = numbers()
    write(ax, (WIDE.left, 20), "Given", font=17, fontweight="bold", ha="left")
    for x, name, key in GIVEN:
        words, colour = f"{name} = {two(n[key])}", LABELS[key][1]
        write(ax, (x, 20), words, colour, font=15, ha="left")
    for stage in (1, 2, 3, 4):
        corner = 520 * ((stage - 1) % 2), 70 + 424 * ((stage - 1) // 2)
        draw_stage(ax, corner, stage, n)
    return drawing


def draw_narrow(runs: Mapping[str, None]) -> Drawing:
    """The same with all panels in one column."""
    drawing, ax = new_canvas(NARROW)
    n, look = numbers(), ON_A_PHONE
    write(ax, (look.left, 18), "Given", font=look.font + 2, fontweight="bold", ha="left")
    for row, (_, name, key) in enumerate(GIVEN):
        words, colour = f"{name} = {two(n[key])}", LABELS[key][1]
        write(ax, (look.sums, 18 + 24 * row), words, colour, font=look.font, ha="left")
    top = 110.0
    for stage in (1, 2, 3, 4):
        draw_stage(ax, (0, top), stage, n, look)
        top += 296 + 24 * len(arithmetic(n)[stage - 1])
    return drawing


def caption(runs: Mapping[str, None]) -> Caption:
    """Caption and alternative text, with the step's numbers."""
    n = numbers()
    moved = "falls" if n["c"] < n["c_prev"] else "rises"
    stages = [
        f"{title}: " + ", ".join(f"{name} {sum_}" for name, _, sum_ in sums)
        for (title, _), sums in zip(STAGES, arithmetic(n), strict=True)
    ]
    return Caption(
        claim="A step first makes four sums and squeezes them; only then does the memory change, "
        "and at the end a part of it is shown.",
        text="In full colour: what happens in this stage; paler: what was before or is still to "
        "come. This is a single unit with one input, which hears only itself. Its weights are not "
        "trained but chosen by hand, so that you can check the step on paper. The memory "
        f"{moved} from {two(n['c_prev'])} to {two(n['c'])}: the forget gate keeps "
        f"{two(n['f'])} of it, and the filtered input adds {two(n['filtered_input'])}. The step "
        "was computed by the code on this page; numbers are rounded to two decimals.",
        alt="The diagram of the cell four times, one stage in colour each time, with the numbers "
        f"of one unit. Given: input {two(n['x'])}, last activation {two(n['a_prev'])}, old cell "
        f"state {two(n['c_prev'])}. " + ". ".join(stages) + ".",
    )
