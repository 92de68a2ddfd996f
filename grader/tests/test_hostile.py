"""No submission moves a mark it did not earn, stops the grader, or harms another."""

import os
import sys

import pytest
from hostile import ALL, NONE, SANDBOXED, SUBMISSIONS
from running import FULL

sandboxed = pytest.mark.skipif(not FULL, reason="bubblewrap does not work on this machine")


@pytest.mark.skipif("CI" not in os.environ, reason="only CI must have bubblewrap")
def test_the_sandbox_stands_in_ci():
    assert FULL, "bubblewrap does not work here, so the tests of the sandbox would be skipped"


def test_the_command_ends_well(hostile):
    assert hostile.process.returncode == 0, hostile.process.stderr
    assert "Traceback" not in hostile.process.stderr


def test_everybody_has_a_row_and_a_page(hostile):
    files = ("200-MB", "zip-bomb", "zip-of-bombs", "traversal")
    names = {*SUBMISSIONS, *(SANDBOXED if FULL else ()), *files}
    assert set(hostile.rows) == names | {"zz-honest"}
    assert len(list((hostile.out / "feedback").iterdir())) == len(names) + 1


def test_the_honest_are_not_harmed(hostile):
    assert hostile.points("good") == hostile.points("zz-honest") == ALL


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_marks_and_message(hostile, name):
    _, points, words = SUBMISSIONS[name]
    assert hostile.points(name) == points, hostile.feedback(name)
    assert words in hostile.feedback(name)


@sandboxed
@pytest.mark.parametrize("name", SANDBOXED)
def test_in_the_sandbox(hostile, name):
    _, points, words = SANDBOXED[name]
    assert hostile.points(name) == points, hostile.feedback(name)
    assert words in hostile.feedback(name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("200-MB", "larger than 20 MB"),
        ("zip-bomb", "larger than 20 MB"),
        ("zip-of-bombs", "no more than 200 MB of them"),
        ("traversal", "leads out of the zip"),
    ],
)
def test_files_that_attack(hostile, name, words):
    assert hostile.points(name) == NONE
    assert words in hostile.rows[name]["note"]


def test_nothing_was_written_outside(hostile):
    assert {path.name for path in hostile.folder.iterdir()} == {"submissions", "grades"}
    assert not (hostile.folder.parent / "escaped.ipynb").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are adopted on Linux")
def test_no_process_is_left_behind(hostile):
    assert hostile.left_behind == []
