"""The book's colours: one per quantity and setting, the same in equations, prose, code and curves.

Both schemes were chosen by search: every colour has a contrast of at least 4.5 : 1 on its
scheme's paper, so that it can carry text, and no two quantities come closer than 0.08 in OKLab
to normal, protanopic, deuteranopic or tritanopic sight. Settings differ by lightness as well and
so survive a greyscale print. Colour is never the only sign: curves carry labels and line styles.
`docs/stylesheets/palette.css` holds the same values; a test keeps the two equal.
"""

LIGHT = {
    "paper": "#fcfbf8",
    "ink": "#1f2328",
    "muted": "#5b6068",
    "grid": "#e3e0d8",
    "q-i": "#0a6de5",  # input gate
    "q-f": "#79030b",  # forget gate
    "q-o": "#0e705b",  # output gate
    "q-g": "#60168e",  # candidate
    "q-c": "#885000",  # cell state
    "q-a": "#cb2d8a",  # activation
    "q-x": "#324952",  # input
    "s-low": "#1d5f9e",
    "s-medium": "#12352a",
    "s-high": "#c44a00",
}

DARK = {
    "paper": "#15181d",
    "ink": "#e4e6ea",
    "muted": "#a2a8b2",
    "grid": "#2c313a",
    "q-i": "#70acfb",
    "q-f": "#de5824",
    "q-o": "#90dcaa",
    "q-g": "#9e67e9",
    "q-c": "#d4b43a",
    "q-a": "#ec79b0",
    "q-x": "#d4ecf7",
    "s-low": "#4d97de",
    "s-medium": "#d7f0ae",
    "s-high": "#f7a062",
}
