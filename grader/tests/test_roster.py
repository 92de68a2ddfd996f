"""Numbers of each student's own: drawn once, asked, checked in the notebook, and graded."""

import json
import re
from collections import Counter, defaultdict

import nbformat
import pytest
from notebooks import hand_in
from running import rows
from test_again import grade  # noqa: F401 (a fixture)

from backprop_grader.cli import main
from backprop_grader.points import read_assignment
from backprop_grader.roster import Roster, drawn, read_people, read_roster, write_roster
from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.exercise import ByHand

ROSTER = (
    "Last Name,First Name,Username,Student ID\r\n"
    'O\'Neil,Zoë,zoneil,71\r\n"Doe, Jr.",Jane,jdoe,72\r\nDoe,Jane,jdoe2,73\r\n'
)
CHOSEN = ("1.1", "6.2", "7.1")


@pytest.fixture
def course(tmp_path):
    (tmp_path / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return tmp_path


def hand_out(course, *more):
    command = ["assignment", "--exercises", *CHOSEN, "--roster", str(course / "roster.csv")]
    assert main([*command, "--out", str(course / "hw.ipynb"), *more]) == 0
    return read_assignment(course / "hw.points.toml")


def solved(course, login, whose=None):
    """Return a student's notebook with right answers, to the numbers of `whose`."""
    notebook = nbformat.read(course / "hw" / f"{login}.ipynb", as_version=4)
    chosen = read_assignment(course / "hw.points.toml")
    numbers = chosen.roster.of([whose or login])[whose or login]
    for cell in notebook.cells:
        if found := re.fullmatch(r"exercise-(\d+)-(\d+)-stub", cell.id):
            exercise = EXERCISES[f"{found[1]}.{found[2]}"]
            if exercise.id in numbers:
                exercise = exercise.with_numbers(**numbers[exercise.id])
            cell.source = exercise.solution
    return nbformat.writes(notebook)


def test_everybody_gets_a_notebook_with_numbers_that_are_not_the_books(course):
    chosen = hand_out(course)
    assert {path.name for path in (course / "hw").iterdir()} == {
        "zoneil.ipynb",
        "jdoe.ipynb",
        "jdoe2.ipynb",
    }
    assert len(chosen.roster.people) == 3
    for one, numbers in zip(chosen.roster.people, chosen.roster.numbers, strict=True):
        assert set(numbers) == {"1.1", "7.1"}  # 6.2 is a function: it has no numbers
        text = (course / "hw" / f"{one.handle}.ipynb").read_text(encoding="utf-8")
        nbformat.validate(json.loads(text))
        for key, mine in numbers.items():
            assert mine != EXERCISES[key].numbers
            own = EXERCISES[key].with_numbers(**mine)
            assert f'check(\\"{key}\\", {own.name}, numbers={mine})' in text
            assert json.dumps(own.prompt[:40], ensure_ascii=False)[1:-1] in text.replace("\\n", " ")


def test_points_that_know_nothing_of_the_numbers_are_told_the_line(course, capsys):
    hand_out(course)
    assert "at the top of" not in capsys.readouterr().out
    (course / "own.points.toml").write_text("[points]\n'1.1' = 1\n", encoding="utf-8")
    hand_out(course, "--points", str(course / "own.points.toml"), "--force")
    line = f'Put this line at the top of {course / "own.points.toml"}: numbers = "own.numbers.json"'
    assert line in capsys.readouterr().out


def test_the_check_in_the_notebook_knows_the_students_numbers(course, capsys):
    hand_out(course)
    notebook = json.loads(solved(course, "jdoe"))
    names = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    assert capsys.readouterr().out.count("✓ Right") == len(CHOSEN)


def test_the_grader_knows_them_and_somebody_elses_answers_are_wrong(course, grade, capsys):  # noqa: F811
    chosen = hand_out(course)
    of = chosen.roster.of(["zoneil", "jdoe", "jdoe2"])
    hand_in(course / "in", "zoneil.ipynb", solved(course, "zoneil"))
    hand_in(course / "in", "jdoe.ipynb", solved(course, "jdoe", whose="zoneil"))
    hand_in(course / "in", "stranger.ipynb", solved(course, "zoneil"))
    grade("in", status=1)
    table = rows(course / "out")
    assert table["zoneil"]["total"] == table["zoneil"]["out of"]
    assert table["zoneil"]["note"] == ""
    assert table["jdoe"]["1.1"] == "0"
    assert "It is not known which numbers stranger had in 1.1, 7.1" in table["stranger"]["note"]
    assert table["stranger"]["6.2"] == "1"
    told = capsys.readouterr().err
    assert "Not surely on the roster: stranger." in told
    assert "grader itself failed" not in told
    page = (course / "out" / "feedback" / "zoneil.html").read_text(encoding="utf-8")
    mine = ", ".join(f"{name} = {value:g}" for name, value in of["zoneil"]["1.1"].items())
    assert f"Your numbers: {mine}." in page
    (course / "roster.csv").write_text(f"{ROSTER}X,Y,stranger,9\n", encoding="utf-8")
    before = write_roster(chosen.roster)
    chosen = hand_out(course, "--points", str(course / "hw.points.toml"))
    assert write_roster(chosen.roster).startswith(before[:-20])  # who had numbers keeps them
    grade("in")
    assert "stranger" in rows(course / "out")


def test_solutions_are_everybodys_own(course):
    hand_out(course, "--solutions")
    text = (course / "hw.solutions" / "jdoe2.ipynb").read_text(encoding="utf-8")
    mine = read_assignment(course / "hw.points.toml").roster.of(["jdoe2"])["jdoe2"]
    assert EXERCISES["1.1"].with_numbers(**mine["1.1"]).working in text
    assert "solutions for Jane Doe" in text


def test_writing_it_again_changes_nothing(course):
    hand_out(course)
    files = {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}
    hand_out(course, "--points", str(course / "hw.points.toml"))
    assert files == {path: path.read_bytes() for path in course.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("ann\nbob\n\n", ["ann", "bob"]),
        ("\ufeffstudent;e-mail\nZoë;z@a.b\n", ["z@a.b"]),
        ("Name,Age\nJane Doe,7\n", ["Jane Doe"]),
        ('Student,ID,SIS Login ID\n"Doe, Jane",12,jd\n', ["jd"]),
    ],
)
def test_a_roster_may_be_any_list(tmp_path, text, handles):
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    assert [one.handle for one in read_people(path)] == handles


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "must name somebody"),
        ("Age,Size\n7,8\n", "must name somebody"),
        ("Name,Age\nJane,7\nJane,8\n", "must tell everybody apart; .* has Jane more than once"),
    ],
)
def test_a_roster_of_nobody_or_of_two_of_one_name_is_refused(tmp_path, text, words):
    path = tmp_path / "r.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=words):
        read_people(path)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"students": [5]}', '{"students": [{}]}'])
def test_a_file_of_numbers_that_is_none_is_refused(tmp_path, text):
    path = tmp_path / "n.json"
    path.write_text(text)
    with pytest.raises(ValueError, match="is no file of students' numbers"):
        read_roster(path)


def test_numbers_are_read_as_they_were_written(tmp_path):
    (tmp_path / "r.csv").write_text(ROSTER, encoding="utf-8")
    exercises = [EXERCISES[key] for key in CHOSEN]
    roster = drawn(Roster(), read_people(tmp_path / "r.csv"), exercises)
    (tmp_path / "n.json").write_text(write_roster(roster), encoding="utf-8")
    assert read_roster(tmp_path / "n.json") == roster


def test_nbgrader_hands_out_one_file(course, capsys):
    command = ["assignment", "--exercises", "1.1", "--roster", str(course / "roster.csv")]
    assert main([*command, "--out", str(course / "hw.ipynb"), "--nbgrader"]) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_numbers_are_dealt_evenly_and_a_large_class_is_quick(tmp_path):
    (tmp_path / "r.csv").write_text("".join(f"s{k}\n" for k in range(300)))
    exercise = EXERCISES["7.1"]
    roster = drawn(Roster(), read_people(tmp_path / "r.csv"), [exercise])
    dealt = [numbers["7.1"] for numbers in roster.numbers]
    assert exercise.numbers not in dealt
    by_answer = defaultdict(Counter)
    for numbers in dealt:
        by_answer[exercise.with_numbers(**numbers).answer][str(numbers)] += 1
    assert len(by_answer) > 1
    assert sum(map(len, by_answer.values())) > 3
    for counts in (
        [c.total() for c in by_answer.values()],
        *(c.values() for c in by_answer.values()),
    ):
        assert max(counts) - min(counts) <= 1


def test_who_sit_beside_each_other_have_different_answers(tmp_path):
    (tmp_path / "r.csv").write_text("ann\nbob\n")
    for exercise in EXERCISES.values():
        if isinstance(exercise, ByHand) and exercise.choices and exercise.id != "11.5":  # slow
            roster = drawn(Roster(), read_people(tmp_path / "r.csv"), [exercise])
            theirs = [exercise.with_numbers(**one[exercise.id]).answer for one in roster.numbers]
            assert abs(theirs[0] - theirs[1]) > exercise.tolerance, exercise.id


def test_who_left_the_roster_keeps_the_numbers_that_were_handed_out(tmp_path):
    exercises = [EXERCISES[key] for key in CHOSEN]
    path = tmp_path / "r.csv"
    path.write_text("ann\nbob\n")
    roster = drawn(Roster(), read_people(path), exercises)
    path.write_text("bob\ncyd\n")
    later = drawn(roster, read_people(path), exercises)
    numbers = later.of(["ann", "bob", "cyd"])
    assert {name: numbers[name] for name in ("ann", "bob")} == roster.of(["ann", "bob"])
    assert set(numbers["cyd"]) == {"1.1", "7.1"}


def test_two_of_one_name_are_told_apart_by_the_platforms_worksheet(tmp_path):
    path = tmp_path / "r.csv"
    exercises = [EXERCISES[key] for key in CHOSEN]
    path.write_text("First name,Last name,Email address\nJane,Doe,j1@a.b\nJane,Doe,j2@a.b\n")
    roster = drawn(Roster(), read_people(path), exercises)
    students = ["Jane Doe_4714", "Jane Doe_4715"]
    assert roster.of(students) == {}
    path.write_text(
        "Identifier,Full name,Email address,Grade\n"
        "Participant 4714,Jane Doe,j1@a.b,\nParticipant 4715,Jane Doe,j2@a.b,\n"
    )
    again = drawn(roster, read_people(path), exercises)
    assert again.numbers == roster.numbers
    assert list(again.of(students).values()) == roster.numbers
