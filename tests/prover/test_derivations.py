"""The lines that a reader puts in order: what they rest on, and that right orders stay provable."""

import itertools
import json
import random
from pathlib import Path

import pytest

from equation_prover.derivations import FILE, LONGEST, as_json, parts
from equation_prover.reading import read_cell, read_notebook
from equation_prover.verdicts import examine
from equation_prover.witness import networks

BOOK = Path(__file__).parents[2] / "book"
FOUND = json.loads(FILE.read_text(encoding="utf-8"))  # compared with the chapters below
PARTS = [(name, k) for name, found in FOUND.items() for k in range(len(found))]
# How many orders are right, counted by hand: lines that rest on each other have one.
ORDERS = {
    "05": [1],
    "06": [1, 1],
    "07": [1],
    "08": [1],
    "09": [2],  # the chain rule and the slope of the sum, in either order
    "10": [720, 1],  # the chain rule and five slopes, in any order
}


def right(order):
    """Say whether an order is right: the rule that the page's script judges by."""
    place = {line["label"]: k for k, line in enumerate(order)}
    for k, line in enumerate(order):
        if line["after"] and (k == 0 or order[k - 1]["label"] != line["after"]):
            return False
        if any(place[need["label"]] > k for need in line["needs"]):
            return False
    return True


def right_orders(lines):
    return [order for order in itertools.permutations(lines) if right(order)]


def test_the_file_for_notebooks_holds_what_stands_in_the_chapters():
    hint = "run python -m equation_prover.derivations"
    assert FILE.read_text(encoding="utf-8") == as_json(), hint


def test_every_line_with_a_reason_is_there_once_in_the_chapter_s_order():
    for name, found in FOUND.items():
        lines = [line for part in found for line in part]
        equations = [e for e in read_notebook(BOOK / f"{name}.ipynb") if e.reason]
        assert [line["label"] for line in lines] == [e.label for e in equations]
        assert [line["reason"] for line in lines] == [e.reason for e in equations]
        assert all(2 <= len(part) <= LONGEST for part in found)


@pytest.mark.parametrize("chapter", ORDERS)
def test_as_many_orders_are_right_as_one_counts_by_hand(chapter):
    found = next(found for name, found in FOUND.items() if name.startswith(chapter))
    assert [len(right_orders(part)) for part in found] == ORDERS[chapter]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_the_chapter_s_own_order_is_right(name, part):
    assert right(FOUND[name][part])


@pytest.mark.parametrize("chapter", ["09", "10"])
def test_in_another_right_order_every_line_is_still_proved(chapter):
    name = next(name for name in FOUND if name.startswith(chapter))
    equations = {e.label: e for e in read_notebook(BOOK / f"{name}.ipynb")}
    orders = right_orders(FOUND[name][0])
    few = networks()[:2]
    for order in random.Random(0).sample(orders, min(3, len(orders))):
        verdicts = examine([equations[line["label"]] for line in order], few)
        assert [v.problem for v in verdicts if not v.proved] == []


SMALL = r"""*Definition.* What z is.

$$
z^L = W^L a^{L-1} + b^L
$$ (eq-3)

*Substitution.* Put it in, [(3)](#eq-3).

$$
\frac{\partial z^L}{\partial b^L} = \frac{\partial}{\partial b^L} (W^L a^{L-1} + b^L)
$$ (eq-4)

*Sum rule.* Term by term, `0 + 1`.

$$
= 0 + 1
$$ (eq-5)

*Constant factor.* Another, from [(3)](#eq-3) to [(5)](#eq-5), & with $x$.

$$
\frac{\partial z^L}{\partial a^{L-1}} = W^L
$$ (eq-6)
"""


def small(text=SMALL):
    equations = read_cell(text, "small.ipynb", 1)
    words = [block.split("$$")[0] for block in text.split("*")[2::2]]
    return parts(equations, words)[0]


def test_a_line_rests_on_what_it_cites_uses_continues_and_says_again():
    lines = {line["label"]: line for line in small()}
    because = {
        label: {need["label"]: need["because"] for need in line["needs"]}
        for label, line in lines.items()
    }
    assert because["eq-3"] == {}
    assert because["eq-4"] == {"eq-3": "uses"}
    assert lines["eq-5"]["after"] == "eq-4"
    assert because["eq-6"] == {"eq-3": "uses", "eq-4": "cites", "eq-5": "cites"}


def test_the_words_above_a_line_become_html_without_links():
    words = [line["words"] for line in small()]
    assert words[1] == "Put it in, (3)."
    assert words[2] == "Term by term, <code>0 + 1</code>."
    assert "&amp; with <math>" in words[3]


def test_a_chapter_of_definitions_or_results_alone_is_no_derivation():
    assert not [name for name in FOUND if name[:2] in ("01", "02", "03", "04", "11")]
