"""Beyond the document: every equation proved, every mistake noticed, the page up to date."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from equation_prover.beyond import examine, study
from equation_prover.beyond_language import parse
from equation_prover.beyond_page import page
from equation_prover.language import LatexError
from equation_prover.reading import Equation, EquationError, read_beyond

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
LATEX = json.loads((ROOT / "tests/data/beyond.json").read_text(encoding="utf-8"))
SERIES = [Equation("a book", 1, "deep", int(n), latex, "") for n, latex in LATEX.items()]

RENAMED = "an index by another name"
OTHER_LAYER = "the weights of both layers have one spread"
SYMMETRIC = "true of the other variable, or of the difference, for the same reason"
ZERO = "the term is 0"

# Corruptions that are true equations: number, LaTeX, reason.
STILL_TRUE = [
    (6, r"w_j = p_j + t v_j", RENAMED),
    (7, r"\frac{dC}{dt} = \sum_{j} v_j \frac{\partial C}{\partial w_j}", RENAMED),
    (16, r"\left\langle \left( \sum_{j} W^l_{ji} \delta^{l+1}_j \right)^2 \right\rangle "
         r"= s^2 \sum_{j} (\delta^{l+1}_j)^2", OTHER_LAYER),
    (16, r"\left\langle \left( \sum_{j} W^{l+1}_{jj} \delta^{l+1}_j \right)^2 \right\rangle "
         r"= s^2 \sum_{j} (\delta^{l+1}_j)^2", "each weight has the same size, the diagonal's too"),
    (17, r"s^2 = \frac{2}{n^l + n^{l-1}}", "a sum in the other order"),
    (22, r"a_i = \frac{e^{z_i}}{\sum_{k} e^{z_k}}", RENAMED),
    (23, r"C_0 = -\sum_{i} y_i \ln a_i", RENAMED),
    (25, r"\frac{\partial C_0}{\partial z_i} = a_i - y_i", RENAMED),
    (29, r"\frac{\max(0, h) + \max(0, -h)}{2h} = \frac{1}{2}", ZERO),
    (29, r"\frac{\max(0, h)}{2h} = \frac{1}{2}", ZERO),
    (35, r"\frac{\partial C}{\partial u} = \sum_{j} \frac{\partial C}{\partial v_j} \cdot "
         r"\frac{\partial v_j}{\partial u}", RENAMED),
    (30, r"\frac{\partial}{\partial u} (u - v) = 1", SYMMETRIC),
    (30, r"\frac{\partial}{\partial u} (u) = 1", SYMMETRIC),
    (30, r"\frac{\partial}{\partial v} (u + v) = 1", SYMMETRIC),
    (30, r"\frac{\partial}{\partial v} (v + u) = 1", SYMMETRIC),
    (31, r"\frac{\partial}{\partial v} (v u) = u", SYMMETRIC),
    (36, r"\frac{\partial}{\partial v} \left( (v + u) v \right) = v + (v + u)", SYMMETRIC),
]  # fmt: skip


@pytest.fixture(scope="module")
def real():
    return read_beyond(BOOK)


@pytest.fixture(scope="module")
def findings(real):
    return examine(real)


@pytest.fixture(scope="module")
def outcome(real):
    return study(real)


def spoiled(number, latex):
    (finding,) = examine([replace(SERIES[number - 1], latex=latex)])
    return finding


@pytest.mark.parametrize("equation", SERIES, ids=lambda equation: equation.shown)
def test_each_is_proved(equation, findings):
    [finding] = [f for f in findings if f.equation.latex == equation.latex]
    assert finding.proved, finding.problem


def test_algebra_decides_where_single_numbers_are_compared(findings):
    decided = {f.equation.number for f in findings if f.algebra}  # a new one joins the list
    assert decided == {2, 4, 5, *range(18, 22), 26, 29, *range(30, 35), 36}


def test_the_chapters_show_them_as_they_were_proved(real):
    shown = {equation.number: equation.latex for equation in real}
    assert shown == {number: LATEX[str(number)] for number in shown}
    assert [*shown] == [*range(1, len(shown) + 1)]


def test_over_five_hundred_corruptions_are_rejected_but_for_those_listed_as_true(outcome):
    accepted = [(o.corruption.equation.number, o.corruption.latex) for o in outcome.accepted]
    assert sorted(accepted) == sorted((number, latex) for number, latex, _ in STILL_TRUE)
    assert len(outcome.rejected) > 500
    assert {o.corruption.equation.number for o in outcome.rejected} == set(map(int, LATEX))


@pytest.mark.parametrize(
    ("number", "latex", "problem"),
    [
        (8, r"z^l = z^l", "explains the left side by itself"),
        (8, r"z^l = W^l a^{l-2} + b^l", None),
        (9, r"a^l = \sigma(q^l)", None),
        (11, r"\delta^L = a^L \odot (1 - a^L) \odot (y - a^L)", "the two sides differ, by 2.0"),
        (12, r"\delta^l = a^l \odot (1 - a^l) \odot W^{l+1} \delta^{l+1}", "matmul"),
        (13, r"\frac{\partial C}{\partial W^l} = \delta^l (a^{l-1})^\top", "the two sides differ"),
        (14, r"\frac{\partial C}{\partial b^l} = \frac{1}{m} \delta^l", "the shapes differ"),
        (15, r"\left\langle (z^l_j)^2 \right\rangle = s \sum_{i} (a^{l-1}_i)^2", "differ"),
        (17, r"s^2 = \frac{1}{n^{l-1} + n^l}", "the two sides differ, by 0.5"),
        (18, r"C_0 = -y \ln a + (1 - y) \ln (1 - a)", "the two sides differ"),
        (24, r"\frac{\partial a_j}{\partial z_i} = a_j (1 - a_i)", "the two sides differ"),
        (28, r"\frac{d}{dz} \max(0, z) = [z > 1]", "the two sides differ"),
        (
            35,
            r"\frac{\partial C}{\partial u} = \frac{\partial C}{\partial v_i} \cdot "
            r"\frac{\partial v_i}{\partial u}",
            "the two sides differ",
        ),
        (32, r"\frac{d}{du} u^{n} = n u^{n}", "the two sides differ"),
    ],
)
def test_a_mistake_is_named(number, latex, problem):
    if problem is None:
        with pytest.raises(EquationError, match="cannot read the LaTeX"):
            spoiled(number, latex)
    else:
        assert problem in spoiled(number, latex).problem


@pytest.mark.parametrize("latex", ["a = ", r"a = \sin z", "", "a", r"\frac{d}{dz} = a"])
def test_what_is_outside_the_language_is_an_error(latex):
    with pytest.raises(LatexError):
        parse(latex)


def test_the_page_is_up_to_date(findings, outcome):
    text = page(findings, outcome, BOOK)
    hint = "run python -m equation_prover --ledger book/equations.md"
    assert (BOOK / "beyond.md").read_text(encoding="utf-8") == text, hint


def test_the_page_shows_each_with_a_link_and_says_what_is_not_proved(real, findings, outcome):
    wrong = replace(findings[0], problem="the two sides differ")
    text = page([wrong, *findings[1:]], outcome, BOOK)
    assert f"**{len(real) - 1} of {len(real)} hold.**" in text
    assert r"$z \neq 0$." in text
    assert "[(D1)](#deep-1) **Not proved:** the two sides differ." in text
    for equation in real:
        assert text.count(f"[{equation.shown}](#{equation.label})") == 1
