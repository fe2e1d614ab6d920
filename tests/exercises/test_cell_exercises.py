"""The exercises on the LSTM cell: hand results worked out again."""

import importlib
import math
from fractions import Fraction
from typing import Any

import pytest

from lstm_tutor.exercises.exercise import Exercise

PAGES = (
    *("overview", "cell_steps", "cell_state", "input_gate", "forget_gate", "output_gate"),
    "backpropagation_through_time",
)
HALF = Fraction(1, 2)
SLOPE = HALF * (1 - HALF)  # of the sigmoid, where it is one half


def module_of(page: str) -> Any:
    return importlib.import_module(f"lstm_tutor.exercises.chapter.{page}")


def exercise(page: str, name: str) -> Exercise:
    (found,) = (e for e in module_of(page).EXERCISES if e.id == name)
    assert isinstance(found, Exercise)
    return found


def answer(page: str, name: str) -> str:
    return " ".join(exercise(page, name).answer.split())


def two(value: float | Fraction) -> str:
    """At most two decimals, as a student would write them."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace("-", "−")


def listed(values: list[Any]) -> str:
    return ", ".join(map(two, values[:-1])) + f" and {two(values[-1])}"


def test_what_is_left_of_a_note() -> None:
    halved = [8 * HALF**step for step in (1, 2, 3)]
    expected = f"At one half: {listed(halved)}. At 1: 8, 8 and 8. At 0: 0, 0 and 0."
    assert expected in answer("overview", "keep-a-note")


def test_the_count_of_weights() -> None:
    in_a_sum = 1 + 16 + 1
    found = answer("overview", "count-the-weights")
    assert f"1 + 16 + 1 = {in_a_sum}. A unit has four sums, which makes {4 * in_a_sum}" in found
    assert f"16 units have {16 * 4 * in_a_sum:,}." in found
    assert f"{16 * 4 * in_a_sum + 16 + 1:,} in all" in found


def test_one_full_step() -> None:
    a, c = HALF, -4
    sums = [8 + 4 * a, 1 - 4 * a + 1, -1 + 2 * a, 12 - 4 * a]
    assert sums == [10, 0, 0, 10]
    i, f, o, candidate = 1, HALF, HALF, 1  # sigmoid and tanh of 10 taken as 1
    new = i * candidate + f * c
    found = answer("cell_steps", "one-full-step")
    assert f"Filtered state 0.5 · (−4) = {two(f * c)}. " in found
    assert f"new cell state, {two(new)}. " in found
    assert f"= {two(o * math.tanh(new))}: the activation" in found
    for total in ("8 · 1 + 4 · 0.5 + 0 = 10", "1 · 1 − 4 · 0.5 + 1 = 0"):
        assert total in found


def test_written_and_kept() -> None:
    states = [Fraction(7)]
    for _ in range(4):
        states.append(HALF * -1 + HALF * states[-1])
    found = answer("cell_state", "written-and-kept")
    assert f"The states are {listed(states[1:])}." in found
    limit = Fraction(-1)
    assert HALF * -1 + HALF * limit == limit
    assert f"They approach {two(limit)}:" in found


def test_the_gradient_of_a_sum() -> None:
    found = answer("cell_state", "gradient-of-a-sum")
    assert f"Input gate: 2 · (−1) = {two(2 * -1)}." in found
    assert f"Forget gate: 2 · 6 = {two(2 * 6)}." in found
    assert f"Old cell state: 2 · 0.5 = {two(2 * HALF)}." in found


def test_the_gates_of_two_units() -> None:
    a = (HALF, -HALF)
    sums = (1 + 2 * a[0] + 4 * a[1], 0 * a[0] - 20 * a[1])
    assert list(sums) == [0, 10]
    found = answer("input_gate", "gates-of-two-units")
    assert "= 0, and the sigmoid of it is 0.5." in found
    assert "= 10, which gives 1 when" in found
    assert f"unit 1 would get {two(1 / (1 + math.exp(-(1 + 2 * a[0]))))} instead" in found


def test_a_gradient_by_nudging() -> None:
    def gate(weight: float) -> float:
        return 1 / (1 + math.exp(-2 * weight))

    found = answer("input_gate", "check-by-nudging")
    assert f"its gradient is 2 · 0.25 = {two(2 * SLOPE)}." in found
    assert f"The two losses are {gate(0.1):.4f} and {gate(-0.1):.4f}." in found
    assert f"divided by 0.2, is {(gate(0.1) - gate(-0.1)) / 0.2:.3f}." in found
    assert f"further off: {(gate(0.5) - gate(-0.5)) / 1:.3f}." in found


def test_the_product_of_gates() -> None:
    gates = [Fraction(gate) for gate in (1, HALF, HALF, 1, 0, 1)]
    shares = [Fraction(math.prod(gates[: k + 1])) for k in range(6)]
    found = answer("forget_gate", "product-of-gates")
    assert f"Cell states: {listed([8 * share for share in shares])}." in found
    assert f"Shares of the start: {listed(shares)}." in found
    assert f"1 · 0.5 · 0.5 · 1 = {two(shares[3])} after four steps" in found


def test_what_an_empty_memory_teaches() -> None:
    assert f"the bias gets {two(0)} and {two(1 * 4 * SLOPE)}." in answer(
        "forget_gate", "empty-memory"
    )


def test_half_lives() -> None:
    found = answer("forget_gate", "half-life")
    assert "The three half-lives are 1 step, 6.6 and 69 steps" in found
    assert 0.9**6.55 > 0.5 > 0.9**6.65
    assert 0.99**68.5 > 0.5 > 0.99**69.5


def test_what_a_unit_says() -> None:
    assert f"The activation is 0, 0 and {math.tanh(1):.2f}." in answer(
        "output_gate", "wait-and-speak"
    )
    states = [8 * HALF**k for k in (1, 2, 3, 4)]
    found = answer("output_gate", "large-and-fading")
    assert f"Cell states: {listed(states)}." in found
    assert f"Activations: {listed([math.tanh(c) for c in states])}." in found
    assert f"share of the gradient: {listed([1 / math.cosh(c) ** 2 for c in states])}." in found


def test_two_steps_back() -> None:
    c = [Fraction(4), 4 * HALF, 4 * HALF**2]
    dc = {2: Fraction(8), 1: 8 * HALF, 0: 8 * HALF**2}
    shares = {t: dc[t] * c[t - 1] * SLOPE for t in (2, 1)}
    found = answer("backpropagation_through_time", "two-steps-back")
    assert f"Forward: {', '.join(map(two, c))}." in found
    assert f"so {', '.join(two(dc[t]) for t in (2, 1, 0))}." in found
    assert f"Together {two(shares[1] + shares[2])}." in found

    def loss(bias: float) -> float:
        return 8 * 4 / (1 + math.exp(-bias)) ** 2

    assert f"the losses are {loss(0.1):.3f} and {loss(-0.1):.3f}." in found
    assert f"divided by 0.2, is {(loss(0.1) - loss(-0.1)) / 0.2:.2f}." in found


def test_decay_over_thirty_steps() -> None:
    found = answer("backpropagation_through_time", "solved-or-eased")
    for gate in (0.9, 0.99):
        assert f"{100 * math.exp(30 * math.log(gate)):.0f} %" in found


@pytest.mark.parametrize("page", PAGES)
def test_each_page_mixes_kinds(page: str) -> None:
    exercises = module_of(page).EXERCISES
    assert 4 <= len(exercises) <= 6
    assert {"recall", "prediction", "by hand", "coding"} <= {e.kind for e in exercises}
