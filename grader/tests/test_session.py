"""An answer that crashes or loops costs its own exercise only, however many do."""

import pytest
from notebooks import START, notebook
from running import MODE

from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_lib.exercises import EXERCISES

FUNCTIONS = [key for key, exercise in EXERCISES.items() if exercise.is_function]


@pytest.mark.parametrize(
    ("code", "many", "limits", "words"),
    [  # so many that without a share for each exercise, the last would come after the limit
        ("os._exit(7)", 3, Limits(restarts=1), "exit code 7"),
        ("time.sleep(60)", 8, Limits(step=1, total=6), "took too long"),
    ],
)
def test_the_last_answer_keeps_its_marks(code, many, limits, words):
    *bad, last = FUNCTIONS[: many + 1]
    cells = [f"def {EXERCISES[key].name}(*_):\n    {code}" for key in bad]
    data = notebook("import os, time", START, *cells, EXERCISES[last].solution).encode()
    task = Task("a", "a.ipynb", data, "", "0", (*bad, last), 1, limits, reduced=bool(MODE))
    verdicts = grade(task)["verdicts"]
    assert all(words in verdicts[key]["text"] for key in bad)
    assert verdicts[last]["credit"] == 1
