"""The limit on memory holds for all processes of a submission together."""

import dataclasses
import sys

import pytest
from notebooks import CHOSEN, with_answer
from running import MODE

from backprop_grader import scheduling
from backprop_grader.grading import Task
from backprop_grader.limits import Limits

FAMILY = """import os, time
def slope_from_activation(a2):
    {before}
    for _ in range(6):
        if os.fork() == 0:
            {after}
            time.sleep(0.7)
            os._exit(0)
    for _ in range(6):
        os.wait()
    return a2 * (1 - a2)"""
CAREFUL = dataclasses.replace(Limits(), step=60, memory=500)


def text(before="pass", after="pass"):
    data = with_answer(FAMILY.format(before=before, after=after)).encode()
    task = Task("a", "a.ipynb", data, "", "0", CHOSEN, 1, CAREFUL, reduced=bool(MODE))
    (result,) = scheduling.on_this_machine([task], 1)
    return result["verdicts"]["6.2"]["text"]


pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux"),
]


def test_many_processes_have_no_more_than_one():
    assert "it used too much memory" in text(after="x = np.ones(150 * 2**17); time.sleep(8)")


def test_what_they_share_counts_once():
    assert "too much memory" not in text(before="x = np.ones(150 * 2**17)")
