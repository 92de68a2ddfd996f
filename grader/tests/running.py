"""Run the command, and look at what it wrote."""

import contextlib
import csv
import ctypes
import os
import subprocess
import sys
import time
from pathlib import Path

from notebooks import CHOSEN

from backprop_grader.sandbox import best_sandbox

FULL = not best_sandbox().missing
MODE = [] if FULL else ["--reduced-isolation"]


def run(*arguments, **options):
    """Run the command as a process of its own."""
    command = [sys.executable, "-m", "backprop_grader", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def grade(submissions, out, *more, **options):
    """Grade a folder, three exercises, with short limits."""
    chosen = ["--exercises", *CHOSEN, "--seed", "1"]
    return run("grade", submissions, "--out", out, *chosen, "--step", "2", *MODE, *more, **options)


def rows(out) -> dict[str, dict]:
    """Return grades.csv by student."""
    with open(out / "grades.csv", encoding="utf-8-sig", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def wait_for(condition, seconds=60):
    """Return when the condition holds; fail when it does not within so many seconds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} seconds"
        time.sleep(0.01)


@contextlib.contextmanager
def adopting():
    """Be the parent of what our children leave behind (Linux); yield how to ask what that is."""
    before = set(children())
    _adopt(True)
    try:
        yield lambda: {pid: line for pid, line in children().items() if pid not in before and line}
    finally:
        _adopt(False)  # or whoever waits for an orphan to go would wait for us to bury it
        for pid in set(children()) - before:
            with contextlib.suppress(OSError):
                os.waitpid(int(pid), os.WNOHANG)


def _adopt(yes):
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, int(yes))  # PR_SET_CHILD_SUBREAPER


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
