"""Matplotlib's list of fonts is made once, not for each submission."""

import os
import subprocess
import sys

import pytest
from notebooks import CHOSEN, with_answer
from running import FULL

from backprop_grader import fonts, sandbox
from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits

LOOK = """import os
place = os.environ["MPLCONFIGDIR"]
there = [name for name in os.listdir(place) if name.startswith("fontlist")]
import matplotlib.font_manager

def slope_from_activation(a2):
    return a2 * (1 - a2) if len(there) == 1 else 0 * a2
"""


@pytest.mark.thorough
@pytest.mark.parametrize("where", [sandbox.best_sandbox(), sandbox._bare("", "")])
def test_a_students_matplotlib_finds_the_list(where):
    if where.bwrap and not FULL:
        pytest.skip("needs the full sandbox")
    data = with_answer(LOOK).encode()
    result = grade(Task("a", "a.ipynb", data, "", "0", CHOSEN, 1, Limits(), True, where))
    assert (result["verdicts"]["6.2"]["credit"], result["notes"]) == (1, [])


def test_the_list_is_the_one_that_matplotlib_keeps():
    assert os.path.basename(fonts.font_list()).startswith("fontlist-v")
    assert fonts.bound("/nowhere/fontlist.json") == []


def test_without_bubblewrap_each_process_has_a_copy(tmp_path):
    assert fonts.copied(fonts.font_list(), str(tmp_path), None) == {"MPLCONFIGDIR": str(tmp_path)}
    (copy,) = tmp_path.iterdir()
    assert copy.name == os.path.basename(fonts.font_list())


def test_a_worker_starts_without_matplotlib():
    code = "import sys, backprop_grader.__main__; print('matplotlib' in sys.modules)"
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert process.stdout.strip() == b"False"
