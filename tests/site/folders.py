"""Small docs folders with pages, drawings and passports; pages rendered without MkDocs."""

import json
from pathlib import Path
from typing import Any

from markdown import Markdown

MATHS = "lstm_tutor.site.markdown.maths"  # the one extension that does not read the docs folder
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h9"/></svg>'
VERDICT: dict[str, Any] = {
    "verdict": "depends on the setting",
    "sentence": "The low rate leaves a larger error.",
    "check": "Free-run error, low rate against suitable rate: larger by a factor of 2.",
    "over": "seeds",
    "panel": [
        {
            "setting": "baseline",
            "outcome": "holds",
            "effect": "83",
            "interval": "61 to 120",
            "share": "32 of 32",
            "twin": "holds",
        },
        {
            "setting": "composite wave",
            "outcome": "fails",
            "effect": "1.2",
            "interval": "0.9 to 1.4",
            "share": "3 of 32",
            "twin": "fails",
        },
    ],
    "replication": None,
}
Pages = dict[str, str]


def add_figure(docs: Path, name: str, **changes: Any) -> None:
    """Write the files of a figure, as the build does."""
    passport = {
        "id": name,
        "source": f"figures/{name.replace('-', '_')}.py",
        "title": "A rate that is too low",
        "phrase": None,
        "section": "Learning Rate",
        "equation": None,
        "width": 720,
        "height": 400,
        "narrow": None,
        "claim": "At a rate of $10^{-4}$ the error *barely* moves.",
        "text": "Each line is one seed.",
        "alt": "Line chart ending at 0.93 & 0.013.",
        "values": {"low-end": "0.93"},
        "settings": "16 units; 32 seeds",
        "seeds": 32,
        "experiments": [{"role": "low", "configuration": "TrainingConfig(learning_rate=0.0001)"}],
        "timesteps": 11_520_000,
        "seconds": 12.3,
        "machine": "A processor, one core",
        "rebuild": f"make figure ID={name}",
        "source_sha256": "5e" * 32,
        "environment": "Python 3.11, NumPy 2.4.6, matplotlib 3.11.2",
        "verdict": VERDICT,
        "network": None,
        "key": "1f" * 32,
        "files": {kind: {"bytes": 2048, "sha256": "ab" * 32} for kind in ("svg", "png", "csv")},
        **changes,
    }
    folder = docs / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.passport.json").write_text(json.dumps(passport), encoding="utf-8")
    (folder / f"{name}.svg").write_text(SVG, encoding="utf-8")
    (folder / f"{name}.png").write_bytes(b"")
    (folder / f"{name}.csv").write_text("series,x,y\nseed 1003,0,0.5\n", encoding="utf-8")


def write_pages(docs: Path, pages: Pages) -> None:
    """Write Markdown pages, by path relative to the docs folder."""
    for name, text in pages.items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def markdown_for(docs: Path, *extensions: str, page: str = "index.md") -> Markdown:
    """Python-Markdown without MkDocs, set up to render one page of the docs folder."""
    settings = {"docs_dir": str(docs), "page": page}
    ours = [name for name in extensions if name.startswith("lstm_tutor.") and name != MATHS]
    return Markdown(extensions=extensions, extension_configs=dict.fromkeys(ours, settings))
