"""The engine says what complex steps, PyTorch and JAX say, and what the book's equations say."""

import inspect
import json
import operator
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from backprop_lib import RUNNING, VECTOR, autodiff, gradients
from backprop_lib.autodiff import Value

ROOT = Path(__file__).parents[1]
SEEDS = range(200)
NUMPY = SimpleNamespace(
    exp=np.exp,
    log=np.log,
    tanh=np.tanh,
    sigmoid=lambda u: 1 / (1 + np.exp(-u)),
    relu=lambda u: u if np.real(u) > 0 else 0 * u,
)
ENGINE = SimpleNamespace(**{name: getattr(autodiff, name) for name in vars(NUMPY)})
TWO = (operator.add, operator.sub, operator.mul)


def expression(seed):
    """Return f(library, inputs), a random program whose steps reuse earlier results, and inputs.

    Squares and 1 + ... keep logarithms, quotients and powers away from where they end.
    """
    rng = np.random.default_rng(seed)
    steps = [(rng.integers(10), rng.integers(10**6, size=2)) for _ in range(rng.integers(3, 15))]

    def run(library, inputs):
        known = list(inputs)
        for kind, picks in steps:
            u, v = (known[pick % len(known)] for pick in picks)
            known.append(step(library, kind, library.tanh(u), v))
        return sum(known[len(inputs) :], start=0.5)

    return run, rng.uniform(-2, 2, 3).tolist()


def step(library, kind, u, v):
    if kind < 3:
        return TWO[kind](u, v)
    if kind == 3:
        return u / (1.5 + library.tanh(v))
    if kind == 4:
        return (2 + u) ** 3 - 2 / (1.5 + u)
    if kind == 5:
        return 3 * library.log(1.5 + u) + 1
    if kind == 6:
        return (2.5 + u) ** 0.5 - u
    return getattr(library, ("exp", "sigmoid", "relu")[kind - 7])(u)


def ours(run, numbers):
    inputs = [Value(number) for number in numbers]
    result = run(ENGINE, inputs)
    slopes = autodiff.gradients(result)
    return result.number, [slopes.get(value, 0.0) for value in inputs]


def by_complex_steps(run, numbers):
    slopes = []
    for n in range(len(numbers)):
        nudged = [number + 1e-30j * (n == k) for k, number in enumerate(numbers)]
        slopes.append(np.imag(run(NUMPY, nudged)) / 1e-30)
    return run(NUMPY, numbers), slopes


def agree(ours, theirs):
    np.testing.assert_allclose(ours[0], theirs[0], rtol=1e-12)
    np.testing.assert_allclose(ours[1], theirs[1], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_expressions_agree_with_complex_steps(seed):
    run, numbers = expression(seed)
    agree(ours(run, numbers), by_complex_steps(run, numbers))


def test_random_expressions_agree_with_pytorch():
    torch = pytest.importorskip("torch", reason="compares 200 expressions with PyTorch")
    library = SimpleNamespace(**{name: getattr(torch, name) for name in vars(NUMPY)})
    for seed in SEEDS:
        run, numbers = expression(seed)
        inputs = [torch.tensor(n, dtype=torch.float64, requires_grad=True) for n in numbers]
        result = run(library, inputs)
        slopes = torch.autograd.grad(result, inputs, allow_unused=True)
        agree(ours(run, numbers), (result.item(), [0.0 if s is None else s.item() for s in slopes]))


def test_random_expressions_agree_with_jax():
    jax = pytest.importorskip("jax", reason="compares 200 expressions with JAX")
    jax.config.update("jax_enable_x64", True)
    library = SimpleNamespace(
        **{name: getattr(jax.numpy, name) for name in ("exp", "log", "tanh")},
        sigmoid=jax.nn.sigmoid,
        relu=jax.nn.relu,
    )
    for seed in SEEDS:
        run, numbers = expression(seed)
        theirs = jax.value_and_grad(lambda inputs, run=run: run(library, inputs))(numbers)
        agree(ours(run, numbers), (float(theirs[0]), [float(s) for s in theirs[1]]))


def listings():
    """Return the two programs that chapter 16 prints for other libraries, by library."""
    chapter = json.loads((ROOT / "book/16-any-computation.ipynb").read_text(encoding="utf-8"))
    text = "\n".join("".join(cell["source"]) for cell in chapter["cells"])
    programs = re.findall(r"```python\n(import (\w+)\n.*?)```", text, re.DOTALL)
    return {library: program for program, library in programs}


@pytest.mark.parametrize("library", ["torch", "jax"])
def test_the_listing_in_chapter_16_prints_the_gradient_of_the_book(library, capsys):
    pytest.importorskip(library, reason=f"runs the listing of chapter 16 with {library}")
    exec(compile(listings()[library], library, "exec"), {"RUNNING": RUNNING})
    printed = [float(text) for text in re.findall(r"-?\d\.\d+", capsys.readouterr().out)]
    expected = [slope.item() for slope in gradients(RUNNING.network, RUNNING.x, RUNNING.y)]
    np.testing.assert_allclose(printed, expected[: len(printed)], atol=5e-5)
    assert len(printed) == 1


def two_layers(network, x, y):
    """Return the cost of one example from plain values, and the values of each parameter."""
    matrices = [[[Value(float(e)) for e in row] for row in matrix] for matrix in network]
    a = [Value(float(e)) for e in x]
    for W, b in (matrices[:2], matrices[2:]):
        a = [
            autodiff.sigmoid(sum((w * v for w, v in zip(row, a, strict=True)), start=b[j][0]))
            for j, row in enumerate(W)
        ]
    return sum(((v - float(t)) ** 2 for v, t in zip(a, y, strict=True)), start=Value(0.0)) / 2, (
        matrices
    )


def test_the_running_example_has_52_to_55_to_the_last_bit():
    x, W1, b1, W2, b2, y = map(Value, RUNNING.numbers())
    a1 = autodiff.sigmoid(W1 * x + b1)
    a2 = autodiff.sigmoid(W2 * a1 + b2)
    slopes = autodiff.gradients((a2 - y) ** 2 / 2)
    expected = [g.item() for g in gradients(RUNNING.network, RUNNING.x, RUNNING.y)]
    assert [slopes[p] for p in (W1, b1, W2, b2)] == expected


@pytest.mark.parametrize("k", range(4))
def test_a_network_of_vectors_has_the_matrix_form_s_gradients(k):
    x, y = VECTOR.x[:, [k]], VECTOR.y[:, [k]]
    C, matrices = two_layers(VECTOR.network, x[:, 0], y[:, 0])
    slopes = autodiff.gradients(C)
    for matrix, expected in zip(matrices, gradients(VECTOR.network, x, y), strict=True):
        ours = [[slopes[value] for value in row] for row in matrix]
        np.testing.assert_allclose(ours, expected, rtol=1e-13)


def test_where_paths_meet_they_add():
    u = Value(3.0)
    assert autodiff.gradients(u * u + u)[u] == 7.0
    both = u + 1
    assert autodiff.gradients(both * both)[u] == 8.0


def test_every_value_on_the_way_has_a_slope():
    u = Value(2.0)
    square = u * u
    result = square * 3
    slopes = autodiff.gradients(result)
    assert (slopes[result], slopes[square], slopes[u]) == (1.0, 3.0, 12.0)


def test_nothing_is_left_over_from_a_walk_before():
    u = Value(2.0)
    result = u**3
    assert autodiff.gradients(result)[u] == autodiff.gradients(result)[u] == 12.0
    assert not hasattr(u, "grad")


def test_a_long_chain_needs_no_deep_recursion():
    u = start = Value(1.0)
    for _ in range(5 * sys.getrecursionlimit()):
        u = u + 0.0
    assert autodiff.gradients(u)[start] == 1.0


def test_at_the_kink_relu_has_slope_zero():
    u = Value(0.0)
    assert autodiff.gradients(autodiff.relu(u))[u] == 0.0


@pytest.mark.parametrize("what", ["1", None, True, 1j, [1.0], np.ones(2)])
def test_what_is_no_number_is_refused(what):
    with pytest.raises(TypeError, match=r"^a value must be a real number; got"):
        Value(what)
    with pytest.raises(TypeError, match=r"^a value must be a real number; got"):
        Value(1.0) * what


def test_the_class_takes_at_most_sixty_lines():
    assert len(inspect.getsource(Value).splitlines()) <= 60
