"""All 55 equations are in the book, once, in order, and exactly as the document has them."""

import re

import pytest
from chapters import BEYOND, CHAPTERS, NOTEBOOKS, SOURCE, equations, text

from equation_prover.reading import LAST, PREFIX

NUMBERED = [
    (label, latex, path.name) for path in [*CHAPTERS, *BEYOND] for label, latex in equations(path)
]
SECTIONS = {1: range(0), 2: range(1, 5), 3: range(5, 6), 4: range(6, 7), 5: range(7, 13),
            6: range(13, 29), 7: range(29, 34), 8: range(34, 37), 9: range(37, 41),
            10: range(41, 52), 11: range(52, 56)}  # fmt: skip


def without_space(latex):
    return re.sub(r"\s+", "", latex)


def test_the_document_has_55_equations():
    assert sorted(SOURCE) == list(range(1, 56))


def test_55_of_55_in_order_each_once():
    labels = [label for label, *_ in NUMBERED if label.startswith("eq-")]
    assert labels == [f"eq-{n}" for n in range(1, 56)]


@pytest.mark.parametrize("number", range(1, 56))
def test_the_latex_is_the_document_s(number):
    [latex] = [latex for label, latex, _ in NUMBERED if label == f"eq-{number}"]
    assert without_space(latex) == without_space(SOURCE[number])


def test_each_equation_stands_in_the_chapter_of_its_section():
    for path in CHAPTERS:
        labels = [label for label, _ in equations(path) if label.startswith("eq-")]
        assert labels == [f"eq-{n}" for n in SECTIONS[int(path.name[:2])]], path.name


def test_the_vector_forms_are_numbered_in_order():
    labels = [label for label, *_ in NUMBERED if label.startswith("vec-")]
    assert labels == [f"vec-{n}" for n in range(1, len(labels) + 1)]
    assert len(labels) >= 11


def test_every_reference_shows_the_number_it_links_to():
    known = {label for label, *_ in NUMBERED}
    for path in NOTEBOOKS:
        for shown, target in re.findall(r"\[([^\]]*)\]\(#([^)]*)\)", text(path)):
            assert target in known, f"{path.name}: {target} does not exist"
            kind, number = target.split("-")
            assert shown == f"({PREFIX[kind]}{number})", path.name


def test_equations_refer_across_chapters():
    crossing = [
        (path.name, target)
        for path in CHAPTERS
        for target in re.findall(r"\]\(#(eq-\d+)\)", text(path))
        if target not in dict(equations(path))
    ]
    assert len(crossing) > 10


def test_the_equations_beyond_the_document_are_numbered_in_order():
    labels = [label for label, *_ in NUMBERED if label.startswith("deep-")]
    assert labels == [f"deep-{n}" for n in range(1, LAST["deep"] + 1)]


def test_beyond_the_document_everything_displayed_has_a_label_of_its_series():
    for path in BEYOND:
        assert text(path).count("\n$$\n") == len(equations(path)), path.name
        assert all(label.startswith("deep-") for label, _ in equations(path))
