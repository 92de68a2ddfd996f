"""The vector forms: as displayed, as measured, and as the code computes them."""

import inspect

import numpy as np
import pytest

from equation_prover import vectors
from equation_prover.arrays import Arrays
from equation_prover.reading import LAST, Equation
from equation_prover.vectors import draw, examine_vectors


def problem(latex):
    (found,) = examine_vectors([Equation("x.ipynb", 1, "vec", 99, latex, "")])
    return found.problem


def test_all_agree_with_measurement_and_code(forms):
    found = examine_vectors(forms)
    assert [v.problem for v in found] == [None] * LAST["vec"]
    assert {v.shapes for v in found} == {len(vectors.SHAPES)}


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (1, "z1 = W1 @ x + b1"),
        (8, "dC0_da2 = a2 - y"),
        (9, ""),  # the code never builds it
        (12, "dC_dW2 = dC_dz2 @ a1.T"),
        (14, "dC_da1 = W2.T @ dC_dz2"),
    ],
)
def test_a_form_is_tied_to_the_line_that_implements_it(forms, number, line):
    (found,) = examine_vectors([forms[number - 1]])
    assert found.code == line


@pytest.mark.parametrize(
    ("number", "right", "wrong"),
    [
        (3, "W2 @ a1 + b2", "W2 @ a1 - b2"),
        (6, "(2 * y.shape[1])", "y.shape[1]"),
        (6, "(2 * m)", "m"),  # in through_chain
        (8, "a2 - y", "y - a2"),
        (11, "dC0_dz2 / m", "dC0_dz2"),  # the one place where the mean is taken
        (12, "dC_dz2 @ a1.T", "dC0_dz2 @ a1.T"),
        (15, "a1 * (1 - a1) * dC_da1", "a1 * dC_da1"),
    ],
)
def test_a_wrong_line_of_code_is_noticed(forms, monkeypatch, number, right, wrong):
    def spoiled(function):
        return source(function).replace(right, wrong)

    source = inspect.getsource
    monkeypatch.setattr(inspect, "getsource", spoiled)
    (found,) = examine_vectors([forms[number - 1]])
    assert "the code" in found.problem


def test_a_line_that_is_gone_is_noticed(forms, monkeypatch):
    monkeypatch.setattr(inspect, "getsource", lambda function: "pass")
    (found,) = examine_vectors([forms[7]])
    assert found.problem == "no line of backprop_lib.core computes dC0_da2"


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"z^L = W^L a^{L-1} + b^L", "add of unequal shapes"),
        (r"\frac{\partial C_0}{\partial z^L} = a^L (1 - a^L) \odot (a^L - y)", "matmul"),
        (r"\frac{\partial C_0}{\partial a^L} = (a^L - y)^2", "a power of a matrix"),
        (
            r"\frac{\partial C}{\partial b^L} = \frac{1}{m} \frac{\partial C_0}{\partial z^L}",
            "the formula has shape",
        ),
        (
            r"\frac{\partial C}{\partial W^L} = \frac{\partial C_0}{\partial z^L} (a^{L-1})^\top",
            "the formula differs from the measurement",
        ),
        (r"\frac{\partial C_0}{\partial a^L} = \frac{\partial C_0}{\partial a^L}", "by itself"),
        (r"= a^L - y", "one left side and one right side"),
        (r"C_0 = \frac{1}{2} \sum_{i} (a^L_j - y_j)^2", "sums over i, which nothing carries"),
        (r"z^L_j = \sum_{i} W^L_i a^{L-1}_i + b^L_j", "has two indices"),
        (r"\frac{\partial C_0}{\partial W^L_{ji}} = \delta_{ji} a^{L-1}_j", "two different sizes"),
        (r"\frac{\partial a^L}{\partial C_0} = a^L", "nothing is differentiated by it"),
        (r"\frac{\partial C_0}{\partial a^L} = \frac{1}{0} (a^L - y)", "division by zero"),
        (r"a^L - y = a^L - y + 0", "neither a quantity nor a derivative of one"),
        (r"z = W^L a^{L-1}", "z has no value in a vector form"),
    ],
)
def test_a_wrong_form_is_rejected(latex, words):
    assert words in problem(latex)


def test_the_measurement_agrees_with_the_complex_steps_of_the_library():
    from backprop_lib import Network, complex_step_gradients

    given = draw((3, 2, 4, 5), seed=1)
    network = Network(*(given[name] for name in ("W1", "b1", "W2", "b2")))
    gradients = complex_step_gradients(network, given["x"], given["y"])
    here = Arrays(given)
    for name in ("W1", "b1", "W2", "b2"):
        tree = Equation("", 1, "vec", 1, rf"y = {derivative(name)}", "").tree
        measured = here.visit(tree.children[0].children[1])
        np.testing.assert_allclose(measured, getattr(gradients, f"dC_d{name}"), rtol=1e-12)


def derivative(name):
    layer = "{L-1}" if name[1] == "1" else "L"
    return rf"\frac{{\partial C}}{{\partial {name[0]}^{layer}}}"


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\frac{\partial a^L_i}{\partial z^L_i} = \delta_{ik} a^L_i (1 - a^L_i)", "δ has k"),
        (r"a^L = e^{z^L}", "a power of e"),
    ],
)
def test_what_a_vector_form_cannot_say_is_refused(latex, words):
    assert words in problem(latex)
