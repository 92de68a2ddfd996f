"""The real book: every equation proved, equal to the document's, and the page up to date."""

from pathlib import Path

import pytest
from small_book import EQUATIONS, LAST_EQUATION, LAST_FORM

from equation_prover.ledger import page
from equation_prover.reading import read_book
from equation_prover.study import study
from equation_prover.vectors import examine_vectors
from equation_prover.verdicts import examine

BOOK = Path(__file__).parents[2] / "book"


@pytest.fixture(scope="module")
def real():
    return read_book(BOOK)


def test_the_equations_are_the_documents_white_space_aside(real):
    shown = {str(equation.number): "".join(equation.latex.split()) for equation in real[0]}
    assert shown == {number: "".join(latex.split()) for number, latex in EQUATIONS.items()}


def test_each_equation_stands_in_the_chapter_of_its_section(real):
    for family, last in zip(real, (LAST_EQUATION, LAST_FORM), strict=True):
        for chapter, (before, upto) in enumerate(zip((0, *last[:-1]), last, strict=True), start=1):
            numbers = [e.number for e in family if e.notebook.startswith(f"{chapter:02}-")]
            assert numbers == list(range(before + 1, upto + 1))


def test_55_of_55_are_proved(real):
    assert [(v.equation.label, v.problem) for v in examine(real[0]) if not v.proved] == []


def test_every_vector_form_agrees_with_the_code(real):
    assert [(v.equation.label, v.problem) for v in examine_vectors(real[1]) if v.problem] == []


def test_the_page_of_the_55_equations_is_up_to_date(real):
    equations, forms = real
    text = page(examine(equations), examine_vectors(forms), study(equations), BOOK)
    hint = "run python -m equation_prover --ledger book/equations.md"
    assert (BOOK / "equations.md").read_text(encoding="utf-8") == text, hint
