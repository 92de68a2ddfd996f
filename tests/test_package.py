"""The package as a whole: light to import, and complete."""

import subprocess
import sys

import numpy as np

import backprop_lib
from backprop_lib import show


def test_importing_it_loads_numpy_and_nothing_else():
    code = (
        "import sys, numpy; before = set(sys.modules); import backprop_lib;"
        "print(sorted({m.split('.')[0] for m in set(sys.modules) - before}"
        "             - set(sys.stdlib_module_names)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['backprop_lib']"


def test_every_public_name_exists_and_explains_itself():
    for name in backprop_lib.__all__:
        assert getattr(backprop_lib, name).__doc__, name


def test_show_rounds_aligns_and_knows_no_minus_zero(capsys):
    show(a=1.23456789, long=-1e-9, W=np.array([[-0.5, 1e-7]]))
    assert capsys.readouterr().out.splitlines() == [
        "a    =  1.234568",
        "long =  0.000000",
        "W    = [[-0.5000  0.0000]]  shape (1, 2)",
    ]
