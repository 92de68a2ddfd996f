"""Kill the grader at random moments, resume, and compare with a run nobody disturbed.

python grader/benchmarks/kill.py 20
"""

import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course import CHOSEN, hand_in

STUDENTS = 60


def command(submissions, out):
    """Return the grading command."""
    words = [sys.executable, "-m", "backprop_grader", "grade", submissions, "--out", out]
    return [str(word) for word in (*words, "--exercises", *CHOSEN, "--seed", "1", "--quiet")]


def reports(out):
    """Return all that must not differ."""
    pages = {path.name: path.read_bytes() for path in (out / "feedback").iterdir()}
    return pages | {"grades.csv": (out / "grades.csv").read_bytes()}


def done(path):
    """Return how many results are in."""
    return max(0, path.read_bytes().count(b"\n") - 1) if path.exists() else 0


def main(times):
    """Kill each run once, at a moment drawn from all of its length, and then let it end."""
    draw = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        submissions = hand_in(folder / "in", STUDENTS)
        subprocess.run(command(submissions, folder / "whole"), check=True, capture_output=True)
        expected = reports(folder / "whole")
        for k in range(times):
            out = folder / f"out{k}"
            path = out / "results.jsonl"
            process = subprocess.Popen(
                command(submissions, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            target = draw.randrange(STUDENTS)
            while done(path) < target and process.poll() is None:
                time.sleep(0.01)
            time.sleep(draw.uniform(0, 0.5))
            process.send_signal(signal.SIGKILL)
            process.wait()
            before = done(path)
            subprocess.run(command(submissions, out), check=True, capture_output=True)
            lines = path.read_text(encoding="utf-8").splitlines()[1:]
            students = [json.loads(line)["student"] for line in lines]
            assert len(students) == len(set(students)) == STUDENTS
            assert reports(out) == expected
            print(f"kill {k + 1:2}: after {before:2} of {STUDENTS}, resumed: identical")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20)
