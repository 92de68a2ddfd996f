"""The page is made from the verdicts, says which equation failed, and is the same every time."""

import inspect
import re
from dataclasses import replace

import pytest

from backprop_lib import core
from equation_prover import ledger
from equation_prover.ledger import page
from equation_prover.reading import LAST
from equation_prover.vectors import NO_LINE, examine_vectors
from equation_prover.verdicts import Verdict, examine


@pytest.fixture(scope="module")
def verdicts(book):
    return examine(book)


@pytest.fixture(scope="module")
def vectors(forms):
    return examine_vectors(forms)


@pytest.fixture(scope="module")
def text(verdicts, vectors, outcome, folder):
    return page(verdicts, vectors, outcome, folder)


def test_every_equation_is_shown_once_with_a_link_to_its_place(text, book, forms):
    for equation in [*book, *forms]:
        entry = f"[{equation.shown}](#{equation.label})"
        assert text.count(entry) == 1
        assert f"\n\n$$\n{equation.latex}\n$$\n" in text[text.index(entry) :]


def test_the_page_gives_reason_proof_and_agreement(text):
    assert "[(24)](#eq-24) *Algebra.* Left − right = 0 for every $z$.\n" in text
    assert "**55 of 55 proved.**" in text


def test_how_closely_the_numbers_agree_is_said_once_and_of_the_worst(text, verdicts):
    worst = max(verdict.exponent for verdict in verdicts)
    assert f"they agree to $10^{{{worst}}}$ or better" in text
    assert text.count(f"10^{{{worst}}}") == 1


def test_each_line_of_code_stands_word_for_word_in_the_file(text):
    lines = {line.split("  #")[0].strip() for line in inspect.getsource(core).splitlines()}
    quoted = re.findall(r"In the code: `(.+)`", text)
    assert len(quoted) == LAST["vec"] - len(NO_LINE)
    assert set(quoted) <= lines
    [mean] = re.findall(r"divides by \$m\$ once, in `(.+)`", text)
    assert mean in lines
    assert sum(" / m" in line for line in lines) == 1
    instead = re.findall(r"never builds this table: .* It uses .*`(.+)`\.$", text, re.MULTILINE)
    assert len(instead) == len(NO_LINE)
    assert all(part in inspect.getsource(core) for part in instead)


def test_a_form_of_one_example_says_so(text):
    assert (
        "[(V5)](#vec-5) In the code: `C = ((dC0_da2**2).sum() / (2 * m)).item()`, with one" in text
    )


def test_the_page_names_the_tolerance_that_the_witness_has(
    verdicts, vectors, outcome, folder, monkeypatch
):
    monkeypatch.setattr(ledger, "TOLERANCE_EXPONENT", -25)
    assert "at most one part in $10^{25}$." in page(verdicts, vectors, outcome, folder)


def test_chapters_without_equations_have_no_heading(text):
    headings = [line for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        *(f"## {chapter} A chapter" for chapter in range(2, 12)),
        "## The vector forms",
        "## Would it notice a mistake?",
    ]


def test_the_page_labels_nothing_so_that_each_number_exists_once(text):
    assert "$$ (" not in text


def test_the_study_adds_up(text, outcome):
    made = sum(made for made, _ in outcome.by_kind().values())
    rejected = sum(outcome.by_stage().values())
    assert f"{made} corruptions in all.\n{rejected} are rejected" in text
    assert f"The other {made - rejected} are not mistakes." in text


def test_the_same_verdicts_make_the_same_page(text, verdicts, vectors, outcome, folder):
    assert page(examine([v.equation for v in verdicts]), vectors, outcome, folder) == text


def test_a_failure_stands_on_the_page(verdicts, vectors, outcome, folder):
    failed = Verdict(verdicts[11].equation, problem="the two sides differ", stage="witness")
    spoiled = [*verdicts[:11], failed, *verdicts[12:]]
    wrong = [replace(vectors[0], problem="the formula has shape (2, 1), not (2, 4)")]
    text = page(spoiled, wrong, outcome, folder)
    assert "**54 of 55 proved.**" in text
    assert "[(12)](#eq-12) *Result.* **Not proved:** the two sides differ." in text
    assert "[(V1)](#vec-1) **Does not agree:** the formula has shape (2, 1), not (2, 4)." in text
