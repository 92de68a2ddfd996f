"""Copied work is found after names and layout changed; honest answers to one question are not."""

import random
import re

import pytest
from made_up import result

from backprop_grader.points import Assignment
from backprop_grader.similarity import Similarity, runs, tokens
from backprop_lib.exercises import EXERCISES

POINTS = {"2.1": 1, "3.3": 1, "6.2": 1, "8.3": 3}
LAYER = """def layer(W, a, b):
    out = np.zeros((W.shape[0], a.shape[1]))
    for j in range(W.shape[0]):
        for k in range(a.shape[1]):
            total = b[j, 0]
            for i in range(W.shape[1]):
                total = total + W[j, i] * a[i, k]
            out[j, k] = 1 / (1 + np.exp(-total))
    return out
"""
DISGUISED = '''def layer(weights, inp, bias):
    """My own layer."""

    # first an empty result
    result = np.zeros( (weights.shape[0], inp.shape[1]) )
    for row in range(weights.shape[0]):
      for column in range(inp.shape[1]):
        s = bias[row, 0]   # the bias
        for m in range(weights.shape[1]):
            s = s + weights[row, m] * inp[m, column]
        result[row, column] = 1 / (1 + np.exp(-s))

    return result
'''
OTHERS = [
    "def layer(W, a, b):\n    z = np.dot(W, a)\n    z += b\n    return 1.0 / (np.exp(-z) + 1.0)",
    "def layer(W, a, b):\n    z = np.einsum('ij,jk->ik', W, a) + np.tile(b, (1, a.shape[1]))\n"
    "    return np.where(z > 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))",
    "def layer(W, a, b):\n    columns = []\n    for k in range(a.shape[1]):\n"
    "        columns.append(sigmoid(W @ a[:, k : k + 1] + b))\n    return np.hstack(columns)",
    "def layer(W, a, b):\n    ones = np.ones((1, a.shape[1]))\n    both = np.hstack([W, b])\n"
    "    return sigmoid(both @ np.vstack([a, ones]))",
    "def layer(W, a, b):\n    table = [[sum(w * x for w, x in zip(row, col)) + c[0]\n"
    "             for col in a.T] for row, c in zip(W, b)]\n"
    "    return 1 / (1 + np.exp(-np.array(table)))",
]


def handed_in(student, **codes):
    return result(student, **{key: {"code": code} for key, code in codes.items()})


def pairs(*results):
    similarity = Similarity(Assignment(POINTS).given)
    for one in results:
        similarity.add(one)
    return similarity.pairs()


def test_names_layout_and_comments_do_not_matter_and_what_is_called_does():
    assert tokens(LAYER) == tokens(DISGUISED)
    assert tokens(LAYER) != tokens(LAYER.replace("np.zeros", "np.ones"))
    assert runs(LAYER) == runs(DISGUISED)


def test_a_copy_in_disguise_is_found_among_honest_answers():
    honest = [handed_in(f"s{k}", e2_1=code) for k, code in enumerate(OTHERS)]
    (pair,) = pairs(*honest, handed_in("ann", e2_1=LAYER), handed_in("zoe", e2_1=DISGUISED))
    assert pair.students == ("ann", "zoe")
    assert pair.share == 1
    assert pair.exercises == ("2.1",)


def test_a_copy_with_a_line_more_is_found():
    changed = DISGUISED.replace("    return result", "    print(result)\n    return result + 0")
    honest = [handed_in(f"s{k}", e2_1=code) for k, code in enumerate(OTHERS)]
    (pair,) = pairs(*honest, handed_in("ann", e2_1=LAYER), handed_in("zoe", e2_1=changed))
    assert 0.6 <= pair.share < 1


def test_what_was_handed_out_or_stands_in_the_book_is_nobodys():
    given = [EXERCISES["8.3"].stub, EXERCISES["8.3"].solution]
    for code in given:
        assert pairs(*(handed_in(name, e8_3=code) for name in ("ann", "bob"))) == []


def test_what_much_of_the_class_wrote_is_no_copy():
    many = [handed_in(f"s{k}", e2_1=LAYER) for k in range(12)]
    few = [handed_in(f"t{k}", e2_1=code) for k, code in enumerate(OTHERS)]
    assert pairs(*many, *few) == []


def test_short_answers_are_alike_by_themselves():
    short = "def slope_from_activation(a):\n    return a - a * a"
    assert pairs(handed_in("ann", e6_2=short), handed_in("bob", e6_2=short)) == []


@pytest.mark.parametrize("code", ["", "def (", "'''", "\x00\ud800", "((((" * 900, "é = ½"])
def test_broken_code_is_compared_too(code):
    assert isinstance(runs(code), frozenset)


def test_an_honest_class_of_many_forms_has_hardly_a_pair():
    """Forty students, each with one of five forms in names of their own: no form is a copy."""
    rng = random.Random(1)

    def own(code):
        names = {
            word: rng.choice("pqr") + word for word in ("columns", "total", "both", "ones", "z")
        }
        return re.sub(r"\b\w+\b", lambda m: names.get(m[0], m[0]), code)

    students = [handed_in(f"s{k}", e2_1=own(rng.choice(OTHERS))) for k in range(40)]
    assert len(pairs(*students)) <= 10
