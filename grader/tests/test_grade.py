"""`backprop-grader grade`: the files it writes, and what happens when it is run again."""

import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from notebooks import CHOSEN, hand_in, with_answer, with_right_answers
from running import MODE, grade, grade_here, rows, wait_for, without_workers

from backprop_grader import sandbox
from backprop_grader.cli import main
from backprop_grader.course import Course, grade_course
from backprop_grader.grading import isolation
from backprop_grader.journal import OtherGrading
from backprop_grader.limits import Limits
from backprop_grader.look import file_name
from backprop_grader.points import Assignment, choose, read_points
from backprop_grader.report import grades_row, grades_table
from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.judge import judge

BOOK = Path(__file__).parents[2] / "book"
HALF = "def weight_gradient(a1, a2, y): return (a2 * (1 - a2) * (a2 - y)) @ a1.T"


def entries(out):
    with open(out / "results.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file][1:]


def reports(out):
    """Everything that must be the same however often the grader was killed."""
    pages = {path.name: path.read_bytes() for path in (out / "feedback").iterdir()}
    return pages | {"grades.csv": (out / "grades.csv").read_bytes()}


def course(folder, students=8):
    for k in range(students):
        text = with_right_answers() if k % 2 else with_answer(HALF, "8.3")
        hand_in(folder, f"student{k}.ipynb", text)
    return folder


def test_rows_columns_and_partial_credit(tmp_path):
    out = tmp_path / "out"
    process = grade(course(tmp_path / "in", 2), out)
    assert process.returncode == 0, process.stderr
    assert "2/2" in process.stderr  # the bar
    assert "submission/s" in process.stderr or "s/submission" in process.stderr
    table = rows(out)
    assert list(table["student0"]) == ["student", *CHOSEN, "total", "out of", "late", "note"]
    assert table["student1"]["total"] == "5"
    assert table["student0"]["8.3"] == "1.5"  # right for one example: half
    assert {entry["student"] for entry in entries(out)} == {"student0", "student1"}


def test_marks_are_repeatable_with_a_seed(tmp_path):
    course(tmp_path / "in", 2)
    for out in ("a", "b"):
        grade_here(tmp_path / "in", tmp_path / out)
    assert reports(tmp_path / "a") == reports(tmp_path / "b")


def test_a_second_run_grades_only_what_is_new_or_changed(tmp_path):
    folder, out = course(tmp_path / "in", 3), tmp_path / "out"
    grade_here(folder, out)
    hand_in(folder, "late.ipynb", with_right_answers())
    hand_in(folder, "student0.ipynb", with_right_answers())
    grade_here(folder, out)
    assert {e["student"] for e in entries(out)[3:]} == {"late", "student0"}
    assert [row["total"] for row in rows(out).values()] == ["5", "5", "5", "3.5"]


def written(out):
    """Return how many results are on the disk, whole; -1 before the settings are."""
    path = out / "results.jsonl"
    return path.read_bytes().count(b"\n") - 1 if path.exists() else -1


@pytest.mark.thorough
def test_killed_at_any_moment_it_goes_on(tmp_path):
    folder, out = course(tmp_path / "in", 5), tmp_path / "out"
    last = folder / "student5.ipynb"  # it waits while the command is killed, so that this is
    hand_in(folder, last.name, with_answer("import time; time.sleep(3600)"))  # always in between
    command = [sys.executable, "-m", "backprop_grader", "grade", str(folder), "--out", str(out)]
    command += ["--exercises", *CHOSEN, "--seed", "1", "--step", "1000", *MODE]
    rest = tmp_path / "rest"  # who is killed like this leaves a folder
    rest.mkdir()
    for done in (0, 3):  # in the middle of the first ones, and after some
        own = {"stderr": subprocess.DEVNULL, "env": os.environ | {"TMPDIR": str(rest)}}
        with subprocess.Popen(command, **own) as process:
            wait_for(lambda done=done: written(out) >= done)
            process.send_signal(signal.SIGKILL)
        assert not (out / "grades.csv").exists()
    hand_in(folder, last.name, with_right_answers())
    assert grade_here(folder, out, "--step", "1000") == 0
    grade_here(folder, tmp_path / "whole")
    assert reports(out) == reports(tmp_path / "whole")
    students = [entry["student"] for entry in entries(out)]
    assert sorted(students) == sorted(set(students))


def course_of(tmp_path):
    hand_in(tmp_path / "in", "ann.ipynb", with_right_answers())
    return Course(
        submissions=tmp_path / "in",
        out=tmp_path / "out",
        assignment=Assignment(dict.fromkeys(CHOSEN, 1)),
        reduced=True,
        progress=False,
    )


def test_only_the_progress_bar_needs_tqdm(tmp_path, monkeypatch):
    without_workers(monkeypatch)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    quiet = course_of(tmp_path)
    with pytest.raises(ModuleNotFoundError, match="needs tqdm"):
        grade_course(replace(quiet, progress=True))
    assert not quiet.out.exists()
    assert grade_course(quiet).students == 1


@pytest.mark.parametrize("package", ["backprop_grader.course", "backprop_lib"])
def test_another_version_of_grader_or_book_needs_another_folder(tmp_path, monkeypatch, package):
    without_workers(monkeypatch)
    grade_course(course_of(tmp_path))
    monkeypatch.setattr(f"{package}.__version__", "2")
    with pytest.raises(OtherGrading, match="another version"):
        grade_course(course_of(tmp_path))


def crash(*_):
    raise OSError("out of luck")


def test_where_the_grader_failed_it_says_so_and_grades_again(tmp_path, monkeypatch, capsys):
    without_workers(monkeypatch)
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--quiet"]
    command += ["--exercises", *CHOSEN, "--reduced-isolation"]
    course_of(tmp_path)
    with monkeypatch.context() as broken:
        broken.setattr("backprop_grader.session.Session.ask", crash)
        assert main(command) == 1
    assert "failed for 1 of them: ann. Their points are not final" in capsys.readouterr().err
    assert "OSError: out of luck" in rows(tmp_path / "out")["ann"]["note"]
    assert main(command) == 0
    assert rows(tmp_path / "out")["ann"]["total"] == "5"
    assert main(command) == 0
    assert len(entries(tmp_path / "out")) == 2


def test_a_judge_that_crashes_costs_only_that_exercise(tmp_path, monkeypatch):
    without_workers(monkeypatch)

    def judge_some(exercise, outcomes, seed):
        verdict = judge(exercise, outcomes, seed)
        return crash() if exercise.id == "6.2" else verdict

    monkeypatch.setattr("backprop_grader.grading.judge", judge_some)
    assert grade_course(course_of(tmp_path)).failed == ["ann"]
    row = rows(tmp_path / "out")["ann"]
    assert [row[key] for key in CHOSEN] == ["1", "", "1"]  # no zero: nobody judged it
    assert row["note"].startswith("The grader itself failed over 6.2: OSError")


def test_points_can_be_edited_without_grading_again(tmp_path):
    folder, out = course(tmp_path / "in", 2), tmp_path / "out"
    points = tmp_path / "points.toml"
    for worth in (3, 10):
        points.write_text(f'[points]\n"6.1" = 1\n"6.2" = 0.5\n"8.3" = {worth}\n')
        grade_here(folder, out, "--points", points)
    assert len(entries(out)) == 2
    assert rows(out)["student0"]["total"] == "6.5"
    assert rows(out)["student1"]["out of"] == "11.5"


def test_exercises_can_be_left_out_later_and_come_back(tmp_path, monkeypatch):
    without_workers(monkeypatch)
    whole = course_of(tmp_path)
    grade_course(whole)
    hand_in(tmp_path / "in", "late.ipynb", with_right_answers())
    grade_course(replace(whole, assignment=Assignment({"6.1": 1, "8.3": 1})))
    assert [row["total"] for row in rows(tmp_path / "out").values()] == ["2", "2"]
    grade_course(whole)
    assert [row["total"] for row in rows(tmp_path / "out").values()] == ["3", "3"]
    assert len(entries(tmp_path / "out")) == 2
    with pytest.raises(OtherGrading, match=r"a grading without 7\.1\. Choose another --out"):
        grade_course(replace(whole, assignment=Assignment({"6.1": 1, "7.1": 1})))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[points]\n"6.99" = 1', "which is no exercise"),
        ('[points]\n"6.1" = "two"', "a number of points .* got two"),
        ('[points]\n"6.1" = -1', "a number of points .* got -1"),
        ('[points]\n"6.1" = nan', 'must give "6.1" a number of points .* got nan'),
        ('[points]\n"6.1" = inf', "a number of points .* got inf"),
        ('[points]\n"6.1" = 1' + "0" * 400, "a number of points .* got 1000"),
        ('[points]\n"6.1" = true', "a number of points .* got True"),
        ("6.1 = \n", "is not a points file: .*line 1"),
        ("", "needs a table"),
        ("points = 5", "needs a table"),
    ],
)
def test_a_wrong_points_file_is_explained(tmp_path, text, words):
    path = tmp_path / "points.toml"
    path.write_text(text)
    with pytest.raises(ValueError, match=words):
        read_points(path)


def test_exercises_are_chosen_by_id_chapter_or_all():
    assert choose(["6.2,8.3"]) == ("6.2", "8.3")
    sixth = [key for key in EXERCISES if key.startswith("6.")]
    assert choose(["6", "1.1"]) == ("1.1", *sixth)
    assert len(choose(["all"])) >= 28
    with pytest.raises(ValueError, match=r"got 6\.9"):
        choose(["6.9"])


@pytest.mark.parametrize("student", ["../../etc/passwd", "a/b", "", ".", "Zoë", "a b", "J\udcf6rg"])
def test_file_names_stay_in_their_folder(student):
    name = file_name(student)
    assert "/" not in name
    assert name not in ("", ".", "..")


def test_file_names_differ_when_students_do():
    assert file_name("a/b") != file_name("a_b")


def test_names_are_no_formulas_for_a_spreadsheet():
    result = {"student": '=HYPERLINK("x")', "verdicts": {}, "notes": ["=1+1"], "source": "x"}
    table = grades_table([grades_row(result, Assignment({}))], Assignment({}))
    assert "'=HYPERLINK" in table
    assert "'=1+1" in table


def test_without_bubblewrap_it_says_what_is_missing(monkeypatch):
    bare = sandbox.Sandbox(None, False, why="bubblewrap is not installed")
    monkeypatch.setattr("backprop_grader.grading.best_sandbox", lambda: bare)
    with pytest.raises(RuntimeError) as error:
        isolation(reduced=False)
    for protection in sandbox.PROTECTIONS:
        assert protection in str(error.value)
    assert "--reduced-isolation" in str(error.value)
    assert isolation(reduced=True) is bare


def test_with_reduced_isolation_it_still_grades(tmp_path, monkeypatch, capsys):
    course(tmp_path / "in", 2)
    hand_in(tmp_path / "in", "loop.ipynb", with_answer("import time; time.sleep(60)"))
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setattr("backprop_grader.grading.best_sandbox", sandbox.best_sandbox.__wrapped__)
    monkeypatch.setattr("running.MODE", [])
    assert grade_here(tmp_path / "in", tmp_path / "out") == 3
    assert "no network" in capsys.readouterr().err
    less = ("--reduced-isolation", "--step", "2")
    assert grade_here(tmp_path / "in", tmp_path / "out", *less) == 0
    assert [row["total"] for row in rows(tmp_path / "out").values()] == ["4", "3.5", "5"]


@pytest.mark.thorough
def test_the_recipes_for_repositories(tmp_path, monkeypatch):
    for who in ("ann", "bob"):
        hand_in(tmp_path / "clones" / f"hw6-{who}", "hw6.ipynb", with_right_answers())
        hand_in(tmp_path / "clones" / f"hw6-{who}", "README.md", "Homework")
    clones = ("--pattern", "^hw6-(?P<student>[^/]+)/")
    grade_here(tmp_path / "clones", tmp_path / "clones" / "grades", *clones)
    grade_here(tmp_path / "clones", tmp_path / "clones" / "grades", *clones)
    assert list(rows(tmp_path / "clones" / "grades")) == ["ann", "bob"]
    repository = tmp_path / "clones" / "hw6-ann"
    monkeypatch.chdir(repository)
    grade_here("hw6.ipynb", "grades")
    assert {s: row["total"] for s, row in rows(repository / "grades").items()} == {"hw6": "5"}


def test_mistakes_in_the_command_are_explained(tmp_path, capsys):
    assert grade_here(tmp_path / "nothing", tmp_path / "out") == 2
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--seed", "-1", "at least 0; got -1"),
        ("--memory", "10", "from 256 to .* megabytes .* got 10"),
        ("--memory", "99999999999", "got 99999999999"),
        ("--step", "-1", "above 0 .* got -1.0"),
        ("--step", "0", "above 0 .* got 0.0"),
        ("--step", "nan", "above 0 .* got nan"),
        ("--total", "inf", "at most 604800; got inf"),
        ("--workers", "0", "at least 1; got 0"),
        ("--workers", "-3", "at least 1; got -3"),
        ("--pattern", "(", "regular expression"),
        ("--points", "POINTS", "an exercise in common; got 7.1 and 6.1, 6.2"),
        ("--exercises", ",", "at least one exercise"),
        ("--out", "in", "another folder than SUBMISSIONS"),
    ],
)
def test_settings_that_cannot_be_are_refused(tmp_path, monkeypatch, capsys, option, value, words):
    monkeypatch.chdir(tmp_path)
    hand_in(tmp_path / "in", "ann.ipynb", with_right_answers())
    Path("POINTS").write_text('[points]\n"7.1" = 1\n')
    command = ["grade", "in", "--out", "out", "--exercises", *CHOSEN, "--reduced-isolation"]
    assert main([*command, option, value]) == 2
    assert re.search(f"{option} .*{words}", capsys.readouterr().err)
    assert not (tmp_path / "out" / "results.jsonl").exists()


def test_limits_of_one_submission_are_checked():
    for name, value in (("files", 0), ("notebook", -1), ("processes", 0), ("restarts", -1)):
        with pytest.raises(ValueError, match=f"{name} must be at least"):
            Limits(**{name: value})


def test_a_chapter_of_the_book_can_be_handed_in(tmp_path):
    chapter = json.loads((BOOK / "06-sigmoid-derivative.ipynb").read_text(encoding="utf-8"))
    for cell in chapter["cells"]:
        if cell["id"].endswith("-stub"):
            _, major, minor, _ = cell["id"].split("-")
            cell["source"] = EXERCISES[f"{major}.{minor}"].solution
    hand_in(tmp_path / "in", "ann.ipynb", json.dumps(chapter))
    grade_here(tmp_path / "in", tmp_path / "out", "--exercises", "6")
    row = rows(tmp_path / "out")["ann"]
    assert (row["total"], row["note"]) == (row["out of"], "")
