"""Matplotlib's list of fonts is made once, not for each submission."""

import os

import pytest
from notebooks import hand_in, with_answer
from running import FULL, grade, rows

from backprop_grader import fonts

LOOK = """import os
place = os.environ["MPLCONFIGDIR"]
there = [name for name in os.listdir(place) if name.startswith("fontlist")]
import matplotlib.font_manager

def slope_from_activation(a2):
    return a2 * (1 - a2) if len(there) == 1 else 0 * a2
"""


@pytest.mark.thorough
@pytest.mark.parametrize("mode", [[], ["--reduced-isolation"]])
def test_a_students_matplotlib_finds_the_list(tmp_path, mode):
    if not mode and not FULL:
        pytest.skip("needs the full sandbox")
    hand_in(tmp_path / "in", "ann.ipynb", with_answer(LOOK))
    hide = {} if not mode else {"env": os.environ | {"PATH": "/nonexistent"}}
    process = grade(tmp_path / "in", tmp_path / "out", *mode, **hide)
    assert process.returncode == 0, process.stderr
    row = rows(tmp_path / "out")["ann"]
    assert (row["6.2"], row["note"]) == ("1", "")


def test_the_list_is_the_one_that_matplotlib_keeps():
    assert os.path.basename(fonts.font_list()).startswith("fontlist-v")
    assert fonts.bound("/nowhere/fontlist.json") == []


def test_without_bubblewrap_each_process_has_a_copy(tmp_path):
    assert fonts.copied(fonts.font_list(), str(tmp_path), None) == {"MPLCONFIGDIR": str(tmp_path)}
    (copy,) = tmp_path.iterdir()
    assert copy.name == os.path.basename(fonts.font_list())
