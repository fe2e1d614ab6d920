"""Drawings look the same everywhere: the vendored face or an error, none of the user's settings."""

import itertools

import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lstm_tutor.figure.drawing import svg, type_faces
from lstm_tutor.figure.drawing.curves import spread_apart


def draw() -> str:
    drawing = svg.new_drawing((300, 200))
    drawing.subplots().set_title("words")
    return svg.render(drawing, "words", (300, 200))


def test_a_missing_face_is_an_error_not_a_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg, "FAMILY", "A Face That Nobody Has")
    with pytest.raises(FileNotFoundError, match="A Face That Nobody Has"):
        draw()


def test_the_users_own_settings_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    before = draw()
    monkeypatch.setitem(mpl.rcParams, "axes.titlesize", 40)
    monkeypatch.setitem(mpl.rcParams, "lines.linewidth", 9)
    monkeypatch.setitem(mpl.rcParams, "svg.fonttype", "none")
    assert draw() == before


def test_text_is_drawn_as_shapes_so_that_no_reader_needs_the_face() -> None:
    assert "<text" not in draw()


def test_faces_are_vendored() -> None:
    assert {face.name for face in type_faces.FILES} >= {
        "SourceSans3-Regular.ttf",
        "SourceSans3-Bold.ttf",
    }


@given(
    st.lists(st.floats(-1e3, 1e3), min_size=1, max_size=8),
    st.floats(0.01, 10.0),
)
def test_labels_keep_their_distance_and_order(places: list[float], gap: float) -> None:
    moved = spread_apart(places, gap)
    ranked = sorted(moved)
    assert all(b - a >= gap * 0.999 for a, b in itertools.pairwise(ranked))
    assert all(new >= old for new, old in zip(moved, places, strict=True))
    order = sorted(range(len(places)), key=lambda k: places[k])
    assert [moved[k] for k in order] == ranked
