"""The data of a drawing is what was drawn, under the names that were given, or is refused."""

import csv
import io
import json

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from lstm_tutor.figure.drawing.curves import all_seeds, band, every_seed, reference, seed_names
from lstm_tutor.figure.drawing.svg import new_drawing, render
from lstm_tutor.figure.drawing.tables import Columns, DrawingError, Series, as_csv, as_json, read

SIZE = (300, 200)


def new_panel(title: str = "Errors") -> tuple[Drawing, Axes]:
    drawing = new_drawing(SIZE)
    ax = drawing.subplots()
    ax.set_title(title)
    return drawing, ax


def only(drawing: Drawing) -> tuple[str, Columns]:
    """Kind and columns of the only series."""
    (series,) = read(drawing)
    return series.kind, series.columns


def test_a_line_is_read_with_its_panel_and_its_axes() -> None:
    drawing, ax = new_panel("Error of\nthe run")
    ax.plot([0, 1, 2], [0.5, 0.25, 0.1], label="seed 1003")
    ax.set(xlabel="epoch", ylabel="NRMSE")
    columns: Columns = {"x": [0, 1, 2], "y": [0.5, 0.25, 0.1]}
    expected = Series("Error of the run", "epoch", "NRMSE", "seed 1003", "line", columns)
    assert read(drawing) == [expected]


def test_an_axis_label_is_found_on_the_panel_it_is_shared_with() -> None:
    drawing = new_drawing(SIZE)
    above, below = drawing.subplots(2, 1, sharex=True)
    for ax, title in ((above, "above"), (below, "below")):
        ax.plot([1, 2], label="a")
        ax.set_title(title)
    below.set_xlabel("epoch")
    assert [one.x_label for one in read(drawing)] == ["epoch", "epoch"]


def test_numbers_have_the_digits_they_were_drawn_with() -> None:
    drawing, ax = new_panel()
    ax.plot(np.arange(3), np.array([0.1, 1e-5, 2], np.float32), label="single")
    ax.plot(np.arange(3.0), np.array([0.1, 1 / 3, -0.5]), label="double")
    single, double = read(drawing)
    assert repr(single.columns) == "{'x': [0, 1, 2], 'y': [0.1, 1e-05, 2]}"
    assert repr(double.columns) == "{'x': [0, 1, 2], 'y': [0.1, 0.3333333333333333, -0.5]}"


def test_a_masked_value_is_a_gap() -> None:
    drawing, ax = new_panel()
    ax.plot(np.ma.masked_invalid([0.5, np.nan, 0.25]), label="a")
    assert only(drawing) == ("line", {"x": [0, 1, 2], "y": [0.5, None, 0.25]})


def test_dots_and_steps_are_told_from_lines() -> None:
    drawing, ax = new_panel()
    ax.plot([1, 2], [3, 4], "o", label="dots")
    ax.step([1, 2], [3, 4], where="post", label="steps")
    assert [one.kind for one in read(drawing)] == ["points", "steps"]


def test_a_line_across_the_panel_is_one_number() -> None:
    drawing, ax = new_panel()
    ax.axhline(0.2, label="goal")
    ax.axvline(20, label="epoch 20")
    assert [one.columns for one in read(drawing)] == [{"y": [0.2]}, {"x": [20]}]


def test_a_band_is_read_back_whichever_side_comes_first() -> None:
    drawing, ax = new_panel()
    band(ax, [1, 2, 3], [0.1, 0.4, 0.3], [0.5, 0.2, 0.7], "ink", "middle 80 %", alpha=0.2)
    lower, upper = [0.1, 0.2, 0.3], [0.5, 0.4, 0.7]
    assert only(drawing) == ("band", {"x": [1, 2, 3], "lower": lower, "upper": upper})


def test_a_band_with_a_gap_keeps_what_is_drawn() -> None:
    drawing, ax = new_panel()
    low = np.ma.masked_equal([1, 1, -9, 1, 1], -9)
    band(ax, range(5), low, [2, 3, 4, 5, 6], "ink", "band", alpha=0.2)
    _, columns = only(drawing)
    assert columns == {"x": [0, 1, 3, 4], "lower": [1, 1, 1, 1], "upper": [2, 3, 5, 6]}


def test_bars_start_and_end_where_they_do() -> None:
    drawing, ax = new_panel()
    ax.bar([1, 2], [0.5, -0.5], 0.84, label="kept")
    ax.bar([1, 2], [-0.25, 1], 0.3, [0.5, -0.5], label="new")
    kept, new = read(drawing)
    assert (kept.kind, kept.columns) == ("bars", {"x": [1, 2], "start": [0, 0], "end": [0.5, -0.5]})
    assert new.columns == {"x": [1, 2], "start": [0.5, -0.5], "end": [0.25, 0.5]}


def test_lying_bars_have_their_places_on_y() -> None:
    drawing, ax = new_panel()
    ax.barh([0.025, 0.075], [12, 88], 0.046, label="share")
    assert only(drawing)[1] == {"y": [0.025, 0.075], "start": [0, 0], "end": [12, 88]}


def test_single_segments_have_two_ends() -> None:
    drawing, ax = new_panel()
    ax.hlines([50, 60], [0, 1], [0.5, 1.5], label="a rule")
    columns = {"x": [0, 1], "y": [50, 60], "x_end": [0.5, 1.5], "y_end": [50, 60]}
    assert only(drawing) == ("segments", columns)


def test_cells_of_one_name_are_one_series_of_shades() -> None:
    drawing, ax = new_panel()
    for t, shade in ((1, 0.25), (2, 0.873)):
        ax.add_patch(Rectangle((t - 0.5, -0.46), 1, 0.92, alpha=shade, label="unit 7"))
    assert only(drawing) == ("cells", {"x": [1, 2], "y": [0, 0], "value": [0.25, 0.873]})


def test_a_printed_number_counts_as_printed() -> None:
    drawing, ax = new_panel()
    ax.text(2, 3, "0.0056", label="median")
    assert only(drawing) == ("number", {"x": [2], "y": [3], "value": [0.0056]})


def test_decoration_is_left_out() -> None:
    drawing, ax = new_panel()
    ax.plot([1, 2], label="_")
    ax.axhline(0, label="_")
    ax.vlines([1], 0, 1, label="_")
    ax.add_patch(Rectangle((0, 0), 1, 1))
    ax.text(0, 0, "words")
    assert read(drawing) == []


@pytest.mark.parametrize(
    ("draw", "complaint"),
    [
        (lambda ax: ax.plot([1], [2], label=""), "line 2 of 'Errors' has no name"),
        (lambda ax: ax.plot([1], [2]), 'line 2 of .* label="_" if it is decoration'),
        (lambda ax: ax.axhline(1), "line 2 of 'Errors' has no name"),
        (lambda ax: ax.fill_between([1, 2], 3), "collection 1 of 'Errors' has no name"),
        (lambda ax: ax.bar([1], [2]), "group of bars 1 of 'Errors' has no name"),
        (lambda ax: ax.plot([1], [2], label="first"), "two series of 'Errors' .* 'first'"),
        (lambda ax: ax.scatter([1], [2], label="dots"), "'dots': .* a PathCollection"),
        (lambda ax: ax.fill_betweenx([1, 2], 1, 2, label="side"), "'side': .* not a band over x"),
        (lambda ax: ax.text(0, 0, "infinite?", label="number"), "text 1 .*'number': .*infinite"),
        (
            lambda ax: ax.plot([0, 1], [0, 1], transform=ax.transAxes, label="odd"),
            "'odd': it is not drawn in the coordinates of the axes",
        ),
        (lambda ax: ax.set_title(""), "panel 1 has no title"),
    ],
)
def test_what_cannot_be_told_apart_or_read_is_refused_by_name(draw: object, complaint: str) -> None:
    drawing, ax = new_panel()
    ax.plot([1], [1], label="first")
    draw(ax)  # type: ignore[operator]
    with pytest.raises(DrawingError, match=complaint):
        read(drawing)


def test_panels_need_names_of_their_own() -> None:
    drawing = new_drawing(SIZE)
    for ax in drawing.subplots(1, 2):
        ax.plot([1, 2], label="a")
        ax.set_title("Errors")
    with pytest.raises(DrawingError, match="panel 2 has the name 'Errors' of another one"):
        read(drawing)
    drawing.axes[1].set_label("Errors, second row")
    assert [one.panel for one in read(drawing)] == ["Errors", "Errors, second row"]


def test_the_table_is_long_and_the_same_to_the_byte() -> None:
    drawing, ax = new_panel("Errors, all")
    ax.plot([0, 1], np.ma.masked_invalid([0.5, np.nan]), label="seed 1003")
    band(ax, [0, 1], 0, [0.5, 1e-7], "ink", "middle 80 %", alpha=0.2)
    assert as_csv(read(drawing)) == (
        "panel,series,kind,x,y,lower,upper\n"
        '"Errors, all",seed 1003,line,0,0.5,,\n'
        '"Errors, all",seed 1003,line,1,,,\n'
        '"Errors, all",middle 80 %,band,0,,0,0.5\n'
        '"Errors, all",middle 80 %,band,1,,0,1e-07\n'
    )


def test_table_and_object_hold_the_same_numbers() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=(2, 40)) * 10.0 ** rng.integers(-9, 9, size=40)
    drawing, ax = new_panel()
    ax.plot(*values, label="a")
    found = json.loads(as_json(read(drawing), id="lr-low"))
    assert found["id"] == "lr-low"
    (series,) = found["series"]
    np.testing.assert_array_equal([series["columns"]["x"], series["columns"]["y"]], values)
    rows = list(csv.DictReader(io.StringIO(as_csv(read(drawing)))))
    np.testing.assert_array_equal([[float(row[of]) for row in rows] for of in "xy"], values)


def test_an_object_never_holds_what_is_no_number() -> None:
    drawing, ax = new_panel()
    ax.plot([np.nan, 1], label="a")
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_json(read(drawing))


def test_curves_of_all_seeds_carry_their_numbers() -> None:
    drawing, ax = new_panel()
    values = np.array([[3.0, 1.0], [1.0, 0.5], [2.0, 0.25]])
    all_seeds(ax, np.arange(2), values, "s-low", rows=seed_names((1000, 1007, 1031)), of="rate 1")
    series = {one.name: one.columns for one in read(drawing)}
    assert list(series) == [
        *("seed 1000, rate 1", "seed 1007, rate 1", "seed 1031, rate 1"),
        *("median, rate 1", "middle 80 %, rate 1"),
    ]
    assert series["seed 1007, rate 1"]["y"] == [1, 0.5]
    assert series["median, rate 1"]["y"] == [2, 0.5]
    assert series["middle 80 %, rate 1"]["lower"] == [1, 0.25]
    assert series["middle 80 %, rate 1"]["upper"] == [3, 1]


def test_a_column_of_seeds_has_every_value_and_their_median() -> None:
    drawing, ax = new_panel()
    every_seed(ax, 1, np.array([0.3, 0.1, 0.2]), "s-low", "rate 1")
    reference(ax, 0.2, "goal")
    dots, median, goal = read(drawing)
    assert dots.columns["y"] == [0.1, 0.2, 0.3]
    assert median.columns["x"] == pytest.approx([0.66, 1.34])
    assert median.columns["y"] == [0.2, 0.2]
    assert (goal.name, goal.columns) == ("goal", {"y": [0.2]})


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_a_band_does_not_drop_what_is_no_number(broken: float) -> None:
    _, ax = new_panel()
    with pytest.raises(ValueError, match="'middle 80 %' has values that are NaN or infinite"):
        band(ax, [1, 2, 3], [0, broken, 0], 1, "ink", "middle 80 %", alpha=0.2)


def test_names_do_not_show_in_the_picture() -> None:
    pictures = []
    for name in ("a", "another name"):
        drawing, ax = new_panel()
        ax.plot([1, 2], label=name)
        ax.bar([1], [2], label=name)
        ax.set_label(name)
        pictures.append(render(drawing, "names", SIZE))
    assert pictures[0] == pictures[1]
