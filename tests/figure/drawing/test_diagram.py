"""The diagrams say what the code does, and every word in them can be read."""

import itertools
import math
import re
import runpy
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import PathPatch
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from lstm_tutor.base.project import ROOT
from lstm_tutor.figure.drawing import cell as picture
from lstm_tutor.figure.drawing.diagram import Point, new_canvas, wire, write
from lstm_tutor.figure.drawing.svg import render
from lstm_tutor.figure.figure import load
from lstm_tutor.nn import cell

FIGURES = ROOT / "figures"
DIAGRAMS = ("task_shapes", "unrolled", "stacked", "cell_diagram", "cell_steps", "training_steps")

diagrams = pytest.mark.parametrize("name", DIAGRAMS)


def draw(name: str) -> Drawing:
    return load(FIGURES / f"{name}.py").draw({})


def words_of(drawing: Drawing) -> list[str]:
    return [text.get_text() for text in drawing.axes[0].texts]


def lines(drawing: Drawing) -> Iterator[NDArray[np.float64]]:
    """Every wire as it is drawn, as points a pixel or less apart, (N, 2)."""
    ax = drawing.axes[0]
    for patch in ax.patches:
        if isinstance(patch, PathPatch):
            for path in patch.get_path().to_polygons(closed_only=False):
                ends = ax.transData.transform(path)
                share = np.linspace(0, len(ends) - 1, 1500)
                yield np.transpose([np.interp(share, range(len(ends)), side) for side in ends.T])


def faults(drawing: Drawing) -> list[str]:
    """Words that leave the picture, lie on other words or have a wire run through them."""
    renderer = FigureCanvasAgg(drawing).get_renderer()  # type: ignore[no-untyped-call]
    # an extent has room for the tallest letters; a fifth of the height is air
    texts = [
        (text.get_text(), text.get_window_extent(renderer).expanded(1, 0.8))
        for text in drawing.axes[0].texts
    ]
    (width, height), found = drawing.bbox.size, []
    for words, box in texts:
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height:
            found.append(f"{words!r} leaves the picture")
        for points in lines(drawing):
            inside = (points > (box.x0, box.y0)) & (points < (box.x1, box.y1))
            if inside.all(axis=1).any():
                found.append(f"a wire runs through {words!r}")
    for (one, box), (other, second) in itertools.combinations(texts, 2):
        if Bbox.intersection(box, second) is not None:
            found.append(f"{one!r} lies on {other!r}")
    return found


@diagrams
def test_every_word_stands_free(name: str) -> None:
    assert faults(draw(name)) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda ax: write(ax, (100, 50), "over"), "'word' lies on 'over'"),
        (lambda ax: write(ax, (190, 20), "outside"), "'outside' leaves the picture"),
        (lambda ax: wire(ax, [(10, 40), (60, 90), (150, 20)]), "a wire runs through 'word'"),
    ],
)
def test_a_word_that_does_not_is_found(spoil: Callable[[object], None], fault: str) -> None:
    drawing, ax = new_canvas((200, 100))
    write(ax, (100, 55), "word")
    assert faults(drawing) == []
    spoil(ax)
    assert fault in faults(drawing)


@diagrams
def test_words_are_large_enough_for_a_small_screen(name: str) -> None:
    assert min(float(text.get_fontsize()) for text in draw(name).axes[0].texts) >= 14


@diagrams
def test_a_diagram_repeats_to_the_byte_in_colours_of_the_palette(name: str) -> None:
    figure = load(FIGURES / f"{name}.py")
    svg = render(figure.draw({}), figure.id, figure.size)
    assert render(figure.draw({}), figure.id, figure.size) == svg
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", svg.split("</style>", 1)[1])) == set()


def test_the_cell_carries_its_four_letters() -> None:
    words = words_of(draw("cell_diagram"))
    for name in ("Input Gate (A)", "Forget Gate (B)", "Output Gate (C)", "Cell State (D)"):
        assert words.count(name) == 1


# The wiring of the drawing, read from its lines, against what the code computes.

MIDDLES = {
    **{key: (column, picture.GATES) for key, (column, _) in picture.BOXES.items()},
    "filtered_state": (picture.F, picture.ROAD),
    "filtered_input": (picture.G, picture.WRITE),
    "c": (picture.G, picture.ROAD),
    "tanh": (picture.OUT, picture.SQUEEZE),
    "a": (picture.OUT, picture.SHOW),
}
READ = ("x", "a_prev", "c_prev")


def part_at(point: Point) -> str | None:
    """The box or node whose edge a point lies on."""
    for key, (x, y) in MIDDLES.items():
        round_one = (2 * picture.RADIUS,) * 2
        size = picture.BOX if key in picture.BOXES else picture.TANH if key == "tanh" else round_one
        if abs(point[0] - x) <= size[0] / 2 and abs(point[1] - y) <= size[1] / 2:
            return key
    return None


def on_the_way(point: Point, line: picture.Wire) -> bool:
    """Whether a wire that runs along the axes passes a point."""
    return any(
        min(x0, x1) <= point[0] <= max(x0, x1) and min(y0, y1) <= point[1] <= max(y0, y1)
        for (x0, y0), (x1, y1) in itertools.pairwise(line.points)
    )


def sources(line: picture.Wire) -> set[str]:
    """Which of x, a_prev and c_prev a wire depends on, by following the wires backwards."""
    start, found = line.points[0], set[str]()
    for key in READ:
        if picture.LABELS[key][2] == start:
            found.add(key)
    for other in picture.WIRES:
        fed = part_at(start) is not None and part_at(other.points[-1]) == part_at(start)
        if other is not line and (fed or on_the_way(start, other)):
            found |= sources(other)
    return found


def computed_from(quantity: str) -> set[str]:
    """Which of x, a_prev and c_prev change a quantity when the code is run."""
    rng = np.random.default_rng(0)
    weights = cell.CellParameters(
        *(rng.normal(size=(1,) if place % 3 == 2 else (1, 1)) for place in range(12))
    )
    given = {key: rng.normal(size=(1, 1)) for key in READ}
    before = getattr(cell.step(given["x"], given["a_prev"], given["c_prev"], weights), quantity)
    found = set()
    for key in READ:
        moved = {**given, key: given[key] + 0.1}
        if (
            getattr(cell.step(moved["x"], moved["a_prev"], moved["c_prev"], weights), quantity)
            != before
        ):
            found.add(key)
    return found


@pytest.mark.parametrize(
    "quantity", ["i", "f", "o", "candidate", "filtered_input", "filtered_state", "c", "a"]
)
def test_the_drawing_is_wired_as_the_code_computes(quantity: str) -> None:
    leaving = [line for line in picture.WIRES if part_at(line.points[0]) == quantity]
    assert leaving
    for line in leaving:
        assert sources(line) == computed_from(quantity)


def test_arrows_end_at_a_part_or_leave_the_cell() -> None:
    loose = [
        line.points[-1] for line in picture.WIRES if line.arrow and part_at(line.points[-1]) is None
    ]
    assert loose == [(975, picture.ROAD), (945, 26), (975, picture.SHOW)]


# The numbers of the four stages.

STEP = runpy.run_path(str(FIGURES / "cell_steps.py"))


def test_the_step_is_the_seven_equations_by_hand() -> None:
    def sigmoid(z: float) -> float:
        return 1 / (1 + math.exp(-z))

    z = {
        gate: w_x * STEP["X"] + w_a * STEP["A_PREV"] + bias
        for gate, (w_x, w_a, bias) in STEP["WEIGHTS"].items()
    }
    c = sigmoid(z["i"]) * math.tanh(z["candidate"]) + sigmoid(z["f"]) * STEP["C_PREV"]
    n = STEP["numbers"]()
    assert n["c"] == pytest.approx(c, rel=1e-12)
    assert n["a"] == pytest.approx(sigmoid(z["o"]) * math.tanh(c), rel=1e-12)


def test_all_numbers_of_the_step_stand_in_the_drawing() -> None:
    words = words_of(draw("cell_steps"))
    for name, value in STEP["numbers"]().items():
        assert STEP["two"](value) in words or name == "z_o", name


def test_the_calculations_hold_as_printed() -> None:
    """A reader with a pocket calculator gets what it says."""
    functions = {"tanh": math.tanh, "sigmoid": lambda z: 1 / (1 + math.exp(-z))}
    for stage in STEP["arithmetic"](STEP["numbers"]()):
        for _, _, printed in stage:
            left, right = printed.replace("−", "-").replace("·", "*").split("=")
            assert round(eval(left, functions), 2) == float(right), printed
