"""Works to cite in tests: one as a value, and one as the files of a small project.

Copies of this project's own files get the values below, so that tests depend neither on its version
nor on the address at which it is published.
"""

import re
import shutil
from pathlib import Path

from lstm_tutor.base.project import ROOT
from lstm_tutor.site.content.work import CITATION, PROJECT, SETTINGS, Work

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

SITE, REPOSITORY = "https://tutor.example/lstm-tutor/", "https://tutor.example/repository"
# File -> lines that change with each publication -> their values in tests.
FIXED = {
    CITATION: {
        r"version: .*": "version: 0.1.0",
        r"date-released: .*": 'date-released: "2026-11-25"',
        r"url: .*": f"url: {SITE}",
        r"repository-code: .*": f"repository-code: {REPOSITORY}",
    },
    PROJECT: {r"version = .*": 'version = "0.1.0"'},
    SETTINGS: {
        r"site_url: .*": f"site_url: {SITE}",
        r"  repository: .*": f"  repository: {REPOSITORY}",
        r"  doi: .*": '  doi: ""',
    },
}


def copy_description(project: Path) -> None:
    """Copy the files that describe this project, with values for tests."""
    for name in FIXED:
        shutil.copy(ROOT / name, project)
    fix_description(project)


def fix_description(project: Path) -> None:
    """Put values for tests into a copy: version, date, addresses, and no DOI."""
    for name, lines in FIXED.items():
        text = (project / name).read_text(encoding="utf-8")
        for old, new in lines.items():
            text, replaced = re.subn(f"^{old}$", new, text, flags=re.MULTILINE)
            assert replaced == 1, f"{name}: {replaced} lines are like {old!r}"
        if name == CITATION:
            text = re.sub(r"^doi: .*\n", "", text, flags=re.MULTILINE)
        (project / name).write_text(text, encoding="utf-8")
