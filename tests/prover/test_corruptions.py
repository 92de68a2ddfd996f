"""Over a thousand spoiled equations: every one is rejected, but for those that are still true."""

from collections import Counter
from dataclasses import replace

import pytest

from equation_prover.claims import Rejected, chain_after, claims_of
from equation_prover.corruptions import corruptions
from equation_prover.proving import prove
from equation_prover.reading import EquationError
from equation_prover.vectors import examine_vectors
from equation_prover.witness import networks, worst_difference

ONE = "the factor left out is 1"
ZERO = "the term is 0"
SIBLING = "true of the other parameter or layer, for the same reason as here"

# Corruptions that are true equations, but for a and sigma(z) exchanged: number, LaTeX, reason.
STILL_TRUE = [
    (6, r"\frac{\partial C_0}{\partial W^{L-1}} = \frac{\partial z^{L-1}}{\partial W^{L-1}} \cdot "
        r"\frac{\partial a^{L-1}}{\partial z^{L-1}} \cdot "
        r"\frac{\partial C_0}{\partial a^{L-1}}", SIBLING),
    (6, r"\frac{\partial C_0}{\partial b^L} = \frac{\partial z^L}{\partial b^L} \cdot "
        r"\frac{\partial a^L}{\partial z^L} \cdot \frac{\partial C_0}{\partial a^L}", SIBLING),
    (9, r"= \frac{1}{2} \cdot 2 \cdot (a^L - y)", ONE),
    (9, r"= \frac{1}{2} \cdot 2(a^L - y) \cdot \frac{\partial}{\partial a^L}(a^L)",
        "y is constant here, so its derivative adds nothing"),
    (15, r"= -(1 + e^{-z})^{-2} \cdot \frac{d}{dz}(1 + e^{-z})", ONE),
    (31, r"= a^{L-1} \cdot \frac{\partial W^L}{\partial W^L} - 0", ZERO),
    (31, r"= a^{L-1} \cdot \frac{\partial W^L}{\partial W^L}", ZERO),
    (31, r"= a^{L-1} + 0", ONE),
    (37, r"\frac{\partial C_0}{\partial b^{L-1}} = \frac{\partial z^{L-1}}{\partial b^{L-1}} \cdot "
         r"\frac{\partial a^{L-1}}{\partial z^{L-1}} \cdot "
         r"\frac{\partial C_0}{\partial a^{L-1}}", SIBLING),
    (37, r"\frac{\partial C_0}{\partial W^L} = \frac{\partial z^L}{\partial W^L} \cdot "
         r"\frac{\partial a^L}{\partial z^L} \cdot \frac{\partial C_0}{\partial a^L}", SIBLING),
    (38, r"\frac{\partial z^{L-1}}{\partial b^{L-1}} = 1", SIBLING),
    (39, r"\frac{\partial C_0}{\partial b^L} = a^L \cdot (1 - a^L) \cdot (a^L - y)", ONE),
    (41, r"\frac{\partial C_0}{\partial b^{L-1}} = \frac{\partial z^{L-1}}{\partial b^{L-1}} \cdot "
         r"\frac{\partial a^{L-1}}{\partial z^{L-1}} \cdot "
         r"\frac{\partial z^L}{\partial a^{L-1}} \cdot "
         r"\frac{\partial a^L}{\partial z^L} \cdot \frac{\partial C_0}{\partial a^L}", SIBLING),
    (43, r"\frac{\partial a^L}{\partial z^L} = a^L(1 - a^L)", SIBLING),
    (45, r"\frac{\partial a^{L-1}}{\partial z^{L-1}} = a^{L-1}(1 - a^{L-1})", SIBLING),
    (49, r"\frac{\partial z^L}{\partial b^L} = 1", SIBLING),
    (50, r"\frac{\partial C_0}{\partial b^{L-1}} = a^{L-1} \cdot (1 - a^{L-1}) \cdot W^L \cdot "
         r"a^L \cdot (1 - a^L) \cdot (a^L - y)", ONE),
]  # fmt: skip
SAME_NUMBER = "swap a and sigma(z)"  # a = sigma(z) is (2) and (4)


def with_a_for_sigma(latex):
    """Write a wherever sigma(z) stands: what remains says the same."""
    latex = latex.replace(r"\sigma(z^L)", "a^L").replace(r"\sigma(z^{L-1})", "a^{L-1}")
    return "".join(latex.split())


def test_every_corruption_is_rejected_but_for_those_listed_as_true(outcome):
    accepted = [
        (o.corruption.equation.number, o.corruption.latex)
        for o in outcome.accepted
        if o.corruption.kind != SAME_NUMBER
    ]
    assert sorted(accepted) == sorted((number, latex) for number, latex, _ in STILL_TRUE)


def test_a_for_sigma_of_z_is_accepted_only_where_it_is_the_same_number(outcome):
    accepted = [o.corruption for o in outcome.accepted if o.corruption.kind == SAME_NUMBER]
    assert len(accepted) == 85
    for corruption in accepted:
        original = corruption.equation.latex
        assert with_a_for_sigma(corruption.latex) == with_a_for_sigma(original)


def test_over_three_hundred_corruptions_spread_over_all_55(outcome):
    spoiled = Counter(o.corruption.equation.number for o in outcome.outcomes)
    assert len(outcome.rejected) > 1100
    assert sorted(spoiled) == list(range(1, 56))
    assert min(spoiled.values()) >= 4


def test_each_examination_earns_its_place(outcome):
    assert all(outcome.by_stage().values())


@pytest.mark.parametrize(
    "kind",
    ["flip a sign", "drop a factor", "drop a factor in the box", "swap L and L-1", "swap a and z",
     "swap W and b", "change an exponent", "drop the bar of a fraction",
     "drop the bar of a derivative"],
)  # fmt: skip
def test_every_kind_of_corruption_was_tried_and_noticed(outcome, kind):
    made, rejected = outcome.by_kind()[kind]
    assert made >= 10
    assert rejected > 0.9 * made


def test_algebra_and_numbers_reject_the_same_ones_each_on_its_own(book):
    """But for definitions through another name for the same number, which have equal values."""
    on, chain, disagreements = networks(1), [], []
    for equation in book:
        for spoiled in corruptions(equation):
            try:
                tree = replace(equation, latex=spoiled.latex).tree
                claims = claims_of(equation.number, tree, chain)
            except (Rejected, EquationError):
                continue
            by_numbers = rejects(lambda claim: worst_difference(claim, on), claims)
            if by_numbers != rejects(prove, claims):
                disagreements.append((equation.number, spoiled.kind, by_numbers))
        chain = chain_after(equation.tree, chain)
    assert disagreements == [(n, SAME_NUMBER, False) for n in (3, 5, 7, 29, 44)]


def rejects(examination, claims):
    try:
        for claim in claims:
            examination(claim)
    except Rejected:
        return True
    return False


def test_corruptions_of_the_vector_forms_are_rejected_too(forms):
    spoiled = [corruption for form in forms for corruption in corruptions(form)]
    accepted = [corruption for corruption in spoiled if form_is_accepted(corruption)]
    others = [c for c in accepted if c.kind != SAME_NUMBER]
    assert len(spoiled) > 300
    assert all(
        with_a_for_sigma(c.latex) == with_a_for_sigma(c.equation.latex)
        for c in accepted
        if c.kind == SAME_NUMBER
    )
    # Exchanging the layers everywhere gives the same statement about the other layer.
    assert {c.kind for c in others} == {"swap L and L-1"}
    assert [c.equation.number for c in others] == [2, 4, 7, 13, 15, 17]


def form_is_accepted(corruption):
    try:
        (found,) = examine_vectors([replace(corruption.equation, latex=corruption.latex)])
    except EquationError:
        return False
    return found.agrees
