"""A failure of the grader is nobody's zero: no points, a note, and another try."""

import csv
import json
import sys

import pytest
from notebooks import CHOSEN, hand_in, with_right_answers
from running import without_workers

from backprop_grader import gradescope, scheduling
from backprop_grader.cli import main
from backprop_grader.grading import Task, grade
from backprop_grader.limits import Limits
from backprop_grader.sandbox import Sandbox
from backprop_grader.session import Session


def crash(*_):
    raise OSError("out of luck")


def not_started(self, code, folder, limits, **pipes):
    """Start something that ends before any of the student's code runs."""
    return START(self, "import sys; sys.exit(5)", folder, limits, **pipes)


START = Sandbox.start
# What can fail, and where.
FAILURES = {
    "the sandbox does not start": (Sandbox, "start", not_started),
    "the system has no more processes": (Sandbox, "start", crash),
    "the conversation breaks": (Session, "ask", crash),
    "the session breaks": (Session, "_run", crash),
}


def task():
    data = with_right_answers().encode()
    return Task("ann", "ann.ipynb", data, "", "0", CHOSEN, 1, Limits(), reduced=True)


@pytest.mark.parametrize("failure", FAILURES)
def test_it_is_flagged(monkeypatch, failure):
    monkeypatch.setattr(*FAILURES[failure])
    result = grade(task())
    assert result["failed"]
    assert {verdict["status"] for verdict in result["verdicts"].values()} == {"not graded"}
    assert "The grader itself failed" in result["notes"][-1]


def test_a_worker_that_dies_each_time_is_no_zero():
    result = scheduling.lost(task())
    assert (result["failed"], result["notes"]) == (True, [scheduling.DIED])
    assert {verdict["status"] for verdict in result["verdicts"].values()} == {"not graded"}


def test_grades_have_a_gap_and_no_zero(tmp_path, monkeypatch, capsys):
    hand_in(tmp_path / "in", "ann.ipynb", with_right_answers())
    without_workers(monkeypatch)
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--quiet"]
    command += ["--exercises", *CHOSEN, "--reduced-isolation"]

    def row():
        text = (tmp_path / "out" / "grades.csv").read_text(encoding="utf-8-sig")
        (found,) = csv.DictReader(text.splitlines())
        return [found[key] for key in (*CHOSEN, "total")]

    with monkeypatch.context() as broken:
        broken.setattr(*FAILURES["the sandbox does not start"])
        assert main(command) == 1
    assert row() == ["", "", "", ""]
    page = (tmp_path / "out" / "feedback" / "ann.html").read_text(encoding="utf-8")
    assert "0 of 1<" not in page
    assert "The grader itself failed" in page
    assert main(command) == 0
    assert row() == ["1", "1", "3", "5"]


@pytest.fixture
def container(tmp_path, monkeypatch):
    """Grade as Gradescope does; return the exit status, and the results if there are any."""
    hand_in(tmp_path / "submission", "hw.ipynb", with_right_answers())
    hand_in(tmp_path / "submission", "hw-2.ipynb", with_right_answers())
    hand_in(tmp_path, "points.toml", "[points]\n" + "\n".join(f'"{key}" = 1' for key in CHOSEN))
    without_workers(monkeypatch)

    def run():
        path = tmp_path / "results.json"
        path.unlink(missing_ok=True)
        words = [tmp_path / "submission", path, "--points", tmp_path / "points.toml", "--seed", 1]
        status = gradescope.main(list(map(str, words)))
        return status, json.loads(path.read_text()) if path.exists() else None

    return run


@pytest.mark.parametrize("failure", FAILURES)
def test_gradescope_gets_no_score(container, monkeypatch, capsys, failure):
    with monkeypatch.context() as broken:
        broken.setattr(*FAILURES[failure])
        assert container() == (1, None)
    assert "The grader itself failed" in capsys.readouterr().out
    status, answer = container()
    assert (status, answer["score"]) == (0, 3)


def test_gradescope_says_which_notebook_counted(container):
    _, answer = container()
    assert answer["output"].startswith("Graded: hw-2.ipynb")


def test_gradescope_gets_zero_where_no_file_was_handed_in(container, tmp_path):
    for path in (tmp_path / "submission").iterdir():
        path.unlink()
    assert container() == (0, {"score": 0, "output": "No file was found."})


def test_a_file_that_cannot_be_read_here_stops_with_its_name(tmp_path, monkeypatch, capsys):
    hand_in(tmp_path / "in", "ann.ipynb", with_right_answers())
    monkeypatch.setattr("backprop_grader.submissions.read", locked)
    command = ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--quiet"]
    assert main([*command, "--exercises", *CHOSEN, "--reduced-isolation"]) == 2
    assert "ann.ipynb cannot be read: Permission denied" in capsys.readouterr().err


def locked(*_):
    raise PermissionError(13, "Permission denied")


@pytest.mark.skipif(sys.platform != "linux", reason="only there the sandbox has a filter")
def test_a_student_cannot_make_the_grader_fail():
    """What a student's code does to its own process is the student's, not the grader's."""
    text = with_right_answers("import os\nos.kill(os.getpid(), 9)", "import os\nos._exit(5)")
    data = text.encode()
    result = grade(Task("a", "a.ipynb", data, "", "0", CHOSEN, 1, Limits(), reduced=True))
    assert not result["failed"]
    assert [verdict["credit"] for verdict in result["verdicts"].values()] == [1, 1, 1]
