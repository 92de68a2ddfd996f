"""An answer that crashes or loops costs its own exercise only, however many do."""

import pytest
from notebooks import START, notebook
from running import MODE

from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_lib.exercises import EXERCISES

*BAD, LAST = [key for key, exercise in EXERCISES.items() if exercise.is_function][:9]


@pytest.mark.parametrize(
    ("code", "limits", "words"),
    [
        ("os._exit(7)", Limits(), "exit code 7"),
        ("time.sleep(60)", Limits(step=1, total=6), "took too long"),
    ],
)
def test_the_last_answer_keeps_its_marks(code, limits, words):
    cells = [f"def {EXERCISES[key].name}(*_):\n    {code}" for key in BAD]
    data = notebook("import os, time", START, *cells, EXERCISES[LAST].solution).encode()
    task = Task("a", "a.ipynb", data, "", "0", (*BAD, LAST), 1, limits, reduced=bool(MODE))
    verdicts = grade(task)["verdicts"]
    assert all(words in verdicts[key]["text"] for key in BAD)
    assert verdicts[LAST]["credit"] == 1
