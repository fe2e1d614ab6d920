"""Reference predictors: exact where they should be, and none better than the ideal one."""

import numpy as np
import pytest

from lstm_tutor.data.functions import FUNCTIONS, function
from lstm_tutor.data.noise import add_noise
from lstm_tutor.data.windows import windows
from lstm_tutor.experiments.noise import NOISE
from lstm_tutor.training.predictors import (
    continue_by_recurrence,
    continue_ideally,
    continue_linearly,
    fit_autoregression,
    floor,
    goal_of,
    recurrence_error,
)
from lstm_tutor.training.samples import held_out

SEEDS = (1, 2, 3)
STEP = 0.2


def test_the_recurrence_continues_a_clean_sine_exactly() -> None:
    waves = windows(function("sine"), np.linspace(0, 6, 7), 40, STEP)
    continued = continue_by_recurrence(waves[:, :30], STEP, 10)
    np.testing.assert_allclose(continued, waves[:, 30:], atol=1e-12)


def test_the_recurrence_fails_on_another_wave_or_another_step() -> None:
    waves = windows(function("composite"), np.linspace(0, 6, 7), 40, STEP)
    assert np.abs(continue_by_recurrence(waves[:, :30], STEP, 10) - waves[:, 30:]).max() > 0.1
    assert recurrence_error(NOISE["baseline"]["none"], SEEDS) < 1e-5


def test_an_autoregression_finds_the_recurrence_by_itself() -> None:
    waves = windows(function("sine"), np.linspace(0, 6, 50), 3, STEP)
    np.testing.assert_allclose(fit_autoregression(waves), [-1, 2 * np.cos(STEP), 0], atol=1e-9)


def test_a_linear_rule_reads_its_own_predictions() -> None:
    doubled = np.array([0.0, 2.0, 1.0])  # twice the last point, plus one
    continued = continue_linearly(doubled, np.array([[7.0, 1.0]]), 3)
    np.testing.assert_array_equal(continued, [[3.0, 7.0, 15.0]])


def test_a_linear_rule_refuses_prompts_of_another_length() -> None:
    with pytest.raises(ValueError, match="T of prompts is 3; legal is a whole number from 2 to 2"):
        continue_linearly(np.zeros(3), np.zeros((1, 3)), 1)


@pytest.mark.parametrize("kind", ["gaussian", "uniform"])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_ideal_predictor_is_nearly_right_when_noise_is_weak(name: str, kind: str) -> None:
    wave = FUNCTIONS[name]
    phases = (np.array([100.5, 700.5, 1500.5]) + 0.25) * wave.period / 2048
    clean = windows(wave, phases, 36, STEP)
    noisy = add_noise(clean[:, :31], np.random.default_rng(5), 0.01, kind=kind)
    continued = continue_ideally(wave, noisy[:, :30], STEP, 0.01, kind, 6)
    error = np.abs(continued - clean[:, 30:])
    assert np.median(error) < 0.02


@pytest.mark.parametrize(("kind", "scale"), [("gaussian", 1.0), ("uniform", 0.4)])
def test_no_phase_guessed_from_the_points_beats_the_ideal_predictor(
    kind: str, scale: float
) -> None:
    rng = np.random.default_rng(11)
    wave = function("sine")
    clean = windows(wave, rng.random(600) * wave.period, 61, STEP)
    noisy = add_noise(clean[:, :31], rng, scale, kind=kind)[:, :30]
    ideal = continue_ideally(wave, noisy, STEP, scale, kind, 31)

    angle = STEP * np.arange(30)
    basis = np.stack([np.sin(angle), np.cos(angle)], axis=1)
    fitted, *_ = np.linalg.lstsq(basis, noisy.T, rcond=None)
    after = STEP * np.arange(30, 61)
    by_least_squares = (np.stack([np.sin(after), np.cos(after)], axis=1) @ fitted).T

    def squared_error(continued: np.ndarray) -> float:
        return float(np.mean((continued - clean[:, 30:]) ** 2))

    assert squared_error(ideal) < squared_error(by_least_squares)
    assert squared_error(ideal) < squared_error(np.zeros_like(ideal))


def test_ideal_predictions_of_pure_noise_shrink_to_the_mean() -> None:
    wave = function("sine")
    flat = continue_ideally(wave, np.zeros((1, 30)), STEP, 100.0, "gaussian", 5)
    np.testing.assert_allclose(flat, 0, atol=1e-2)


@pytest.mark.parametrize("scale", [0, -1, float("nan")])
def test_the_ideal_predictor_needs_noise(scale: float) -> None:
    with pytest.raises(ValueError, match="noise_scale is"):
        continue_ideally(function("sine"), np.zeros((1, 30)), STEP, scale, "gaussian", 1)


def test_the_floor_rises_with_the_noise_and_the_goal_with_the_floor() -> None:
    none, some, high = (floor(NOISE["baseline"][role], SEEDS) for role in ("none", "some", "high"))
    assert none == 0 < some < high < 0.5
    assert floor(NOISE["baseline"]["high"], SEEDS, steps=1) < 0.5
    assert goal_of(NOISE["baseline"]["some"], SEEDS) == 0.2
    assert goal_of(NOISE["baseline"]["high"], SEEDS) == 2 * high


def test_the_floor_is_the_error_on_the_held_out_windows() -> None:
    config = NOISE["baseline"]["high"]
    evaluation = held_out(config, SEEDS)
    wave = function("sine")
    continued = continue_ideally(wave, evaluation.prompts, STEP, 1.0, "gaussian", 31)
    error = np.sqrt(np.mean((continued - evaluation.targets) ** 2)) / np.std(evaluation.targets)
    assert floor(config, SEEDS) == pytest.approx(error, rel=1e-6)
