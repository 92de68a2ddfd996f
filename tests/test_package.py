"""The package as a whole: light to import, and complete."""

import inspect
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import backprop_grader
import backprop_lib
from backprop_lib import exercises, figures, show
from backprop_lib.exercises.wording import _short


def test_importing_it_loads_numpy_and_nothing_else():
    code = (
        "import sys, numpy.typing; before = set(sys.modules); import backprop_lib;"
        "print(sorted({m.split('.')[0] for m in set(sys.modules) - before}"
        "             - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['backprop_lib']"


def test_importing_the_exercises_loads_no_random_numbers():
    code = "import sys, backprop_lib.exercises; print('numpy.random' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_every_public_name_exists_and_explains_itself():
    for name in backprop_lib.__all__:
        assert getattr(backprop_lib, name).__doc__, name


def test_every_public_function_says_what_it_takes_and_returns():
    """All but the core, which chapter 11 prints: there, no annotation stands for "any array"."""
    packages = (backprop_lib, exercises, figures)
    functions = [getattr(package, name) for package in packages for name in package.__all__]
    for function in filter(inspect.isfunction, functions):
        if function.__module__ != "backprop_lib.core":
            signature = inspect.signature(function)
            hints = [
                signature.return_annotation,
                *(p.annotation for p in signature.parameters.values()),
            ]
            assert inspect.Parameter.empty not in hints, function.__name__


def test_each_package_says_that_it_is_typed():
    for package in (backprop_lib, backprop_grader):
        assert (Path(package.__file__).parent / "py.typed").exists()


def test_show_rounds_aligns_and_knows_no_minus_zero(capsys):
    show(a=1.23456789, long=-1e-9, W=np.array([[-0.5, 4.99e-5]]))
    assert capsys.readouterr().out.splitlines() == [
        "a    =  1.234568",
        "long =  0.000000",
        "W    = [[-0.5000  0.0000]]  shape (1, 2)",
    ]


def test_text_is_shown_as_it_is_and_what_is_no_number_is_named(capsys):
    show(method="central", h=1e-3)
    assert capsys.readouterr().out == "method = central\nh      =  0.001000\n"
    with pytest.raises(TypeError, match=r"^slope must hold numbers, as text, a number or an array"):
        show(slope=None)


@pytest.mark.parametrize("tie", [0.03085, -0.41115, 0.00005, 0.0000005])
def test_the_last_bit_does_not_choose_what_is_shown(tie, capsys):
    near = [tie, np.nextafter(tie, 1), np.nextafter(tie, -1), tie * (1 + 1e-14)]
    shown = set()
    for value in near:
        show(value=value, array=[value])
        shown.add(capsys.readouterr().out)
    assert len(shown) == 1
    assert len({_short(np.float64(value), 0) for value in near}) == 1
    assert len({_short(np.array([value]), 0) for value in near}) == 1


def test_halves_go_to_the_even_digit(capsys):
    show(a=[0.00025, 0.00035])
    assert capsys.readouterr().out == "a = [ 0.0002  0.0004]  shape (2,)\n"


def test_a_half_precision_number_is_shown_too(capsys):
    show(a=np.float16(0.5), b=np.full(1, 0.1, np.float16))
    assert capsys.readouterr().out == "a =  0.500000\nb = [ 0.1000]  shape (1,)\n"


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e305])
def test_what_cannot_be_rounded_is_shown_as_it_is(value, capsys):
    show(value=value, array=[value])
    first, second = capsys.readouterr().out.splitlines()
    assert f"{value: .6f}" in first
    assert f"{value: .4f}" in second
