"""Formulas in plain words: what a browser tab, a search result and a preview show."""

import sys

import pytest
from built_site import ROOT

sys.path.insert(0, str(ROOT / "book" / "_ext"))
from mathematics import mathml
from plain_math import plain


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\frac{\partial C_0}{\partial W^L}", "∂C₀/∂Wᴸ"),
        (r"\frac{\partial C_0}{\partial W^{L-1}}", "∂C₀/∂Wᴸ⁻¹"),
        (r"a^L_j (1 - a^L_j)", "aⱼᴸ(1 − aⱼᴸ)"),
        (r"\boxed{a^L - y}", "aᴸ − y"),
        (r"\sum_{j,k} x", "∑_(j,k)x"),
        (r"\ln a", "ln a"),
        (r"\max(0, z)", "max(0,z)"),
        (r"W^\top \odot \sigma(z)", "Wᵀ ⊙ σ(z)"),
    ],
)
def test_it_reads(latex, words):
    assert plain(mathml(latex)) == words


@pytest.mark.parametrize("latex", [r"y = \exp z", r"a = \log(1 - y) \cdot \quad \& \cdot x"])
def test_a_displayed_formula_may_hold_any_sign(latex):
    assert mathml(latex, display=True).count("<mrow>") >= 2


def test_unreadable_latex_is_an_error():
    from math_core import LatexError

    with pytest.raises(LatexError):
        mathml(r"\frac{1")
