"""A figure that names one network carries it: the very network whose behaviour is drawn."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from matplotlib.text import Text

from lstm_tutor.base.project import ROOT
from lstm_tutor.experiments.runs import run
from lstm_tutor.figure.pytorch import state_dict
from lstm_tutor.nn import LSTMNetwork
from lstm_tutor.tasks import recall
from lstm_tutor.training.free_run import free_run
from lstm_tutor.training.samples import held_out

pytestmark = pytest.mark.slow

# Figure that shows one network -> the role of its run; `memory_task` is a run of another kind.
SHOWN = {
    "activation": "baseline",
    "batch_medium_prediction": "medium",
    "cell_state": "baseline",
    "filtered_input": "baseline",
    "filtered_state": "baseline",
    "forget_gate": "baseline",
    "input_gate": "baseline",
    "lr_high_prediction": "high",
    "lr_low_prediction": "low",
    "lr_medium_prediction": "medium",
    "noise_high": "high",
    "noise_none": "none",
    "output_gate": "baseline",
}
SEED, EPOCH = r"[Ss]eed (\d+)", r"after (\d+) epochs"
FIGURES = sorted(path.stem for path in (ROOT / "figures").glob("*.py"))


@lru_cache
def drawn(name: str) -> tuple[ModuleType, dict[Any, Any]]:
    """A figure file and its runs, read from the cache; what is missing is trained."""
    figure = import_module(f"figures.{name}")
    results, _ = run(dict.fromkeys(figure.EXPERIMENTS.values()))
    return figure, {role: results[e] for role, e in figure.EXPERIMENTS.items()}


def named(figure: ModuleType, runs: dict[Any, Any], pattern: str) -> set[int]:
    """The numbers that the figure's words, those in the drawing included, have in this place."""
    drawing = [text.get_text() for text in figure.draw(runs).findobj(Text)]
    found = re.findall(pattern, "\n".join([figure.caption(runs).text, *drawing]))
    return {int(number) for number in found}


def network_of(figure: ModuleType, runs: dict[Any, Any]) -> LSTMNetwork:
    make: Callable[[dict[Any, Any]], LSTMNetwork] = figure.network
    return make(runs)


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_that_names_a_seed_has_its_network_and_no_other_has(name: str) -> None:
    figure, runs = drawn(name)
    one = hasattr(figure, "network")
    assert one == (name in {*SHOWN, "memory_task"})
    assert one == (len(named(figure, runs, SEED)) == 1)


@pytest.mark.parametrize("name", SHOWN)
def test_the_network_continues_as_the_seed_that_the_figure_names(name: str) -> None:
    figure, runs = drawn(name)
    history = runs[SHOWN[name]]
    (seed,), (epoch,) = (named(figure, runs, pattern) for pattern in (SEED, EPOCH))
    network = network_of(figure, runs)
    assert network.replicas == 1
    assert state_dict(network)["lstm.weight_hh_l0"].shape == (64, 16)
    found = free_run(network, held_out(history.config, (seed,)).prompts)
    recorded = history.continuations_at(epoch)[history.seeds.index(seed)]
    np.testing.assert_allclose(found[0], recorded, rtol=1e-5, atol=1e-6)


def test_the_network_of_the_memory_task_names_as_many_cues_as_its_seed() -> None:
    figure, runs = drawn("memory_task")
    result, _ = figure.shown(runs)
    (seed,) = named(figure, runs, SEED)
    test = recall.held_out(result.config, (seed,))
    answers = network_of(figure, runs).forward(test[..., :-1, np.newaxis])[0, :, 0]
    right = np.mean(np.sign(answers) == test[0, :, -1])
    assert right == result.right[result.seeds.index(seed)]
