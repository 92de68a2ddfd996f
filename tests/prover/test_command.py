"""``python -m equation_prover``: what it prints, what it writes, and how it ends."""

import pytest
from small_book import EQUATIONS, VECTOR_FORMS, write_book

import equation_prover.__main__ as command
from equation_prover.reading import LAST

FORMS = LAST["vec"]


@pytest.fixture
def run(capsys, monkeypatch, outcome):
    """Call the command with the corruption study of the small book, which is already made."""
    monkeypatch.setattr(command, "study", lambda book: outcome)

    def run(*arguments):
        status = command.main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out.splitlines(), printed.err

    return run


def test_a_failure_is_listed_with_its_place_and_status_1(run, tmp_path):
    wrong = EQUATIONS | {"46": r"\frac{\partial C_0}{\partial a^L} = a^L + y"}
    status, lines, _ = run("--book", write_book(tmp_path / "book", wrong))
    assert status == 1
    assert lines[-1] == "54 of 55 proved"
    assert lines[-3].startswith("10-chapter.ipynb, cell 7, eq-46: the two sides differ, by ")


def test_a_wrong_vector_form_is_a_failure_too(run, tmp_path):
    wrong = VECTOR_FORMS | {"8": r"\frac{\partial C_0}{\partial a^L} = y - a^L"}
    status, lines, _ = run("--book", write_book(tmp_path / "book", forms=wrong))
    assert status == 1
    assert lines[-2:] == [
        f"{FORMS - 1} of {FORMS} vector forms agree with the code",
        "55 of 55 proved",
    ]


def test_an_unreadable_book_is_an_error_on_one_line(run, tmp_path):
    wrong = EQUATIONS | {"2": r"a^{L-1} = \tanh(z^{L-1})"}
    status, lines, error = run("--book", write_book(tmp_path / "book", wrong))
    assert (status, lines) == (1, [])
    assert error == (
        "02-chapter.ipynb, cell 3, eq-2: cannot read the LaTeX from '\\tanh(z^{L-1})' on\n"
    )


def test_the_page_is_written_and_then_up_to_date_until_it_changes(run, folder, tmp_path):
    page = tmp_path / "equations.md"
    assert run("--book", folder, "--ledger", page)[0] == 0
    assert run("--book", folder, "--check", page)[0] == 0
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    status, _, error = run("--book", folder, "--check", page)
    assert status == 1
    assert f"{page} is out of date" in error


def test_a_page_that_is_not_there_is_out_of_date(run, folder, tmp_path):
    assert run("--book", folder, "--check", tmp_path / "none.md")[0] == 1


def test_the_corruption_study_can_be_printed(run, folder):
    status, lines, _ = run("--book", folder, "--corrupt")
    assert status == 0
    assert any("of 1301 corruptions rejected; 102 are true equations:" in line for line in lines)
