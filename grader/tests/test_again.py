"""Grading into the same folder again: what is added, what stays, and what was decided by hand."""

import json
import os
from dataclasses import replace

import pytest
from notebooks import CHOSEN, hand_in, with_answer, with_right_answers
from running import rows, without_workers

from backprop_grader.cli import main
from backprop_grader.edits import write_table
from backprop_grader.limits import Limits
from backprop_grader.overrides import Overrides, read_overrides

WRONG = with_answer("def slope_from_activation(a2): return a2")


@pytest.fixture
def grade(tmp_path, monkeypatch):
    """Return a function that grades into one folder, in this process; it returns the table."""
    without_workers(monkeypatch)
    points = tmp_path / "hw.points.toml"

    def run(submissions, *more, status=0):
        if not points.exists():
            points.write_text('[points]\n"6.1" = 1\n"6.2" = 1\n"8.3" = 3\n')
        command = ["grade", str(tmp_path / submissions), "--out", str(tmp_path / "out")]
        command += ["--points", str(points), "--quiet", "--reduced-isolation", *more]
        assert main(command) == status
        return totals(tmp_path) if (tmp_path / "out" / "grades.csv").exists() else {}

    return run


def totals(tmp_path):
    return {student: row["total"] for student, row in rows(tmp_path / "out").items()}


def lines(tmp_path):
    text = (tmp_path / "out" / "results.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()][1:]


def decide(tmp_path, text):
    (tmp_path / "overrides.toml").write_text(text, encoding="utf-8")


def test_a_late_batch_and_a_single_file_add_and_never_shrink(tmp_path, grade, capsys):
    hand_in(tmp_path / "in", "ann.ipynb", WRONG)
    hand_in(tmp_path / "in", "bob.ipynb", WRONG)
    assert grade("in") == {"ann": "4", "bob": "4"}
    hand_in(tmp_path / "late", "cyd.ipynb", with_right_answers())
    assert grade("late") == {"ann": "4", "bob": "4", "cyd": "5"}
    assert "not in SUBMISSIONS: ann; bob." in capsys.readouterr().out
    hand_in(tmp_path, "hw6 (final).ipynb", with_right_answers())
    assert grade("hw6 (final).ipynb", "--student", "ann") == {"ann": "5", "bob": "4", "cyd": "5"}
    assert grade("in") == {"ann": "5", "bob": "4", "cyd": "5"}  # what came later stays
    assert len(lines(tmp_path)) == 4
    assert {page.stem for page in (tmp_path / "out/feedback").iterdir()} == {"ann", "bob", "cyd"}


def test_who_hands_in_the_first_version_again_gets_its_marks(tmp_path, grade):
    for text, points in ((WRONG, "4"), (with_right_answers(), "5"), (WRONG, "4")):
        hand_in(tmp_path / "in", "ann.ipynb", text)
        assert grade("in") == {"ann": points}


def test_a_folder_that_moved_is_not_graded_again(tmp_path, grade):
    hand_in(tmp_path / "in", "ann.ipynb", WRONG)
    grade("in")
    (tmp_path / "in").rename(tmp_path / "archive")
    assert grade("archive") == {"ann": "4"}
    assert len(lines(tmp_path)) == 1


def test_one_student_alone(tmp_path, grade, capsys):
    for name in ("ann", "bob"):
        hand_in(tmp_path / "in", f"{name}.ipynb", WRONG)
    assert grade("in", "--student", "bob") == {"bob": "4"}
    assert grade("in", "--student", "cyd", status=2) == {"bob": "4"}
    assert "--student must name somebody in SUBMISSIONS (ann, bob); got cyd" in (
        capsys.readouterr().err
    )


def test_an_appeal_is_graded_again_and_leaves_its_trace(tmp_path, grade, capsys):
    hand_in(tmp_path / "in", "ann.ipynb", WRONG)
    grade("in")
    assert "; 1 graded now." in capsys.readouterr().out
    assert grade("in", "--regrade", "ann") == {"ann": "4"}
    assert [line["student"] for line in lines(tmp_path)] == ["ann", "ann"]
    grade("in", "--regrade", "zoe", status=2)
    assert "--regrade must name somebody" in capsys.readouterr().err


def test_who_left_the_course_can_be_forgotten(tmp_path, grade, capsys):
    for name in ("ann", "bob"):
        hand_in(tmp_path / "in", f"{name}.ipynb", WRONG)
    grade("in")
    grade("in", "--forget", "bob", status=2)
    assert "no longer in SUBMISSIONS; got bob" in capsys.readouterr().err
    (tmp_path / "in" / "bob.ipynb").unlink()
    assert grade("in", "--forget", "bob") == {"ann": "4"}
    assert not (tmp_path / "out" / "feedback" / "bob.html").exists()
    assert grade("in") == {"ann": "4"}
    grade("in", "--forget", "bob", status=2)
    hand_in(tmp_path / "in", "bob.ipynb", WRONG)
    assert grade("in") == {"ann": "4", "bob": "4"}


def test_an_override_lasts_and_is_shown_with_its_reason(tmp_path, grade, capsys):
    hand_in(tmp_path / "in", "Zoë O'Neil.ipynb", WRONG)
    hand_in(tmp_path / "in", "bob.ipynb", WRONG)
    decide(
        tmp_path,
        '[[override]]\nstudent = "Zoë O\'Neil"\nexercise = "6.2"\npoints = 0.75\n'
        'reason = "The sign was misprinted <here>."\n'
        '[[override]]\nstudent = "bbo"\nexercise = "6.2"\npoints = 1\nreason = "x"\n',
    )
    for _ in range(2):
        assert grade("in") == {"Zoë O'Neil": "4.75", "bob": "4"}
    assert len(lines(tmp_path)) == 2  # points are nothing to grade again for
    assert "Overrides that reach nobody: bbo, 6.2" in capsys.readouterr().err
    note = rows(tmp_path / "out")["Zoë O'Neil"]["note"]
    assert "6.2: 0.75 instead of 0 (The sign was misprinted <here>.)" in note
    page = (tmp_path / "out" / "feedback" / "Zoë O'Neil.html").read_text(encoding="utf-8")
    assert "misprinted &lt;here&gt;." in page
    assert "4.75 of 5 points" in page
    (tmp_path / "overrides.toml").unlink()
    assert grade("in") == {"Zoë O'Neil": "4", "bob": "4"}


def test_everybody_can_be_given_an_exercise_and_one_something_else(tmp_path, grade):
    for name in ("ann", "bob"):
        hand_in(tmp_path / "in", f"{name}.ipynb", WRONG)
    both = '[[override]]\nstudent = "{}"\nexercise = "6.2"\npoints = {}\nreason = "x"\n'
    decide(tmp_path, both.format("*", 1) + both.format("bob", 0.5))
    assert grade("in") == {"ann": "5", "bob": "4.5"}


def test_other_limits_for_one_student_grade_only_that_one_again(tmp_path, grade):
    slow = (
        "import time\nwaits = [3]\ndef slope_from_activation(a2):\n"
        "    while waits: time.sleep(waits.pop())\n    return a2 * (1 - a2)"
    )
    for name in ("ann", "bob"):
        hand_in(tmp_path / "in", f"{name}.ipynb", with_answer(slow))
    assert grade("in", "--step", "2") == {"ann": "4", "bob": "4"}
    decide(
        tmp_path,
        '[[override]]\nstudent = "bob"\nexercise = "6.2"\nstep = 60\nreason = "Slow on purpose."\n',
    )
    for _ in range(2):
        assert grade("in", "--step", "2") == {"ann": "4", "bob": "5"}
    assert [line["student"] for line in lines(tmp_path)] == ["ann", "bob", "bob"]
    assert "6.2 was run with other limits (60 seconds a step): Slow on purpose." in (
        tmp_path / "out" / "feedback" / "bob.html"
    ).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1", "must be made of entries such as"),
        ("override = 1", "must be made of entries"),
        ("[[override]", "is not a file of overrides: .*line 1"),
        (
            '[[override]]\nexercise = "6.2"\npoints = 1\nreason = "x"',
            "override 1: it needs a student",
        ),
        ('[[override]]\nstudent = "a"\nexercise = "6.2"\npoints = 1', "needs a reason.*got none"),
        ('[[override]]\nstudent = "a"\npoints = 1\nreason = "x"', "points need an exercise"),
        ('[[override]]\nstudent = "a"\nreason = "x"', "needs points, or a limit"),
        ('[[override]]\nstudent = "a"\nexercise = "9.9"\nreason = "x"', '"9.9" is no exercise'),
        (
            '[[override]]\nstudent = "a"\nexercise = "6.2"\npoints = -1\nreason = "x"',
            "at least 0; got -1",
        ),
        ('[[override]]\nstudent = "a"\nstep = "1"\nreason = "x"', "override 1: "),
        ('[[override]]\nstudent = "a"\nmemory = 1\nreason = "x"', "from 256 to"),
        ('[[override]]\nstudent = "a"\nstuden = 1\nreason = "x"', "got studen"),
        (
            '[[override]]\nstudent = "a"\nexercise = "6.2"\npoints = 1\nreason = "x"\n' * 2,
            "decides twice on points of a, 6.2",
        ),
    ],
)
def test_a_wrong_override_is_explained(tmp_path, text, words):
    decide(tmp_path, text)
    with pytest.raises(ValueError, match=words):
        read_overrides(tmp_path / "overrides.toml", CHOSEN)


def test_without_overrides_limits_are_everybodys():
    limits = Limits(step=3)
    assert Overrides().limits("ann", "6.2", limits) == limits
    assert replace(limits) == limits


def edited(tmp_path, change):
    table = tmp_path / "out" / "grades.csv"
    table.write_bytes(change(table.read_bytes()))


def test_a_hand_edit_is_noticed_kept_and_turned_into_an_override(tmp_path, grade, capsys):
    hand_in(tmp_path / "in", "ann.ipynb", WRONG)
    grade("in")
    for number in (1, 2):
        edited(tmp_path, lambda data: data.replace(b"ann,1,0,3,4,5", b"ann,1,0.5,3,4.5,5"))
        assert grade("in") == {"ann": "4"}
        told = capsys.readouterr().err
        assert f"kept as grades-edited-{number}.csv" in told
        assert b"0.5" in (tmp_path / "out" / f"grades-edited-{number}.csv").read_bytes()
    entry = told[told.index("[[override]]") :].partition("# ann: total")[0]
    decide(tmp_path, entry.replace("...", "Half a point for the idea."))
    assert grade("in") == {"ann": "4.5"}
    assert "was edited by hand" not in capsys.readouterr().err


def test_what_a_spreadsheet_only_saved_is_no_edit(tmp_path, grade, capsys):
    hand_in(tmp_path / "in", "Jörg.ipynb", WRONG)
    hand_in(tmp_path / "in", "ann, the first.ipynb", WRONG)
    grade("in")

    edited(tmp_path, lambda data: data.replace(b"\n", b"\r\n").replace(b",4,", b',"4.0",'))
    grade("in")
    assert "edited" not in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("grades-edited*"))
    table = (tmp_path / "out" / "grades.csv").read_bytes()
    assert table.startswith(b"\xef\xbb\xbfstudent,")  # a spreadsheet reads umlauts right
    head, *body = table.decode("utf-8-sig").splitlines()
    semicolons = [head.replace(",", ";")]
    semicolons += [
        row.replace('"ann, the first"', "ANN").replace(",", ";").replace("ANN", '"ann, the first"')
        for row in body
    ]
    edited(tmp_path, lambda _: "\r\n".join([*semicolons, ""]).encode("utf-8-sig"))
    grade("in")
    assert "edited" not in capsys.readouterr().err
    assert list(totals(tmp_path)) == ["Jörg", "ann, the first"]


class Bar:
    """Keeps what a progress bar is told."""

    def __init__(self, total):
        self.total, self.n, self.initial, self.last_print_n, self.updates = total, 0, 0, 0, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        Bar.last = self

    def update(self):
        self.n += 1
        self.updates.append(self.n)

    def set_postfix_str(self, *_, **__): ...


def test_after_a_resume_the_bar_starts_where_the_last_run_ended(tmp_path, grade, monkeypatch):
    for k in range(2):
        hand_in(tmp_path / "in", f"s{k}.ipynb", WRONG)
    grade("in")
    hand_in(tmp_path / "in", "late.ipynb", WRONG)  # by name before the others
    hand_in(tmp_path / "in", "zed.ipynb", WRONG)
    monkeypatch.setattr("backprop_grader.course._bar", lambda course: Bar)
    grade("in")
    assert (Bar.last.total, Bar.last.n, Bar.last.initial) == (4, 4, 2)


def test_a_table_that_a_stopped_run_left_is_not_taken_for_an_edit(tmp_path, monkeypatch):
    path = tmp_path / "grades.csv"
    write_table(path, "student,6.1\nann,1\n")
    move = os.replace

    def stop(part, target):
        move(part, target)
        if target == path:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            write_table(path, "student,6.1\nann,1\nbob,0\n")
    assert write_table(path, "student,6.1\nann,1\nbob,1\n") == ""
    assert [each.name for each in tmp_path.glob("*edited*")] == []
