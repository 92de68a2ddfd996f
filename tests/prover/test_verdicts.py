"""What is proved, and what is rejected and why."""

from dataclasses import replace

import pytest

from equation_prover.claims import Rejected, claims_of
from equation_prover.parsing import parse
from equation_prover.proving import Symbolic, prove
from equation_prover.reading import Equation
from equation_prover.verdicts import examine
from equation_prover.witness import networks, worst_difference

ON = networks(3)


def verdict(*lines, number=99, reason="Algebra"):
    """The verdict on the last of these lines."""
    equations = [
        Equation("x.ipynb", 1, "eq", number + place - len(lines) + 1, latex, reason)
        for place, latex in enumerate(lines)
    ]
    return examine(equations, ON)[-1]


def problem(*lines, **more):
    found = verdict(*lines, **more)
    return found.stage, found.problem


def test_all_55_are_proved(book):
    assert [v.problem for v in examine(book)] == [None] * 55


def test_both_sides_agree_to_fifty_digits_on_a_hundred_networks(book):
    assert {(v.networks, v.exponent) for v in examine(book)} == {(100, -50)}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "the network's own definition of $z^{L-1}$"),
        (24, "left − right = 0 for every $z$"),
        (28, "left − right = 0 for every network and input"),
        (41, "the links lead from $W^{L-1}$ up to $C_0$, and left − right = 0 for every network, "
             "input and target"),
        (42, "the network's own definition of $z^{L-1}$; left − right = 0 for every network and "
             "input"),
    ],
)  # fmt: skip
def test_the_verdict_says_what_was_proved(book, number, words):
    (found,) = examine(book, ON, only={number})
    assert found.proof == words


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 7, 13, 29])
def test_a_definition_must_define_its_own_quantity(book, number):
    other = next(e for e in book if e.number in (1, 3) and e.latex != book[number - 1].latex)
    assert problem(other.latex, number=number)[0] == "form"


# True, and yet they say nothing, or not what the line is for.


def test_a_line_that_says_the_same_thing_twice_is_rejected():
    assert problem(r"\frac{d\sigma}{dz} = \frac{d\sigma(z)}{dz}") == (
        "form",
        "repeats an expression that stands earlier in the same chain",
    )


def test_a_left_side_explained_by_itself_is_rejected():
    line = r"\frac{\partial C_0}{\partial a^L} = \frac{\partial C_0}{\partial a^L} \cdot 1"
    assert problem(line) == ("form", "explains the left side by itself")


def test_a_chain_that_goes_in_a_circle_is_rejected():
    lines = r"\frac{\partial C_0}{\partial a^L} = a^L - y", r"= (a^L - y) \cdot 1", "= a^L - y"
    assert problem(*lines)[0] == "form"


def test_a_definition_through_another_name_is_rejected_by_the_algebra_alone():
    assert problem(r"z^L = W^L \sigma(z^{L-1}) + b^L") == (
        "proof",
        "is not the network's definition of z^L",
    )


def test_a_given_quantity_cannot_be_defined():
    assert problem("b^L = z^L - W^L a^{L-1}") == (
        "proof",
        "b^L is given: nothing computes it",
    )


def test_a_division_by_zero_is_rejected():
    assert problem(r"\frac{\partial z^L}{\partial b^L} = \frac{x}{y - y}") == (
        "witness",
        "divides by zero",
    )


def test_a_zero_derivative_proves_nothing():
    line = r"\frac{\partial z^{L-1}}{\partial W^L} = 0"
    assert problem(line) == ("witness", "the quantity on top does not depend on W^L")


def test_two_zeros_are_not_compared():
    assert problem("a^L - a^L = y - y")[1] == "both sides are zero: nothing is compared"


def test_chain_rule_factors_must_link_up():
    left = r"\frac{\partial C_0}{\partial b^L} = "
    links = r"\frac{\partial a^L}{\partial z^L} \cdot \frac{\partial C_0}{\partial a^L}"
    assert problem(left + links) == ("form", "the factors of the chain rule do not link up")


def test_a_wrong_constant_under_the_derivative_is_noticed():
    line = r"\frac{\partial z^L}{\partial W^L} = \frac{\partial}{\partial W^L} (W^L a^{L-1} - b^L)"
    assert problem(line)[0] == "witness"


def test_a_wrong_inner_function_is_noticed():
    before = r"\frac{\partial C_0}{\partial a^L} = a^L - y"
    wrong = r"= 1 \cdot (a^L - y) \cdot \frac{\partial}{\partial a^L}(a^L + y)"
    assert problem(before, wrong) == ("form", "differentiates what is not a factor beside it")


def test_a_derivative_by_another_variable_is_noticed():
    line = r"\frac{\partial z^L}{\partial W^L} = a^{L-1} \cdot \frac{\partial b^L}{\partial b^L}"
    assert problem(line) == ("form", "differentiates by another variable than the left side")


def test_a_box_must_hold_what_was_derived():
    derived = r"\frac{\partial a^L}{\partial z^L} = a^L(1 - a^L)"
    other = r"\boxed{\frac{\partial a^{L-1}}{\partial z^{L-1}} = a^{L-1}(1 - a^{L-1})}"
    box = rf"\boxed{{{derived}}}"
    assert verdict(derived, box, reason="Result").proved
    for lines in ((derived, other), (box,)):
        assert problem(*lines, reason="Result") == (
            "form",
            "the box does not hold what the lines before it derived",
        )


def test_an_implication_must_be_about_what_is_given():
    given = r"z^{L-1} = W^{L-1}x + b^{L-1}"
    assert problem(rf"{given} \implies \frac{{\partial z^L}}{{\partial b^L}} = 1") == (
        "form",
        "what follows is not a derivative of what is given",
    )


def test_a_false_premise_proves_nothing():
    line = r"z^L = W^L a^{L-1} - b^L \implies \frac{\partial z^L}{\partial a^{L-1}} = W^L"
    assert problem(line)[0] == "witness"


def test_a_continuation_needs_a_line_before_it():
    assert problem("= a^L - y")[1].startswith("begins with '='")


def test_indices_belong_to_the_vector_forms():
    assert problem(r"\frac{\partial C_0}{\partial a^L_j} = a^L_j - y_j")[0] == "form"


@pytest.mark.parametrize(
    ("lines", "reason", "words"),
    [
        ([r"a^L = \sigma(z^L)"], "Power rule", "no derivative is taken"),
        ([r"\frac{\partial a^L}{\partial z^L} = \frac{d\sigma(z^L)}{dz^L}"], "Result", "still"),
        ([r"\frac{\partial z^L}{\partial b^L} = 1",
          r"\boxed{\frac{\partial z^L}{\partial b^L} = 1}"], "Algebra", "not 'Result'"),
    ],
)  # fmt: skip
def test_the_reason_must_fit_the_line(lines, reason, words):
    stage, said = problem(*lines, reason=reason)
    assert stage == "form"
    assert words in said


def test_the_numbers_are_the_same_in_every_run():
    first = networks(2)
    networks.cache_clear()
    again = networks(2)
    assert [n.values for n in first] == [n.values for n in again]
    assert first[0].values != first[1].values


def test_sympy_and_the_numbers_each_reject_a_wrong_sign_on_their_own(book):
    wrong = replace(book[45], latex=r"\frac{\partial C_0}{\partial a^L} = a^L + y")
    (claim,) = claims_of(46, wrong.tree, [])
    with pytest.raises(Rejected, match="differ"):
        prove(claim)
    with pytest.raises(Rejected, match="differ"):
        worst_difference(claim, ON)


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"z^L = W^L \odot a^{L-1}", "elementwise has no meaning here"),
        (r"z^L = (W^L)^\top a^{L-1}", "transpose has no meaning here"),
    ],
)
def test_what_belongs_to_matrices_is_refused(latex, words):
    assert problem(latex) == ("form", words)


@pytest.mark.parametrize("examiner", [Symbolic(), ON[0]], ids=["SymPy", "numbers"])
@pytest.mark.parametrize("latex", [r"= C", r"= m", r"= a^L_j", r"= W^L_{jk}"])
def test_what_belongs_to_vector_forms_is_refused_by_each_on_its_own(latex, examiner):
    (name,) = parse(latex).find_data("name")
    with pytest.raises(Rejected, match="belong to the vector forms"):
        examiner.visit(name)
