"""Three kinds of sequence tasks as three small unrolled networks: inputs and outputs."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Circle, Polygon

from lstm_tutor.figure.drawing.diagram import Point, box, new_canvas, wire, write
from lstm_tutor.figure.drawing.palette import LIGHT
from lstm_tutor.figure.figure import Caption

TITLE = "Three shapes of tasks"
SECTION = "Input"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE, NARROW = (1040, 330), (420, 930)

OUT, LAYER, IN = 108, 182, 264  # heights of the three rows
ROWS = ((OUT, "comes out", "ink"), (LAYER, "is carried", "q-a"), (IN, "goes in", "q-x"))
COPY = (36, 40)
APART = 56  # from one time step to the next


SENTENCE, NEXT = ("The", "cat", "sat", "on", "the"), ("mat",)
ENGLISH, FRENCH = ("I", "don’t", "know"), ("je", "ne", "sais", "pas")
TITLE_OF_IMAGE = ("sun", "over", "dark", "hills")
SHAPES = (
    ("Many-to-one", "next element", SENTENCE, NEXT, ()),
    ("Many-to-many", "translation", ENGLISH, FRENCH, FRENCH[:-1]),
    ("One-to-many", "image captioning", ("",), TITLE_OF_IMAGE, TITLE_OF_IMAGE[:-1]),
)


def draw_network(
    ax: Axes, corner: Point, read: Sequence[str], written: Sequence[str], own: Sequence[str]
) -> None:
    """One unrolled network, its first step at the left of the corner; without words, an image.

    read: the words that go in, step by step. own: words read after them, which it wrote itself.
    written: the words that come out, at the last steps.
    """
    (left, top), steps = corner, len(read) + len(own)
    out, layer, into = top + OUT, top + LAYER, top + IN
    for t, word in enumerate((*read, *own)):
        x, fed_back = left + APART * t, t >= len(read)
        wire(ax, [(x, into - 16), (x, layer + COPY[1] / 2)], "q-x", dashed=fed_back)
        write(ax, (x, into), word, "q-x", font=16, style="italic" if fed_back else "normal")
        if t > 0:
            wire(ax, [(x - APART + COPY[0] / 2, layer), (x - COPY[0] / 2, layer)], "q-a")
        box(ax, (x, layer), COPY)
    for t, word in enumerate(written, steps - len(written)):
        x = left + APART * t
        wire(ax, [(x, layer - COPY[1] / 2), (x, out + 14)])
        write(ax, (x, out), word, font=16, fontweight="bold")
    if read == ("",):
        draw_image(ax, (left, into))


def draw_image(ax: Axes, centre: Point) -> None:
    """A small picture: the sun over hills."""
    x, y = centre
    box(ax, (x, y + 8), (64, 48), "", "q-x")
    ax.add_patch(Circle((x - 16, y - 2), 6, facecolor=LIGHT["q-x"], zorder=4))
    for peak, foot in (((x + 10, y - 4), 22), ((x - 12, y + 10), 16)):
        hill = [peak, (peak[0] + foot, y + 26), (peak[0] - foot, y + 26)]
        ax.add_patch(Polygon(hill, facecolor=LIGHT["q-x"], alpha=0.6, linewidth=0, zorder=4))


def draw_shapes(
    size: tuple[int, int], corners: Sequence[Point], rows_at: Sequence[Point], note_at: Point
) -> Drawing:
    """The three networks at their corners, with row labels at some of them, and the note."""
    drawing, ax = new_canvas(size)
    for x, top in rows_at:
        for y, words, colour in ROWS:
            write(ax, (x, top + y), words, colour, font=16, fontweight="bold", ha="left")
    for (x, top), (shape, example, *words_of) in zip(corners, SHAPES, strict=True):
        write(ax, (x - 18, top + 26), shape, font=18, fontweight="bold", ha="left")
        write(ax, (x - 18, top + 50), example, "muted", font=16, ha="left")
        draw_network(ax, (x, top), *words_of)
    note = "dashed, in italics: the word just written is read at the next step"
    if size == NARROW:
        note = note.replace(": ", ":\n")
    write(ax, note_at, note, "muted", font=15, ha="right")
    return drawing


def draw(runs: Mapping[str, None]) -> Drawing:
    """Three networks side by side, with the same three rows."""
    return draw_shapes(SIZE, [(144, 0), (458, 0), (830, 0)], [(14, 0)], (1024, 312))


def draw_narrow(runs: Mapping[str, None]) -> Drawing:
    """Three networks in one column."""
    tops = (0, 290, 580)
    corners, rows = [(116, top) for top in tops], [(6, top) for top in tops]
    return draw_shapes(NARROW, corners, rows, (NARROW[0] - 10, 904))


def caption(runs: Mapping[str, None]) -> Caption:
    """Caption and alternative text."""
    return Caption(
        claim="The same layer with a loop serves three shapes of tasks: what differs is when "
        "something goes in and when something comes out.",
        text="Each box is the layer at one time step; what it carries to the next step is all it "
        "knows of the words before. The translation begins when the whole sentence has been read, "
        "and may be longer or shorter. The image goes in once, condensed to a list of numbers by "
        "another network. The sentences are examples, not the output of a trained network.",
        alt="Three unrolled networks, each a row of boxes joined by arrows from left to right. "
        "Many-to-one, next element: The, cat, sat, on, the go in, one by one; mat comes out at the "
        "last step. Many-to-many, translation: I, don’t, know go in; je, ne, sais, pas come out, "
        "the first of them when the last English word is read, and je, ne, sais are read back, "
        "each one step later. One-to-many, image captioning: a picture goes in at the first step; "
        "sun, over, dark, hills come out, and the first three are read back.",
    )
