"""Small notebooks as files."""

from pathlib import Path

OPENING = """\
# %% [markdown]
# # A small one: with a colon {#small-one}
#
# It adds two numbers: one, and one.
#
# Nothing else.
"""


def write_book(folder: Path, *cells: str, name: str = "small_one.py") -> Path:
    """A notebook with these cells after its opening; each is what follows `# %%`."""
    folder.mkdir(exist_ok=True)
    text = "\n".join([OPENING, *(f"# %%{cell.rstrip()}\n" for cell in cells)])
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def text_cell(*lines: str) -> str:
    """A cell of text for `write_book`."""
    return " [markdown]\n" + "\n".join(f"# {line}".rstrip() for line in lines)
