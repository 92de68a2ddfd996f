"""Every exercise in one Python of a page: right answers are right, wrong ones told as in Python."""

import json
import subprocess
import sys

import pytest

from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.cells import imports_for
from backprop_lib.exercises.exercise import PROOF

pytestmark = pytest.mark.xdist_group("live")
RUN = """async (cells) => {
    const python = await import(new URL("../_static/live/python.js", location).href);
    const found = [];
    for (const source of cells) {
        const said = [];
        const end = await python.run([source], 0, (data) => {
            if (data.kind === "again") said.length = 0;
            if (data.kind === "stream") said.push(data.text);
        });
        found.push(end.ended === "done" ? said.join("") : JSON.stringify(end));
    }
    return found;
}"""
WRONG = """
from backprop_lib.exercises import EXERCISES
exercise = EXERCISES[{number!r}]
known = [mistake.answer for mistake in exercise.misconceptions]
wrong = known[0] if known else lambda *given: 12345.0
if known and exercise.kind == {proof!r}:
    import sympy as sp
    symbols = [sp.Symbol(name) for name in exercise.symbols]
    for answer in known:
        try:
            wrong = answer(*symbols)
            break
        except TypeError:  # NumPy's logarithm takes no symbol
            continue
"""


def cells():
    """Return two cells for each exercise: its worked solution, and its first known mistake."""
    found = {}
    for number, exercise in EXERCISES.items():
        imports = imports_for([exercise])
        check = f'check("{number}", {exercise.name})'
        found[number, "right"] = f"{imports}\n{exercise.solution}\n{check}\n"
        wrong = WRONG.format(number=number, proof=PROOF)
        found[number, "wrong"] = f'{imports}\n{wrong}\ncheck("{number}", wrong)\n'
    return found


def in_python(sources):
    """Return what each cell prints outside the browser."""
    code = "import io, json, sys\nfrom contextlib import redirect_stdout\nfound = []\n" + (
        "for source in json.load(sys.stdin):\n"
        "    with redirect_stdout(io.StringIO()) as out:\n        exec(source, {})\n"
        "    found.append(out.getvalue())\nprint(json.dumps(found))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_the_page_says_of_every_exercise_what_python_says(open_chapter):
    sources = cells()
    page = open_chapter("06-sigmoid-derivative").page
    page.set_default_timeout(200_000)
    given = dict(zip(sources, page.evaluate(RUN, list(sources.values())), strict=True))
    assert given == dict(zip(sources, in_python(list(sources.values())), strict=True))
    for (number, kind), text in given.items():
        assert ("✓ Right" in text) == (kind == "right"), (number, text)
