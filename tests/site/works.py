"""Works to be cited in tests: one as a value, and one as the files of a small project."""

import shutil
from pathlib import Path

from lstm_tutor.site.work import CITATION, PROJECT, SETTINGS, Work

ROOT = Path(__file__).resolve().parents[2]
WORK = Work(
    title="LSTM Tutor",
    authors=("LSTM Tutor contributors",),
    version="0.1.0",
    date="2026-11-25",
    licence="CC-BY-4.0",
    abstract="A chapter.",
    keywords=("LSTM",),
    site_url="https://example.org/~a_b/",
    repository="https://example.org/repository",
)
HOSTILE = [
    '</script><script>alert("x")</script>',
    'Rates: 50 % & "more" {not} closed } \\ $x_1$ # ~ ^',
    "Größe, “quoted” – Ελληνικά\u2028and more",
]


def copy_description(project: Path) -> None:
    """The files in which this project describes itself."""
    for name in (CITATION, PROJECT, SETTINGS):
        shutil.copy(ROOT / name, project)
