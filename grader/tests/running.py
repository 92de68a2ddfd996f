"""Run the command, and look at what it wrote."""

import contextlib
import csv
import subprocess
import sys
import time
from pathlib import Path

import pytest
from notebooks import CHOSEN

from backprop_grader.cli import main
from backprop_grader.grading import grade as grade_one
from backprop_grader.sandbox import best_sandbox

FULL = not best_sandbox().missing
MODE = [] if FULL else ["--reduced-isolation"]


# Runs a command as the parent of whatever that leaves behind (Linux), and lists it in a file. Not
# done by the tests' own process, which others count on to be no such parent: a Dask cluster does.
WATCH = """
import ctypes, json, pathlib, subprocess, sys, time
if sys.platform == "linux":
    ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER
code = subprocess.run(sys.argv[2:]).returncode
def running():
    found = [pathlib.Path("/proc", child, "cmdline").read_text()
             for thread in pathlib.Path("/proc/self/task").glob("*/children")
             for child in thread.read_text().split()]
    return [command for command in found if command]
end = time.monotonic() + 60  # multiprocessing's own helper goes a moment after its parent
while running() and time.monotonic() < end:
    time.sleep(0.1)
pathlib.Path(sys.argv[1]).write_text(json.dumps(running()))
sys.exit(code)
"""


def run(*arguments, watch=None, **options):
    """Run the command as a process of its own; `watch` is a file for what it leaves running."""
    command = [sys.executable, "-m", "backprop_grader", *map(str, arguments)]
    if watch:
        command = [sys.executable, "-c", WATCH, str(watch), *command]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def grade(submissions, out, *more, **options):
    """Grade a folder, three exercises."""
    chosen = ["--exercises", *CHOSEN, "--seed", "1"]
    return run("grade", submissions, "--out", out, *chosen, *MODE, *more, **options)


def without_workers(monkeypatch):
    """Let the command grade in its own process, and draw nothing: the sandbox is the same."""
    for plot in ("distribution", "shares"):
        monkeypatch.setattr(f"backprop_grader.class_report.{plot}", lambda *_: "")
    monkeypatch.setattr(
        "backprop_grader.course.on_this_machine",
        lambda tasks, *_: (grade_one(task) for task in tasks),
    )


def grade_here(submissions, out, *more, exercises=CHOSEN) -> int:
    """Grade as `grade` does, in this process, which is much cheaper; return the exit status."""
    chosen = ["--exercises", *exercises] if exercises else []
    chosen += ["--seed", "1", "--quiet", *MODE]
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_workers(monkeypatch)
        return main([str(word) for word in ("grade", submissions, "--out", out, *chosen, *more)])


def rows(out) -> dict[str, dict]:
    """Return grades.csv by student."""
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def wait_for(condition, seconds=300):
    """Return when the condition holds; fail when it does not within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.01)


def children(pid="self") -> dict[str, bytes]:
    """Return the processes that one started or adopted; one that has ended has no command line."""
    found = {}
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in thread.read_text().split():
                found[child] = Path("/proc", child, "cmdline").read_bytes()[:200]
    return found


class Grading:
    """What came of one run, and the processes that outlived it."""

    def __init__(self, folder, process, left_behind):
        self.folder, self.process, self.left_behind = folder, process, left_behind
        self.out = folder / "grades"
        self.rows = rows(self.out) if process.returncode == 0 else {}

    def points(self, student):
        return tuple(float(self.rows[student][key]) for key in CHOSEN)

    def feedback(self, student):
        return (self.out / "feedback" / f"{student}.html").read_text(encoding="utf-8")
