"""The type faces of all drawings: every drawing depends on them, though no Python says so."""

from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FILES = tuple(sorted(FONTS.glob("*.ttf")))
