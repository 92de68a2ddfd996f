"""Each suspect has the symptoms that chapter 13 reads off, and shows the line that ran."""

import pytest

from backprop_lib import RUNNING, VECTOR, check_gradients
from backprop_lib.suspects import LINES, WRONG, reveal, suspect

ARGS = (VECTOR.network, VECTOR.x, VECTOR.y)
SYMPTOMS = {  # which gradients are wrong
    "A": "W1 b1 W2 b2", "B": "W1 b1 W2 b2", "C": "W1 b1", "D": "b1", "E": "W1 b1 W2 b2",
    "F": "W1 b1", "G": "W2", "H": "b2",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_the_check_finds_it_where_its_mistake_is(name):
    errors = check_gradients(*ARGS, of=suspect(name)).errors
    wrong = [key.removeprefix("dC_d") for key, error in errors.items() if error > 1e-12]
    assert wrong == SYMPTOMS[name].split()


@pytest.mark.parametrize(("name", "error"), [("A", 2), ("E", 3), ("H", 1)])
def test_some_are_off_by_a_round_number(name, error):
    errors = check_gradients(*ARGS, of=suspect(name)).errors
    assert max(errors.values()) == pytest.approx(error, rel=1e-12)


def test_with_the_right_lines_nothing_is_wrong(monkeypatch):
    monkeypatch.setitem(WRONG, "A", (0, LINES[0]))
    assert check_gradients(*ARGS, of=suspect("A")).passed


def test_one_example_hides_the_missing_mean():
    assert check_gradients(RUNNING.network, RUNNING.x, RUNNING.y, of=suspect("E")).passed


def test_the_line_shown_is_the_line_that_ran(capsys):
    reveal("B")
    assert capsys.readouterr().out.splitlines() == [
        "B has    dC0_dz2 = dC0_da2",
        "it wants dC0_dz2 = a2 * (1 - a2) * dC0_da2",
    ]


def test_another_name_is_refused():
    for function in (suspect, reveal):
        with pytest.raises(ValueError, match="name must be one of A, B, C, D, E, F, G, H; got 'I'"):
            function("I")
