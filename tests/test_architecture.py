"""The doors between the rooms: read from the imports, with the file that breaks them named."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from lstm_tutor.base.project import ROOT

# Lowest first. A room may use itself and what is listed before it, never what comes after.
ROOMS = (
    "base",
    "nn",
    "data",
    "training",
    "probes",
    "tasks",
    "experiments",
    "evidence",
    "figure.drawing",
    "face",
    "figure",
    "figures",
    "exercises",
    "site.content",
    "site.html",
    "site.markdown",
    "site.checks",
    "site.publishing",
    "notebook",
    "notebooks",
    "downloads",
    "pipeline",
    "__main__",
)
SCRIPTS = ("figures", "notebooks")  # folders beside the package, whose files are loaded by path
# These rest on the base alone: the site reads what others wrote.
ALONE = ("nn", "data", "site")

# Who may use which package; NumPy is everybody's but the site's.
PACKAGES = {
    "numpy": {room for room in ROOMS if not room.startswith("site.")},
    "bs4": {"site.html", "downloads"},
    "jupyter_client": {"notebook"},
    "jupytext": {"notebook"},
    "matplotlib": {"figure.drawing", "figure", "figures"},
    "markdown": {"site.markdown"},
    "mike": {"site.publishing"},
    "mkdocs": {"notebook", "pipeline", "site.html"},
    "nbclient": {"notebook"},
    "nbconvert": {"notebook"},
    "nbformat": {"notebook"},
    "pikepdf": {"downloads"},
    "playwright": {"downloads"},
    "py_mini_racer": {"site.markdown"},
    "pybtex": {"site.content", "site.markdown"},
    "pymdownx": {"site.markdown"},
    "rispy": {"site.content"},
    "traitlets": {"notebook"},
    "yaml": {"site.content"},
    "joblib": {"base", "experiments", "pipeline"},
    "threadpoolctl": {"base", "__main__"},
    "tqdm": {"experiments"},
    "filelock": {"site.publishing", "pipeline"},
    "safetensors": {"figure"},
    "click": {"pipeline", "__main__"},
}


def sources() -> Iterator[tuple[str, str]]:
    """(path, text) of every file the doors apply to."""
    for folder in ("lstm_tutor", *SCRIPTS):
        for file in sorted((ROOT / folder).rglob("*.py")):
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def room_of(path: str) -> str:
    """The room a file belongs to: nn for lstm_tutor/nn/cell.py, figures for figures/lr_low.py."""
    top, *below = path.removesuffix(".py").split("/")
    return top if top in SCRIPTS else room_named(below)


def room_named(parts: list[str]) -> str:
    """The room of a module, named by its parts below lstm_tutor."""
    inner = ".".join(parts[:2])
    return inner if inner in ROOMS else parts[0]


def imports(path: str, text: str) -> Iterator[str]:
    """Dotted names of all that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(text, path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            if node.level:
                yield f"{'.' * node.level}{node.module or ''}"
            elif node.module in {"lstm_tutor", *SCRIPTS}:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module or ""


def broken_doors(path: str, text: str) -> Iterator[str]:
    """What a file imports and may not, one sentence each."""
    room = room_of(path)
    if path.endswith("/__init__.py") and room not in ROOMS:
        return
    if room not in ROOMS:
        yield f"{path}: the room {room!r} has no place yet; give it one in ROOMS"
        return
    for name in imports(path, text):
        top, *rest = name.split(".")
        if top == "":
            yield f"{path}: imports {name} relatively; write lstm_tutor. in full"
        elif top in SCRIPTS:
            yield f"{path}: imports {name}; {top} are loaded by path and import none another"
        elif top == "lstm_tutor":
            yield from _between_rooms(path, room, room_named(rest) if rest else "face")
        elif top not in sys.stdlib_module_names and room not in PACKAGES.get(top, set()):
            yield f"{path}: imports {top}, which {room} may not know (see PACKAGES)"


def _between_rooms(path: str, room: str, other: str) -> Iterator[str]:
    if other not in ROOMS:
        yield f"{path}: imports lstm_tutor.{other}, which has no place in ROOMS"
    elif room.startswith(ALONE) and other != "base" and not _same_house(room, other):
        yield f"{path}: imports lstm_tutor.{other}; {room} depends on no other"
    elif ROOMS.index(other) > ROOMS.index(room):
        yield f"{path}: imports lstm_tutor.{other}, which is above {room}"


def _same_house(room: str, other: str) -> bool:
    return room.partition(".")[0] == other.partition(".")[0]


@pytest.mark.parametrize(("path", "text"), list(sources()), ids=[path for path, _ in sources()])
def test_doors_hold(path: str, text: str) -> None:
    problems = list(broken_doors(path, text))
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("lstm_tutor/nn/cell.py", "import matplotlib"),
        ("lstm_tutor/nn/cell.py", "from lstm_tutor.data import functions"),
        ("lstm_tutor/nn/cell.py", "def step():\n    from lstm_tutor.experiments import runs"),
        ("lstm_tutor/training/train.py", "from lstm_tutor import experiments"),
        ("lstm_tutor/experiments/runs.py", "import lstm_tutor.figure.figure"),
        ("lstm_tutor/evidence/claims.py", "from matplotlib import pyplot"),
        ("lstm_tutor/figure/drawing/svg.py", "from lstm_tutor.figure import publication"),
        ("lstm_tutor/site/content/pages.py", "from lstm_tutor.site.markdown import links"),
        ("lstm_tutor/site/markdown/figures.py", "from lstm_tutor.figure.figure import Figure"),
        ("lstm_tutor/figure/figure.py", "import mkdocs.config"),
        ("lstm_tutor/site/html/render.py", "from lstm_tutor.downloads.paper import make"),
        ("lstm_tutor/figure/figure.py", "from .site import verify"),
        ("lstm_tutor/attic.py", "import ast"),
        ("lstm_tutor/data/noise.py", "import scipy"),
        ("figures/lr_low.py", "from figures import lr_high"),
        ("figures/lr_low.py", "from lstm_tutor import pipeline"),
        ("notebooks/break_it.py", "from figures import lr_high"),
        ("notebooks/break_it.py", "from lstm_tutor import pipeline"),
    ],
)
def test_a_broken_door_is_found(path: str, text: str) -> None:
    problems = list(broken_doors(path, text))
    assert problems
    assert all(problem.startswith(f"{path}: ") for problem in problems)


def test_every_room_exists() -> None:
    exist = {room_of(path) for path, _ in sources()}
    assert set(ROOMS) <= exist, f"no such room: {', '.join(sorted(set(ROOMS) - exist))}"


def test_every_right_to_a_package_is_used() -> None:
    used = {
        (name.partition(".")[0], room_of(path))
        for path, text in sources()
        for name in imports(path, text)
    }
    rights = {(top, room) for top, rooms in PACKAGES.items() if top != "numpy" for room in rooms}
    assert rights <= used, rights - used


def test_every_package_that_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + project["optional-dependencies"]["test"]
    names = {re.split(r"[<>=]", package)[0] for package in declared}
    names.add("torch")  # which makes the fixtures, by hand
    homes = packages_distributions()
    for folder in ("lstm_tutor", *SCRIPTS, "tests", "benchmarks"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for name in imports(file.name, file.read_text(encoding="utf-8")):
                for home in homes.get(name.partition(".")[0], ()):
                    assert re.sub("[_.]", "-", home.lower()) in names, f"{file}: {name}"
