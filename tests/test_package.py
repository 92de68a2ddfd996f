"""The package as a whole: light to import, and complete."""

import inspect
import subprocess
import sys
from pathlib import Path

import numpy as np

import backprop_grader
import backprop_lib
import equation_prover
from backprop_lib import exercises, figures, show


def test_importing_it_loads_numpy_and_nothing_else():
    code = (
        "import sys, numpy.typing; before = set(sys.modules); import backprop_lib;"
        "print(sorted({m.split('.')[0] for m in set(sys.modules) - before}"
        "             - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['backprop_lib']"


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
    for package in (backprop_lib, equation_prover, backprop_grader):
        assert (Path(package.__file__).parent / "py.typed").exists()


def test_show_rounds_aligns_and_knows_no_minus_zero(capsys):
    show(a=1.23456789, long=-1e-9, W=np.array([[-0.5, 1e-7]]))
    assert capsys.readouterr().out.splitlines() == [
        "a    =  1.234568",
        "long =  0.000000",
        "W    = [[-0.5000  0.0000]]  shape (1, 2)",
    ]
