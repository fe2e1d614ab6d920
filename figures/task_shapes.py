"""Three shapes of tasks as three small unrolled networks: what goes in, and what comes out."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Circle, Polygon

from lstm_tutor.figure import Caption
from lstm_tutor.style.diagram import Point, box, new_canvas, wire, write
from lstm_tutor.style.palette import LIGHT

TITLE = "Three shapes of tasks"
SECTION = "Input"
EXPERIMENTS: dict[str, None] = {}
SETTINGS = ""
SIZE = (1040, 330)

OUT, LAYER, IN = 108, 182, 264  # heights of the three rows
COPY = (36, 40)
APART = 56  # from one time step to the next


def draw_network(
    ax: Axes, left: float, read: Sequence[str], written: Sequence[str], own: Sequence[str] = ()
) -> None:
    """One unrolled network, its first step at `left`.

    read: the words that go in, step by step. own: words read after them, which it wrote itself.
    written: the words that come out, at the last steps.
    """
    steps = len(read) + len(own)
    for t, word in enumerate((*read, *own)):
        x, fed_back = left + APART * t, t >= len(read)
        wire(ax, [(x, IN - 16), (x, LAYER + COPY[1] / 2)], "q-x", dashed=fed_back)
        write(ax, (x, IN), word, "q-x", font=16, style="italic" if fed_back else "normal")
        if t > 0:
            wire(ax, [(x - APART + COPY[0] / 2, LAYER), (x - COPY[0] / 2, LAYER)], "q-a")
        box(ax, (x, LAYER), COPY)
    for t, word in enumerate(written, steps - len(written)):
        x = left + APART * t
        wire(ax, [(x, LAYER - COPY[1] / 2), (x, OUT + 14)])
        write(ax, (x, OUT), word, font=16, fontweight="bold")


def draw_image(ax: Axes, centre: Point) -> None:
    """A small picture: the sun over hills."""
    x, y = centre
    box(ax, (x, y + 8), (64, 48), "", "q-x")
    ax.add_patch(Circle((x - 16, y - 2), 6, facecolor=LIGHT["q-x"], zorder=4))
    for peak, foot in (((x + 10, y - 4), 22), ((x - 12, y + 10), 16)):
        hill = [peak, (peak[0] + foot, y + 26), (peak[0] - foot, y + 26)]
        ax.add_patch(Polygon(hill, facecolor=LIGHT["q-x"], alpha=0.6, linewidth=0, zorder=4))


def draw(runs: Mapping[str, None]) -> Drawing:
    """Three networks side by side, with the same three rows."""
    drawing, ax = new_canvas(SIZE)
    rows = ((OUT, "comes out", "ink"), (LAYER, "is carried", "q-a"), (IN, "goes in", "q-x"))
    for y, words, colour in rows:
        write(ax, (14, y), words, colour, font=16, fontweight="bold", ha="left")
    titles = (
        (126, "Many-to-one", "next element"),
        (440, "Many-to-many", "translation"),
        (800, "One-to-many", "image captioning"),
    )
    for x, shape, example in titles:
        write(ax, (x, 26), shape, font=18, fontweight="bold", ha="left")
        write(ax, (x, 50), example, "muted", font=16, ha="left")
    draw_network(ax, 144, ("The", "cat", "sat", "on", "the"), ("mat",))
    french = ("je", "ne", "sais", "pas")
    draw_network(ax, 458, ("I", "don’t", "know"), french, french[:-1])
    title = ("sun", "over", "dark", "hills")
    draw_image(ax, (830, IN))
    draw_network(ax, 830, ("",), title, title[:-1])
    note = "dashed, in italics: the word just written is read at the next step"
    write(ax, (1024, 312), note, "muted", font=15, ha="right")
    return drawing


def caption(runs: Mapping[str, None]) -> Caption:
    """The caption and the alternative text."""
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
