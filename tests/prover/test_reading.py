"""Every error names the notebook, the cell and the equation."""

import pytest
from small_book import EQUATIONS, VECTOR_FORMS, block, cells_of, write_book, write_notebook

from equation_prover.reading import EquationError, read_book, read_cell, read_notebook, read_title

GOOD = block("= x", "eq-3", "Algebra")


def read(source):
    return read_cell(source, "02-x.ipynb", 7)


@pytest.fixture
def spoil(tmp_path):
    """Write the small book with one chapter's cells changed, and return its folder."""

    def write(chapter, change):
        folder = write_book(tmp_path / "book")
        cells = change(cells_of(chapter, EQUATIONS, VECTOR_FORMS))
        write_notebook(folder / f"{chapter:02}-chapter.ipynb", cells)
        return folder

    return write


def test_equations_come_with_their_place_and_reason():
    (equation,) = read("Some prose.\n\n" + block("= x", "eq-3", "Power rule"))
    assert (equation.notebook, equation.cell, equation.label) == ("02-x.ipynb", 7, "eq-3")
    assert (equation.latex, equation.reason, equation.shown) == ("= x", "Power rule", "(3)")


def test_a_vector_form_needs_no_reason():
    (form,) = read(block("z^L = x", "vec-3"))
    assert (form.reason, form.shown) == ("", "(V3)")


def test_displays_without_reason_or_label_and_code_are_left_alone():
    assert read("Take\n\n$$\n2 + 2\n$$\n\nand go on.\n\n```\n$$ (eq-0)\n```\n\nWrite `$$`.") == []


def test_all_55_equations_and_17_forms_are_read_in_order(book, forms):
    assert {str(e.number): e.latex for e in book} == EQUATIONS
    assert {str(e.number): e.latex for e in forms} == VECTOR_FORMS


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (block("= x", "eq-3"), "02-x.ipynb, cell 7, eq-3: missing reason"),
        (block("= x", "eq-3", "Magic"), "02-x.ipynb, cell 7, eq-3: unknown reason 'Magic'"),
        (block("= ?", "eq-3", "Algebra"), r"02-x.ipynb, cell 7, eq-3: cannot read the LaTeX from"),
        (block("= a", "eq-3", "Algebra"), "02-x.ipynb, cell 7, eq-3: a needs a layer"),
        (GOOD.replace(" (eq-3)", ""), "02-x.ipynb, cell 7: missing number: Algebra '= x'"),
        (GOOD.replace("(eq-3)", "(eq-)"), "02-x.ipynb, cell 7: missing number: Algebra '= x'"),
        (GOOD.replace("(eq-3)", "(3)"), "02-x.ipynb, cell 7: missing number: Algebra '= x'"),
        (GOOD + "\n\n$$\nx", r"02-x.ipynb, cell 7: a \$\$ is opened but not closed"),
    ],
)
def test_bad_equations_are_errors(source, problem):
    with pytest.raises(EquationError, match=problem):
        read(source)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            lambda cells: cells[:2] + cells[3:],
            "02-chapter.ipynb, cell 3, eq-3: missing number: eq-2 should come before it",
        ),
        (
            lambda cells: [*cells[:3], cells[2], *cells[3:]],
            "cell 4, eq-2: doubled number, first used in 02-chapter.ipynb, cell 3",
        ),
        (
            lambda cells: [cells[0], cells[2], cells[1], *cells[3:]],
            "02-chapter.ipynb, cell 2, eq-2: number out of order: eq-1 should come here",
        ),
        (
            lambda cells: [*cells, block("= x", "eq-56", "Algebra")],
            "02-chapter.ipynb, cell 10, eq-56: number out of range: the last one is 55",
        ),
        (
            lambda cells: cells[:-1],
            "03-chapter.ipynb, cell 3, vec-5: missing number: vec-4 should come before it",
        ),
    ],
)
def test_numbers_must_run_from_1_to_55_without_a_gap(spoil, change, problem):
    with pytest.raises(EquationError, match=problem):
        read_book(spoil(2, change))


def test_a_book_that_ends_early_is_an_error(spoil):
    with pytest.raises(EquationError, match=r"11-chapter.ipynb, eq-55: missing number"):
        read_book(spoil(11, lambda cells: [cell for cell in cells if "(eq-55)" not in cell]))


def test_an_error_carries_its_place():
    with pytest.raises(EquationError) as caught:
        read(block("= x", "eq-3"))
    error = caught.value
    assert (error.notebook, error.cell, error.equation) == ("02-x.ipynb", 7, "eq-3")
    assert isinstance(error, ValueError)


def test_a_folder_without_chapters_is_an_error(tmp_path):
    with pytest.raises(EquationError, match="no chapters here"):
        read_book(tmp_path)


def test_a_file_that_is_no_notebook_is_an_error(tmp_path):
    path = tmp_path / "01-broken.ipynb"
    path.write_text("{ not a notebook", encoding="utf-8")
    with pytest.raises(EquationError, match=r"01-broken.ipynb: not a notebook"):
        read_notebook(path)


def test_the_title_is_the_first_heading(tmp_path):
    with_title = write_notebook(tmp_path / "01-a.ipynb", ["Hello", "# 6 A *title*\n\nText"])
    without = write_notebook(tmp_path / "02-b.ipynb", ["Hello"])
    assert (read_title(with_title), read_title(without)) == ("6 A *title*", "02-b")
