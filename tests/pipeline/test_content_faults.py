"""A fault in a page, a figure file or a record is named, and the last good site stays."""

import json
import shutil
from pathlib import Path

import pytest

from tests.pipeline.projects import build, edit, refused, run, wipe

pytestmark = pytest.mark.slow

START = "docs/index.md"
PAGE = "docs/training/learning-rate.md"
NOISE = "docs/training/noise.md"
FIGURE = "figures/low_rate.py"
CONTRACT = "docs/chapter.toml"
READS = '(measured.FOLDER / "measured.toml").read_text()\n'
TRAINING = "lstm_tutor/training/train.py"
ASKED = "lstm_tutor/exercises/chapter/noise.py"
LEDGER = "figures/ledger.json"
CLAIM = "After 8 epochs the low rate leaves a larger training loss than the suitable one."

Edit = tuple[str, str, str]


FAULTS: dict[str, tuple[list[Edit], list[str]]] = {
    "all breaches of the contract": (
        [
            (START, "(fig:low-rate)", "(fig:low-raet)"),
            (PAGE, "[the learning rate is too low]", "[the rate is too low]"),
            (PAGE, "{#low-learning-rate}", "{#too-low}"),
            (NOISE, "/// figure | sea", "/// figure | ../sea"),
            (NOISE, "no sine", "24 % no sine"),
            ("figures/valve.py", '"LSTM Cells"', '"LSTM Sells"'),
            (START, "(term:gate)", "(cite:gers2000)"),
            (ASKED, 'answer=f"It is {3**2 + 4**2}."', 'answer="It is 25."'),
            (NOISE, "/// exercises | noise\n///\n", ""),
        ],
        [
            "index.md: [the learning rate is too low](fig:low-raet): no such figure; did you mean "
            "'low-rate'?",
            "the phrase 'the learning rate is too low' is not linked word for word",
            "training/learning-rate.md: no heading carries {#low-learning-rate}",
            "training/noise.md: /// figure | ../sea: no such figure; did you mean 'sea'?",
            "/// figure | sea (figures/sea.py) is on no page",
            "training/noise.md: the number '24 %' is typed",
            "figures/valve.py: chapter.toml names no phrase and no equation for it, and its "
            "SECTION is 'LSTM Sells', none of the chapter; did you mean 'LSTM Cells'?",
            "index.md: [](cite:gers2000): references.bib has no entry 'gers2000'",
            "exercises/chapter/noise.py: the number '25' is typed, in “",
            "'sea-or-sine', 'sum-of-squares', 'root-mean-square' belong to training/noise.md and",
        ],
    ),
    "all dead links": (
        [
            (PAGE, "barely moves", "[barely](nowhere.md) [moves](../index.md#nobody)"),
        ],
        ["training/learning-rate.md", "nowhere.md", "nobody"],
    ),
    "all that verify finds": (
        [
            (PAGE, "{#learning-rate}", "{#low-learning-rate}"),
            ("docs/assets/logo.svg", "<svg", "<svg><image href='https://a.example/x'/>"),
        ],
        ["the id 'low-learning-rate' is used 2 times", "logo.svg"],
    ),
    "an exercise's id twice": (
        [(ASKED, 'id="sum-of-squares"', 'id="sea-or-sine"')],
        ["the exercise id 'sea-or-sine' is used 2 times (exercises/chapter/noise.py, "],
    ),
    "a wrong solution": (
        [(ASKED, "np.sqrt(np.mean(errors**2))", "np.mean(errors**2)")],
        ["exercises/chapter/noise.py: the exercise 'root-mean-square' has a wrong answer"],
    ),
    "a version that is not the project's": (
        [("CITATION.cff", "version: 0.1.0", "version: 0.2.0")],
        ["CITATION.cff: version is '0.2.0', pyproject.toml: version is '0.1.0'; make them equal"],
    ),
    "a term": ([(START, "(term:gate)", "(term:gaet)")], ["index.md", "'gaet'", "'gate'"]),
    "a formula": ([(START, "$0 < i^t", "$0 < \\theat")], ["index.md", "theat"]),
    "all figure files that cannot be used": (
        [
            (FIGURE, "def draw(", "def drawn("),
            ("figures/sea.py", 'FILES = (measured.FOLDER / "measured.toml",)\n', READS),
            ("figures/valve.py", "SIZE = (320, 120)", "SIZE = (320,)"),
        ],
        [
            "low_rate.py: draw is missing",
            "sea.py: opens ",
            "measured.toml, which FILES does not list",
            "valve.py: SIZE is (320,); it has to be width and height in pixels",
        ],
    ),
    "a phrase whose figure is not there": (
        [(CONTRACT, "phrases.low-rate", "phrases.lower-rate")],
        ["low_rate.py: chapter.toml has no phrase and no equation for it; name its SECTION"],
    ),
    "a damaged contract": ([(CONTRACT, "page =", "page")], ["chapter.toml: "]),
    "two figures": (
        [
            (FIGURE, "drawing = new_drawing(SIZE)", "raise RuntimeError('no ink')"),
            ("figures/sea.py", 'claim="A sine', 'claim="" and "A sine'),
        ],
        ["low_rate.py: RuntimeError: no ink", "sea.py: the caption's claim is empty"],
    ),
}


@pytest.mark.parametrize("what", FAULTS)
def test_a_fault_is_named_and_the_last_good_site_stays(
    project: Path, built: Path, what: str
) -> None:
    edits, complaints = FAULTS[what]
    for file, old, new in edits:
        edit(project, file, old, new)
    said = refused(project, built)
    for complaint in complaints:
        assert complaint in said


def test_a_twin_that_fails_is_one_message(project: Path) -> None:
    twin = "if config.nudged:\n            raise ArithmeticError('no luck')"
    edit(project, TRAINING, "if config.nudged:", twin)
    finished = run(project, "accept")
    said = finished.stdout + finished.stderr
    assert finished.returncode == 1
    assert "low_rate.py (“the learning rate is too low”): an experiment failed, Arith" in said
    assert "Traceback" not in said


def test_missing_vendored_files_stop_the_build(project: Path, built: Path) -> None:
    files = (
        "docs/vendor/katex/katex.min.css",
        "lstm_tutor/figure/drawing/fonts/SourceSans3-Bold.ttf",
    )
    for file in files:
        (project / file).unlink()
    said = refused(project, built)
    for file in files:
        assert file in said


def test_altered_data_stop_the_build(project: Path, built: Path) -> None:
    with (project / "lstm_tutor/data/measured/nino12.csv").open("a", encoding="utf-8") as data:
        data.write("2050,1,2,3,4,5,6,7,8,9,10,11,12\n")
    assert "nino12.csv" in refused(project, built)


def test_a_vanished_page_is_missed(project: Path, built: Path) -> None:
    (project / NOISE).unlink()
    edit(project, "mkdocs.yml", "  - Noise: training/noise.md\n", "")
    assert "training/noise.md: this permanent address is gone" in refused(project, built)


def test_a_heading_may_change_its_words_but_not_its_anchor(project: Path) -> None:
    edit(project, PAGE, "## Low learning rate {#", "## Too little {#")
    build(project)
    page = (project / "site/training/learning-rate/index.html").read_text(encoding="utf-8")
    assert 'id="low-learning-rate">Too little' in page


def test_a_second_and_a_wrong_id_are_refused(project: Path, built: Path) -> None:
    for name in ("low-rate.py", "Low rate.py"):
        shutil.copy(project / FIGURE, project / "figures" / name)
    said = refused(project, built)
    assert "Low rate.py: the figure id would be 'Low rate'" in said
    assert "'low-rate' twice: low-rate.py and low_rate.py" in said


def test_a_figure_that_does_not_exist_is_not_made(project: Path) -> None:
    finished = run(project, "figures", "--only", "../low-rate")
    assert finished.returncode == 1
    assert "no figure '../low-rate'; did you mean 'low-rate'?" in finished.stderr


def test_a_failing_experiment_is_named_with_what_it_serves(project: Path, built: Path) -> None:
    wipe(project, ".cache")
    good = "replace(TINY, window_length=10)"
    bad = "replace(TINY, window_length=10, optimiser='sgd', learning_rate=1e30)"
    edit(project, FIGURE, good, bad)
    said = refused(project, built)
    for needed in ("low_rate", "the learning rate is too low", "not finite", "may_diverge"):
        assert needed in said
    edit(project, FIGURE, bad, good)
    assert " 2 trained" in build(project), "the others were not kept"


def test_a_verdict_that_changed_stops_the_build(project: Path, built: Path) -> None:
    edit(project, LEDGER, '"verdict": "supported here"', '"verdict": "not supported"')
    said = refused(project, built)
    for needed in (CLAIM, "not supported", "supported here", "32 of 32", "make accept"):
        assert needed in said


def test_accept_puts_the_measured_verdicts_on_record(project: Path) -> None:
    recorded = (project / LEDGER).read_text(encoding="utf-8")
    edit(project, LEDGER, '"verdict": "supported here"', '"verdict": "not supported"')
    build(project, "accept")
    assert (project / LEDGER).read_text(encoding="utf-8") == recorded


def test_a_number_that_changed_stops_the_build(project: Path, built: Path) -> None:
    ledger = json.loads((project / LEDGER).read_text(encoding="utf-8"))
    by_seed = ledger["low-rate"]["panel"][0]["by_seed"]
    measured, by_seed[1] = by_seed[1], 99.0
    (project / LEDGER).write_text(json.dumps(ledger, ensure_ascii=False), encoding="utf-8")
    said = refused(project, built)
    for needed in (CLAIM, "1 of 32", f"seed 1001 {measured:.4g}, on record 99"):
        assert needed in said


def test_a_network_that_walks_uphill_stops_the_build(project: Path, built: Path) -> None:
    edit(
        project, "lstm_tutor/training/train.py", "backward(d_prediction)", "backward(-d_prediction)"
    )
    said = refused(project, built)
    for needed in (CLAIM, "supported here", " 32 of 32 seeds", " 0 of 32 seeds"):
        assert needed in said
