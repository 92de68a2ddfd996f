"""What the grammar reads, and what it refuses."""

import pytest
from lark import Tree

from equation_prover.language import LatexError
from equation_prover.parsing import as_latex, parse


def sides(latex):
    """The parts of a plain equation that stand between its equals signs."""
    (relation,) = parse(latex).children
    return relation.children


def test_layer_is_part_of_the_name_and_not_a_power():
    assert sides("W^{L-1} = z^L") == [Tree("name", ["W1"]), Tree("name", ["z2"])]


def test_white_space_does_not_matter():
    assert parse(r"a^{ L - 1 }=\sigma( z^ {L-1} )") == parse(r"a^{L-1} = \sigma(z^{L-1})")


def test_brackets_say_what_belongs_together_and_then_disappear():
    assert parse(r"y = \left[ x \right]") == parse("y = (x)") == parse("y = x")
    assert parse("y = x (b^L + z)") != parse("y = x b^L + z")


def test_a_name_before_a_bracket_is_a_factor_and_not_a_function():
    assert sides("y = a^L(1 - a^L)")[1].data == "product"


def test_both_notations_mean_the_same_derivative():
    assert sides(r"\frac{d\sigma(z)}{dz} = 1") == sides(r"\frac{\partial\sigma(z)}{\partial z} = 1")


def test_a_sigma_alone_is_the_sigma_of_the_variable_below():
    assert parse(r"\frac{d\sigma}{dz} = 1") == parse(r"\frac{d\sigma(z)}{dz} = 1")


def test_an_operator_acts_on_the_next_factor_with_its_exponent():
    (derivative,) = sides(r"= \frac{d}{dz}(1 + z)^{-1}")
    assert derivative.data == "derivative"
    assert derivative.children[0].data == "power"


def test_a_line_may_continue_the_line_before():
    assert parse("= x").children[0].data == "continuation"


def test_a_box_and_an_implication_are_told_apart():
    assert parse(r"\boxed{y = x}").data == "boxed"
    assert parse(r"y = x \implies x = y").data == "implies"


@pytest.mark.parametrize(
    ("latex", "problem"),
    [
        ("a^L = ", "ends too early"),
        (r"a^L = \tanh(z^L)", r"cannot read the LaTeX from '\\tanh\(z\^L\)' on"),
        ("a = 1", "a needs a layer"),
        ("x^L = 1", "x belongs to no layer"),
        ("a^L = (1 - a^L", "ends too early"),
        ("a^L = (1 - a^L]", "cannot read"),
        (r"\frac{d\sigma}{\partial z} = 1", "cannot read"),
        (r"\partial C_0 \partial a^L = 1", "cannot read"),
        (r"\boxed{a^L = 1", "ends too early"),
        ("", "ends too early"),
        (r"y = \frac{d}{dz}(\frac{d\sigma}{dz})", "derivative inside a derivative"),
    ],
)
def test_what_it_cannot_read_is_an_error_that_says_where(latex, problem):
    with pytest.raises(LatexError, match=problem):
        parse(latex)


def test_names_are_written_back_as_the_book_writes_them():
    written = [as_latex(name) for name in ("z1", "W2", "C0", "x", "sigma")]
    assert written == ["z^{L-1}", "W^L", "C_0", "x", r"\sigma(z)"]
