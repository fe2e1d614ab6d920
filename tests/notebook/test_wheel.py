"""The wheel: what notebooks import, and no more, installed by pip wherever they are run."""

import io
import re
import subprocess
import sys
import zipfile
from importlib.metadata import requires
from pathlib import Path

import pytest

import lstm_tutor
from lstm_tutor import face
from lstm_tutor.base import fingerprint
from lstm_tutor.base.project import NOTEBOOKS, ROOT
from lstm_tutor.notebook.wheel import NEEDS, wheel

USE = """
import sys
sys.path[:0] = sys.argv[1:]
import lstm_tutor as lt
history = lt.train(lt.TrainingConfig(epochs=1, windows=40), (1,))
drawing = lt.new_drawing((300, 200))
drawing.subplots().plot(history.epochs, history.nrmse[0])
lt.Picture(drawing, alt="A line.")
for module in list(sys.modules.values()):
    if place := getattr(module, "__file__", None):
        print(place)
"""


def test_it_is_the_same_each_time() -> None:
    assert wheel() == wheel()


def test_it_holds_what_notebooks_import_and_no_tools_of_the_site() -> None:
    names = zipfile.ZipFile(io.BytesIO(wheel()[1])).namelist()
    for notebook in NOTEBOOKS.glob("*.py"):
        imported = fingerprint.imported_files(notebook)[1:]
        assert {path.relative_to(ROOT).as_posix() for path in imported} <= {*names}
    rooms = {name.split("/")[1] for name in names if name.count("/") > 1}
    assert not rooms & {"site", "pipeline", "downloads", "notebook", "exercises", "experiments"}


@pytest.mark.slow
def test_pip_installs_it_and_numpy_and_matplotlib_are_all_it_takes(tmp_path: Path) -> None:
    name, content = wheel()
    (tmp_path / name).write_bytes(content)
    place = tmp_path / "installed"
    install = ["-m", "pip", "install", "--quiet", "--no-deps", "--no-index"]
    target = ["--target", str(place), str(tmp_path / name)]
    subprocess.run([sys.executable, *install, *target], check=True)
    use = [sys.executable, "-c", USE, str(place)]
    done = subprocess.run(use, cwd=tmp_path, check=True, capture_output=True, text=True)
    files = [Path(line) for line in done.stdout.splitlines()]
    ours = [file for file in files if file.is_relative_to(place)]
    assert place / "lstm_tutor/training/train.py" in ours
    assert not [file for file in files if file.is_relative_to(ROOT / "lstm_tutor")]
    packages = {
        file.relative_to(parent).parts[0].removesuffix(".py").lower()
        for file in files
        for parent in file.parents
        if parent.name == "site-packages"
    }
    needed = {*NEEDS, "pil", "mpl_toolkits", "six", "dateutil", "_distutils_hack"}
    for package in NEEDS:
        for requirement in requires(package) or []:
            needed.add(re.split(r"[^\w-]", requirement)[0].lower())
    assert {name.split(".")[0] for name in packages} <= needed | {"__pycache__"}


def test_the_package_offers_what_its_face_lists() -> None:
    for name in face.__all__:
        assert getattr(lstm_tutor, name) is getattr(face, name)
    with pytest.raises(AttributeError, match="'lstm_tutor' has no attribute 'trian'"):
        lstm_tutor.trian  # noqa: B018


def test_every_name_of_the_face_is_used_by_a_notebook() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in NOTEBOOKS.glob("*.py"))
    assert [name for name in face.__all__ if not re.search(rf"\blt\.{name}\b", text)] == []
