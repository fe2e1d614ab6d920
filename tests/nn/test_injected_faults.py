"""Mutation tests: each fault below is put into a copy of the code, and must be detected."""

import inspect
from types import ModuleType

import numpy as np
import pytest

from lstm_tutor.nn import cell, check_gradients, layer, network, numerical_gradient, squared_error
from lstm_tutor.nn import workspace as workspaces
from lstm_tutor.nn.gradient_check import relative_error
from tests.nn.networks import Sizes, build, by_the_readable_cell, draw

FOUND = 1e-3  # far more than the gradient check lets pass

FAULTS_OF_THE_FAST_PATH = {
    "input and forget gate swapped": ("(gates.f, step.c_prev", "(gates.i, step.c_prev"),
    "state of the step before left out": ("np.add(step.c, work.product, out=step.c)", "pass"),
    "no tanh of the state": ("np.tanh(step.c, out=step.tanh_c)", "step.tanh_c[:] = step.c"),
    "gates half as wide": (
        "np.multiply(sigmoids, 0.5, out=sigmoids)",
        "np.multiply(sigmoids, 0.25, out=sigmoids)",
    ),
    "gradient through a left out": ("back.d_c += back.product", "pass"),
    "gradient through c left out": ("back.d_c *= gates.f", "back.d_c[:] = 0"),
    "gradient through c by the wrong gate": ("back.d_c *= gates.f", "back.d_c *= gates.i"),
    "input gate's gradient by itself": (
        "(back.d_c, gates.candidate, out=d_gates.i)",
        "(back.d_c, gates.i, out=d_gates.i)",
    ),
    "forget gate's gradient one step late": ("(back.d_c, step.c_prev,", "(back.d_c, step.c,"),
    "candidate's slope of a sigmoid": (
        "np.subtract(1, out.candidate,",
        "np.subtract(gates.candidate, out.candidate,",
    ),
    "sigmoid's slope of a tanh": (
        "np.subtract(sigmoids, out.sigmoids,",
        "np.subtract(1, out.sigmoids,",
    ),
    "recurrent path left out": ("recurrent, out=back.d_a)", "0 * recurrent, out=back.d_a)"),
    "outside gradient of the wrong step": ("back.d_a += d_a[:, t - 1]", "back.d_a += d_a[:, t]"),
    "last block alone": ("self.gradients += back.gradient", "self.gradients[:] = back.gradient"),
    "gradient not reset": ("self.gradients[:] = 0", "pass"),
    "input's gradient by recurrent weights": (
        "self.weights[:, :, self.hidden_size : -1]",
        "self.weights[:, :, : self.hidden_size]",
    ),
}

FAULTS_OF_THE_CELL = {
    "filtered input by a closing gate": (
        "filtered_input = i * candidate",
        "filtered_input = (1 - i) * candidate",
    ),
    "output gate's slope": ("dz_o = do * o * (1 - o)", "dz_o = do * (1 - o)"),
    "path from c through a left out": (
        "dc = dc + da * o * (1 - np.tanh(c) ** 2)",
        "dc = dc + 0 * da",
    ),
    "path from c alone left out": ("dc = dc + da * o", "dc = da * o"),
    "input gate's gradient by itself": ("di = dc * candidate", "di = dc * i"),
    "forget gate's gradient one step late": ("df = dc * c_prev", "df = dc * c"),
    "recurrent weights transposed": ("da_prev = dz_i @ W_ia +", "da_prev = dz_i @ W_ia.T +"),
    "state's gradient not forgotten": ("dc_prev = dc * f", "dc_prev = dc"),
    "weights of two gates swapped": (
        "*(dW_fx, dW_fa, db_f),\n        *(dW_ox, dW_oa, db_o),",
        "*(dW_ox, dW_oa, db_o),\n        *(dW_fx, dW_fa, db_f),",
    ),
}


def faulty(module: ModuleType, right: str, wrong: str) -> ModuleType:
    """A copy of the module in which one piece of text is another."""
    source = inspect.getsource(module)
    assert source.count(right) == 1, f"{module.__name__} has not just one {right!r}: adapt the test"
    copy = ModuleType(module.__name__)
    exec(compile(source.replace(right, wrong), f"<{module.__name__}>", "exec"), copy.__dict__)
    return copy


def error_of_the_fast_path(monkeypatch: pytest.MonkeyPatch) -> float:
    """The largest error in a network of two layers whose time steps come in blocks of two."""
    sizes = Sizes()
    products = sizes.batch * (2 * sizes.hidden + 1) * 4 * sizes.hidden
    monkeypatch.setattr(workspaces, "SMALL_PRODUCT", 2 * products)
    net = build(sizes, num_layers=2, every_step=True)
    x, target = draw(sizes, every_step=True)
    net.forward(x)
    net.backward(target)  # leaves gradients behind
    return max(check_gradients(net, x, target, squared_error).values())


def error_of_the_cell(module: ModuleType) -> float:
    """The largest error among the gradients of one step of `module`."""
    rng = np.random.default_rng(0)
    weights = build(Sizes(hidden=2)).cell_parameters(0, 0)
    x, a_prev, c_prev, da, dc = rng.standard_normal((5, 3, 2))

    def loss() -> float:
        record = module.step(x, a_prev, c_prev, weights)
        return float((da * record.a).sum() + (dc * record.c).sum())

    back = module.step_backward(module.step(x, a_prev, c_prev, weights), da, dc, weights)
    exact = [*back.weights, back.x, back.a_prev, back.c_prev]
    read = [*weights, x, a_prev, c_prev]
    return max(
        relative_error(gradient, numerical_gradient(loss, theta))
        for gradient, theta in zip(exact, read, strict=True)
    )


@pytest.mark.parametrize("fault", FAULTS_OF_THE_FAST_PATH)
def test_a_fault_of_the_fast_path_is_found(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = faulty(layer, *FAULTS_OF_THE_FAST_PATH[fault])
    monkeypatch.setattr(network, "Layer", copy.Layer)
    assert error_of_the_fast_path(monkeypatch) > FOUND


@pytest.mark.parametrize("fault", FAULTS_OF_THE_CELL)
def test_a_fault_of_the_cell_is_found(fault: str) -> None:
    right, wrong = FAULTS_OF_THE_CELL[fault]
    assert error_of_the_cell(faulty(cell, right, wrong)) > FOUND


def test_without_a_fault_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    unchanged = faulty(layer, "class Layer:", "class Layer:")
    monkeypatch.setattr(network, "Layer", unchanged.Layer)
    assert error_of_the_fast_path(monkeypatch) < 1e-7
    assert error_of_the_cell(faulty(cell, "def step(", "def step(")) < 1e-9


@pytest.mark.parametrize("order", [("f", "i", "o", "c"), ("i", "o", "f", "c")])
def test_gates_that_go_by_a_wrong_name_differ_from_the_readable_cell(
    order: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Gradients cannot show this: the network is correct, but its gates have wrong names."""
    monkeypatch.setattr(network, "GATE_ORDER", order)
    net = build(Sizes())
    x, target = draw(Sizes())
    assert max(check_gradients(net, x, target, squared_error).values()) < 1e-7
    net.named_parameters()["readout.W"][:] = np.eye(2, 3)
    net.named_parameters()["readout.b"][:] = 0
    difference = net.forward(x)[0] - by_the_readable_cell(net, x, 0)[:, -1, :2]
    assert np.abs(difference).max() > FOUND
