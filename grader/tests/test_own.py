"""Exercises and questions of the instructor's own."""

import json
import re
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from notebooks import hand_in
from running import grade_here, rows
from test_again import decide, grade  # noqa: F401 (a fixture)

from backprop_grader.assignment import assignment
from backprop_grader.by_hand import MARKS, PAGE
from backprop_grader.cli import main
from backprop_grader.grading import grade as grade_one
from backprop_grader.notebook import read_notebook
from backprop_grader.own_exercises import load_own, read_own
from backprop_grader.points import read_assignment
from backprop_grader.questions import answers_in

OWN = '''"""Exercises for our course."""

import numpy as np

from backprop_lib.exercises.exercise import FUNCTION, Exercise, Misconception, by_hand
from backprop_lib.exercises.inputs import UNIT, inputs, matrix


def mean_square(a2, y):
    """Return half the squared error, averaged over the columns."""
    return 0.5 * np.sum((a2 - y) ** 2) / y.shape[1]


MEAN = Exercise(
    id="own.1",
    kind=FUNCTION,
    title="Half the error",
    prompt="Write `mean_square(a2, y)`.",
    hints=("Square.", "Sum.", "`return 0.5 * ...`"),
    equation="",
    answer=mean_square,
    cases=inputs(a2=matrix(UNIT, "n2", "m"), y=matrix(UNIT, "n2", "m")),
    misconceptions=(
        Misconception(lambda a2, y: np.sum((a2 - y) ** 2) / y.shape[1], "The half is missing."),
    ),
)
COUNT = by_hand(
    id="own.2",
    title="A count",
    prompt="How many weights lead from {n} neurons to one?",
    hints=("Count.", "One each.", "`{n}`"),
    equation="",
    formula=lambda n: n,
    numbers={"n": 3},
    choices={"n": (4, 5, 6, 7)},
    working="answer_own_2 = {n}",
)
'''
POINTS = """exercises = "own.py"

[points]
"6.2" = 1
"own.1" = 4
"own.2" = 1

[questions.Q1]
title = "Why"
text = "Why is the factor 1 - a2 there?"
points = 3
"""


@pytest.fixture
def course(tmp_path):
    """Write a points file with exercises and a question of the instructor's own."""
    (tmp_path / "own.py").write_text(OWN, encoding="utf-8")
    (tmp_path / "hw.points.toml").write_text(POINTS, encoding="utf-8")
    return tmp_path


def hand_out(course, *more):
    command = ["assignment", "--points", str(course / "hw.points.toml")]
    assert main([*command, "--out", str(course / "hw.ipynb"), *more]) == 0
    return nbformat.read(course / "hw.ipynb", as_version=4)


def answered(notebook, **answers):
    """Return the handout with cells replaced, by their ids."""
    for cell in notebook.cells:
        for key, text in answers.items():
            if cell.id.endswith(key.replace("__", "-")):
                cell.source = text
    return nbformat.writes(notebook)


def test_the_example_on_the_page_for_teachers_is_handed_out(course):
    page = (Path(__file__).parents[2] / "book" / "teaching.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.+?)^```$", page, re.MULTILINE | re.DOTALL)
    (course / "own.py").write_text(example, encoding="utf-8")
    (points,) = re.findall(
        r'^```toml\n(exercises = "own.py"\n.+?)^```$', page, re.MULTILINE | re.DOTALL
    )
    (course / "hw.points.toml").write_text(points, encoding="utf-8")
    text = "\n".join(cell.source for cell in hand_out(course).cells)
    assert "### Exercise own.1: The largest error" in text
    assert "def largest_error(a2, y):" in text
    assert "### Question Q1: Why" in text


def test_the_handout_asks_them_and_gives_no_answer_away(course):
    notebook = hand_out(course)
    nbformat.validate(notebook)
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "### Exercise own.1: Half the error" in text
    assert "*Function, 4 points.*" in text
    assert "def mean_square(a2, y):" in text
    assert "lead from 3 neurons" in text
    assert 'check("own.1"' not in text  # nobody but the instructor has the answer
    assert "0.5 * np.sum" not in text
    assert "### Question Q1: Why" in text
    assert "By hand, 3 points" in text


def test_solutions_have_them_too(course):
    hand_out(course, "--solutions")
    text = (course / "hw.solutions.ipynb").read_text(encoding="utf-8")
    assert "return 0.5 * np.sum" in text
    assert "answer_own_2 = 3" in text


def test_they_are_graded_like_the_books_in_the_sandbox_and_out_of_reach(course):
    notebook = hand_out(course)
    half = "def mean_square(a2, y):\n    return np.sum((a2 - y) ** 2) / y.shape[1]"
    right = {"6__2__stub": "def slope_from_activation(a2): return a2 * (1 - a2)"}
    right |= {
        "own__1__stub": half.replace("return", "return 0.5 *"),
        "own__2__stub": "answer_own_2 = 3",
    }
    wrong = right | {"own__1__stub": half, "own__2__stub": "answer_own_2 = 4"}
    hand_in(course / "in", "right.ipynb", answered(notebook, **right))
    hand_in(course / "in", "wrong.ipynb", answered(hand_out(course), **wrong))
    points = course / "hw.points.toml"
    assert grade_here(course / "in", course / "out", "--points", points, exercises=()) == 0
    table = rows(course / "out")
    assert [table["right"][key] for key in ("6.2", "own.1", "own.2")] == ["1", "4", "1"]
    assert [table["wrong"][key] for key in ("6.2", "own.1", "own.2")] == ["1", "0", "0"]
    page = (course / "out" / "feedback" / "wrong.html").read_text(encoding="utf-8")
    assert "The half is missing." in page
    assert "own.1 Half the error" in page
    report = BeautifulSoup((course / "out" / "report.html").read_text(encoding="utf-8"), "lxml")
    assert "known:the-half-is-missing" in report.text


def test_a_question_is_marked_in_a_column_that_stays(course, grade):  # noqa: F811
    text = "Because the **sigmoid** flattens."
    for name in ("ann", "=zoë"):
        hand_in(course / "in", f"{name}.ipynb", answered(hand_out(course), Q1__answer=text))
    totals = grade("in")
    assert totals == {"ann": "0", "'=zoë": "0"}
    row = rows(course / "out")["ann"]
    assert (row["Q1"], row["out of"]) == ("", "9")
    assert "Q1 is not marked yet." in row["note"]
    page = (course / "out" / PAGE).read_text(encoding="utf-8")
    assert text in page
    assert "Why is the factor 1 - a2 there?" in page
    marks = course / "out" / MARKS
    assert marks.read_text(encoding="utf-8-sig") == "student,Q1\n'=zoë,\nann,\n"
    marks.write_text("student;Q1\r\n'=zoë;2,5\r\nann;\r\n", encoding="utf-8-sig")
    for _ in range(2):
        assert grade("in") == {"ann": "0", "'=zoë": "2.5"}
    hand_in(course / "in", "late.ipynb", answered(hand_out(course)))
    grade("in")
    assert marks.read_text(encoding="utf-8-sig") == "student,Q1\n'=zoë,2.5\nann,\nlate,\n"
    feedback = (course / "out" / "feedback" / "ann.html").read_text(encoding="utf-8")
    assert text in feedback
    assert "not marked yet, of 3" in feedback
    decide(
        course, '[[override]]\nstudent = "ann"\nexercise = "Q1"\npoints = 3\nreason = "Said so."\n'
    )
    assert grade("in")["ann"] == "3"


def test_nobody_gets_a_grade_in_the_gradebook_before_all_is_marked(course, grade, capsys):  # noqa: F811
    for name in ("ann", "bob"):
        hand_in(course / "in", f"{name}.ipynb", answered(hand_out(course)))
    (course / "export.csv").write_text("Username,Grade\nann,\nbob,\n")
    (course / "out").mkdir()
    (course / "out" / MARKS).write_text("student,Q1\nbob,1\n")
    grade("in", "--gradebook", str(course / "export.csv"))
    assert (course / "out" / "export.csv").read_text() == "Username,Grade\nann,\nbob,1\n"
    assert "Left out, because a question is not marked: ann." in capsys.readouterr().err


def test_marks_that_are_given_while_others_are_graded_stay(course, grade, monkeypatch):  # noqa: F811
    hand_in(course / "in", "ann.ipynb", answered(hand_out(course)))
    grade("in")
    hand_in(course / "in", "bob.ipynb", answered(hand_out(course)))
    marks = course / "out" / MARKS

    def marked_meanwhile(tasks, *_):
        for task in tasks:
            marks.write_text("student,Q1\nann,3\n", encoding="utf-8")
            yield grade_one(task)

    monkeypatch.setattr("backprop_grader.course.on_this_machine", marked_meanwhile)
    assert grade("in") == {"ann": "3", "bob": "0"}
    assert marks.read_text(encoding="utf-8-sig") == "student,Q1\nann,3\nbob,\n"


@pytest.mark.parametrize("mark", ["4", "-1", "good", "nan"])
def test_a_mark_that_cannot_be_is_named(course, grade, capsys, mark):  # noqa: F811
    hand_in(course / "in", "ann.ipynb", answered(hand_out(course)))
    (course / "out").mkdir()
    (course / "out" / MARKS).write_text(f"student,Q1\nann,{mark}\n")
    grade("in", status=2)
    assert f"ann must have from 0 to 3 points in Q1; got {mark}" in capsys.readouterr().err


def test_an_answer_may_be_split_over_cells_and_ends_at_the_next_exercise():
    cells = [
        ("markdown", "### Question Q1: Why\n\nAsked."),
        ("markdown", ["# First ", "part."]),
        ("code", "2 + 2"),
        ("markdown", "*Write your answer here, in place of this line.*"),
        ("markdown", "### Exercise 6.2: x"),
        ("markdown", "elsewhere"),
        ("markdown", "### Question Q2: Empty"),
        ("markdown", "*Write your answer here, in place of this line.*\nAfter it."),
    ]
    data = json.dumps({"cells": [{"cell_type": kind, "source": text} for kind, text in cells]})
    found = answers_in(read_notebook(data.encode()).sources)
    assert found == {"Q1": "# First part.\n\n2 + 2", "Q2": "After it."}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("own.1", "6.1"), r"exercise 6\.1: its id must begin with a letter"),
        (('"own.2"', '"own.1"'), "two exercises have the id own.1"),
        (("mean_square", "slope_from_activation"), "two exercises ask for a slope_from_activation"),
        (("import numpy as np", "import nampy"), "fails: ModuleNotFoundError"),
        (("answer=mean_square", "answer=abs"), r"own\.1: its own answer cannot be judged"),
        ((OWN, "x = 1"), "has no exercise"),
        ((OWN, "def ("), "fails: SyntaxError"),
    ],
)
def test_a_file_of_exercises_that_cannot_be_is_explained(course, change, words):
    path = course / "own.py"
    path.write_text(OWN.replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        read_own(path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('"own.py"', '"nothing.py"'), "nothing.py cannot be read"),
        (('"own.py"', "5"), "needs a file name"),
        (('"own.1" = 4', '"own.9" = 4'), '"own.9", which is no exercise'),
        (("points = 3", "points = -3"), "question Q1 must have points .* got -3"),
        (('title = "Why"', ""), "question Q1 needs title, text and points"),
        (('title = "Why"', "title = 5"), "question Q1 needs a title"),
        (("questions.Q1", 'questions."6.2"'), 'called such as Q1; got "6.2"'),
        (("[questions.Q1]", "[questions]"), r"such as \[questions.Q1\]"),
    ],
)
def test_a_points_file_that_cannot_be_is_explained(course, change, words):
    path = course / "hw.points.toml"
    path.write_text(POINTS.replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        read_assignment(path)


def test_other_exercises_of_ones_own_need_another_folder(course, grade, capsys):  # noqa: F811
    hand_in(course / "in", "ann.ipynb", answered(hand_out(course)))
    grade("in")
    (course / "own.py").write_text(OWN.replace("0.5", "0.25"), encoding="utf-8")
    grade("in", status=2)
    assert "holds a grading with other own exercises" in capsys.readouterr().err


def test_the_same_text_is_loaded_once_and_has_its_source():
    assert load_own(OWN) is load_own(OWN)
    assert "0.5 * np.sum" in load_own(OWN)["own.1"].solution
    assert load_own("") == {}


def test_nbgrader_gets_questions_and_no_unchecked_exercises(course):
    chosen = read_assignment(course / "hw.points.toml")
    with pytest.raises(ValueError, match=r"have none: own\.1, own\.2"):
        assignment(chosen, "x", nbgrader=True)
    (course / "hw.points.toml").write_text(
        re.sub('"own.*\n|exercises.*\n', "", POINTS), encoding="utf-8"
    )
    cells = assignment(read_assignment(course / "hw.points.toml"), "x", nbgrader=True)["cells"]
    metadata = cells[-1]["metadata"]["nbgrader"]
    assert (metadata["grade"], metadata["solution"], metadata["points"]) == (True, True, 3)


def test_gradescope_says_that_it_carries_the_books_only(course, capsys):
    command = ["gradescope", "--points", str(course / "hw.points.toml")]
    assert main([*command, "--out", str(course / "a.zip")]) == 2
    assert "carries the book's exercises only" in capsys.readouterr().err
