"""Run the command, and look at what it wrote."""

import csv
import subprocess
import sys

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


class Grading:
    """What came of one run."""

    def __init__(self, folder, process):
        self.folder, self.process = folder, process
        self.out = folder / "grades"
        self.rows = rows(self.out) if process.returncode == 0 else {}

    def points(self, student):
        return tuple(float(self.rows[student][key]) for key in CHOSEN)

    def feedback(self, student):
        return (self.out / "feedback" / f"{student}.html").read_text(encoding="utf-8")
