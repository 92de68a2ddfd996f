"""A cell runs as it would in Jupyter, and what breaks in it costs no more than it must."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from notebooks import CHOSEN, RIGHT, START, notebook, with_answer, with_right_answers
from running import MODE
from side_by_side import NOTEBOOKS

from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits

SCRIPT = Path(__file__).with_name("side_by_side.py")
# The only difference: what stands for a package that is missing, so that the rest can run.
DOCUMENTED = {"import no_such_module": {"no_such_module": "Missing"}}


@pytest.fixture(scope="module")
def both():
    """What IPython and the grader make of all notebooks."""
    runs = [
        subprocess.Popen(
            [sys.executable, SCRIPT, who], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL
        )
        for who in ("ipython", "ours")
    ]
    return [json.loads(run.communicate(timeout=600)[0]) for run in runs]


def test_there_are_enough_cells():
    assert sum(map(len, NOTEBOOKS)) >= 60
    assert len({cell for cells in NOTEBOOKS for cell in cells}) >= 100


@pytest.mark.parametrize("number", range(len(NOTEBOOKS)), ids=[n[0][:20] for n in NOTEBOOKS])
def test_names_and_errors_are_those_of_ipython(both, number):
    (names, errors), ours = (found[number] for found in both)
    names |= DOCUMENTED.get(NOTEBOOKS[number][0], {})
    assert ours == [names, errors]


def graded(text, **limits):
    """Return the credits and the notes of a notebook."""
    limits = Limits(**{"step": 5} | limits)
    task = Task("a", "a.ipynb", text.encode(), "", "0", CHOSEN, 1, limits, bool(MODE))
    result = grade(task)
    assert not result["failed"], result["notes"]
    return result


def credits(result):
    return tuple(verdict["credit"] for verdict in result["verdicts"].values())


IN_THE_SANDBOX = [
    "%matplotlib inline\n%config InlineBackend.figure_format = 'svg'\n%time x = 1",
    "!pip install -q seaborn\n%pip install seaborn\n!wget https://example.com/x",
    "x = !ls /\nassert len(x) > 3\nimport gc; assert gc.isenabled()",
    "import asyncio\nawait asyncio.sleep(0.01)\nasync def f(): return 1\nassert await f() == 1",
    "import asyncio\nasync def f(): return 1\nassert asyncio.run(f()) == 1",
    "import asyncio, threading\nseen = []\nasync def f(): seen.append(1)\n"
    "t = threading.Thread(target=lambda: asyncio.run(f())); t.start(); t.join()\nassert seen",
    "import asyncio\nasync def f(): return await asyncio.to_thread(lambda: 3)\n"
    "assert await f() == 3",
    "import IPython\nassert IPython.get_ipython() is get_ipython()",
    "from backprop_lib.exercises import assess\nassert not assess('6.2', 3).passed",
    "%%time\ncheck('6.2', None)",
]


def test_they_run_in_the_sandbox_too():
    result = graded(with_right_answers(*IN_THE_SANDBOX))
    assert (result["notes"], credits(result)) == ([], (1, 1, 1))


# What breaks, and how its note begins after the number of its cell; without words it has none.
BROKEN = [
    ("check(1.1, 43)", 'TypeError: exercise_id must be text such as "6.2"; got float. See line 1.'),
    ("x = 1\ncheck(None, 1)", "TypeError: exercise_id must be .* got NoneType. See line 2."),
    ("check([], 1)", "TypeError: .* got list"),
    ("check({}, {})", "TypeError: .* got dict"),
    ("check('6.99', 1)", "ValueError: exercise_id must be one of 6.1, 6.2, "),
    ("check('7.1')", "TypeError: .*missing 1 required positional argument"),
    ("class E(Exception):\n    def __str__(self): 1/0\nraise E", "E: without words"),
    ("%%capture\n1/0", "ZeroDivisionError"),
    ("import builtins\nbuiltins.len = None", "it changed Python's own len"),
    ("import builtins\ndel builtins.isinstance", "it ended the Python process"),
    ("import os\nos.closerange(0, 90)", r"it ended the Python process \(exit code 1\)\. "),
    ("import json\njson.dumps = json.loads = None", ""),
    ("import sys\nsys.stdout = sys.stderr = None", ""),
    ("import warnings\nwarnings.simplefilter('error')", ""),
    ("import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)", ""),
    ("import sys\nsys.modules.clear()", ""),
]


@pytest.fixture(scope="module")
def broken():
    """Grade one notebook with all that breaks, and the answers after it."""
    return graded(notebook(START, *(cell for cell, _ in BROKEN), *RIGHT.values()))


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[cell[:25] for cell, _ in BROKEN])
def test_the_guilty_cell_is_named(broken, number):
    words = BROKEN[number][1]
    start = f"Code cell {number + 2} failed: "
    notes = [note for note in broken["notes"] if note.startswith(start)]
    assert len(notes) == bool(words)
    assert not words or re.match(words, notes[0].removeprefix(start) + " ")


def test_nothing_else_is_lost(broken):
    assert credits(broken) == (1, 1, 1)
    assert len(broken["notes"]) == sum(bool(words) for _, words in BROKEN)


MISSING = [
    ("import no_such as n\nn.set()\nx = n.load()\nx.plot()\n@n.jit\ndef f(): pass\nok = 1", 1),
    ("from google.colab import drive\ndrive.mount('/content/drive')\nok = 1", 1),
    ("import math, no_such, cmath\nok = math.e + cmath.e", 1),
    ("from no_such import *\nok = 1", 1),
    ("class Net(__import__('no_such').Module): pass\nok = 1", 1),
    ("import no_such.deep as n\nfor k in n: pass\nwith n.x as y: pass\nok = 1", 1),
]


def test_a_missing_package_costs_what_needs_it():
    cells = [text for cell, _ in MISSING for text in (cell, "assert ok; del ok")]
    result = graded(notebook(START, *cells, *RIGHT.values()))
    assert credits(result) == (1, 1, 1)
    assert len(result["notes"]) == len(MISSING)
    for k, ((_, line), note) in enumerate(zip(MISSING, result["notes"], strict=True)):
        words = "ModuleNotFoundError: No module named"
        assert note.startswith(f"Code cell {2 * k + 2} failed: {words}")
        assert note.endswith(f"See line {line}.")


def test_an_answer_that_needs_a_missing_package_is_told(tmp_path):
    result = graded(with_answer("import no_such\n@no_such.jit\ndef slope_from_activation(a): 1"))
    text = result["verdicts"]["6.2"]["text"]
    assert "code cell 3 failed, line 1: ModuleNotFoundError: No module named 'no_such'" in text


def attempt(source, exercise_id="6.2", ids=True, **more):
    """Return the verdict's text and the notes for one answer, in cells as in an assignment."""
    name = exercise_id.replace(".", "-")
    nb = json.loads(notebook(START, source))
    if ids:
        nb["cells"][1]["id"] = f"exercise-{name}-stub"
    for place, cell in more.get("insert", {}).items():
        nb["cells"].insert(place, {"cell_type": "markdown", "metadata": {}, "source": cell})
    result = graded(json.dumps(nb))
    return result["verdicts"][exercise_id], result["notes"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def slope_from_activation(a2)\n    return a2", "line 1: SyntaxError: expected ':'"),
        ("x = 1\ny = input('?')\ndef slope_from_activation(a2): return y", "line 2: EOFError"),
        ("def slope(a2): return 1\ncheck('6.2', slope_from_activation)", "line 2: NameError"),
        ("raise ValueError(3)\ndef slope_from_activation(a2): return a2", "line 1: ValueError: 3"),
        ("import time; time.sleep(60)\nslope_from_activation = 1", "line 1: it took too long"),
    ],
)
def test_what_failed_to_run_is_not_unattempted(source, words):
    verdict, _ = attempt(source, ids=False)
    assert verdict["status"] == "wrong"
    assert f"Could not be graded: code cell 2 failed, {words}" in verdict["text"]


RENAMED = "def slope(a2):\n    return a2 * (1 - a2)"


def test_a_renamed_function_is_found_where_it_stands():
    verdict, notes = attempt(RENAMED)
    assert verdict["credit"] == 1
    assert notes[-1].startswith("Exercise 6.2: slope_from_activation is missing; slope, the one")
    verdict, notes = attempt(RENAMED, ids=False, insert={1: "### Exercise 6.2: a slope"})
    assert verdict["credit"] == 1
    verdict, notes = attempt(f"{RENAMED}\ndef other(a2): return 1")
    assert verdict["status"] == "not attempted"
    assert "slope_from_activation is missing; there is slope, other." in notes[-1]
    verdict, notes = attempt("def helper(a, b): return a")
    assert verdict["credit"] == 0
    assert "there is no slope_from_activation in the notebook" in verdict["text"]


def test_a_number_under_another_name_is_named():
    verdict, notes = attempt("answer = 0.16", "6.1")
    assert verdict["credit"] == 0
    assert "Exercise 6.1: answer_6_1 is missing; there is answer." in notes


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("answer_6_1 = 0.16", "answer_6_1 stands in a text cell, which does not run"),
        ("I think it is **0.16**.", 'there is text that may be an answer: "I think it is **0.16'),
    ],
)
def test_an_answer_in_a_text_cell_is_noticed(text, words):
    _, notes = attempt("", "6.1", ids=False, insert={1: "## Exercise 6.1: one", 2: text})
    assert words in notes[0]
    _, notes = attempt("", "6.1", ids=False, insert={1: "## Exercise 6.1: one", 2: "## Part 2"})
    assert notes == []
