"""Time for a submission and peak memory, as the course grows.

python grader/benchmarks/growth.py 100 1000 5000
"""

import csv
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from course import CHOSEN, hand_in, right_points


def main(counts):
    """Grade courses of these sizes, and print time and peak memory of the command."""
    print(f"{'students':>8}  {'seconds':>8}  {'ms each':>8}  {'peak MB':>8}")
    for students in counts:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            submissions = hand_in(folder / "in", students)
            command = [sys.executable, "-m", "backprop_grader", "grade", submissions]
            command += ["--out", folder / "out", "--exercises", *CHOSEN, "--seed", "1", "--quiet"]
            start = time.perf_counter()
            process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL)
            peak = Peak(process.pid)
            peak.start()
            assert process.wait() == 0
            seconds = time.perf_counter() - start
            check(folder / "out" / "grades.csv", students)
        print(
            f"{students:8}  {seconds:8.1f}  {1000 * seconds / students:8.1f}"
            f"  {peak.megabytes:8.0f}",
            flush=True,
        )


class Peak(threading.Thread):
    """Watch the memory of a process and its workers (Linux)."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self.pid, self.megabytes = pid, 0.0

    def run(self):
        """Look five times a second until the process is gone."""
        while (used := self.used()) is not None:
            self.megabytes = max(self.megabytes, used)
            time.sleep(0.2)

    def used(self):
        """Return the resident memory of the process and its children, in MB."""
        try:
            children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
            pages = [
                int(Path(f"/proc/{pid}/statm").read_text().split()[1])
                for pid in (self.pid, *children)
                if Path(f"/proc/{pid}/statm").exists()
            ]
        except (OSError, IndexError):
            return None
        return sum(pages) * resource.getpagesize() / 2**20


def check(path, students):
    """Make sure that every mark is the one deserved."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == students
    full = dict(zip(CHOSEN, (1, 1, 3, 5), strict=True))
    for student, row in enumerate(rows):
        for key, right in zip(CHOSEN, right_points(student), strict=True):
            assert (float(row[key]) == full[key]) == right, (student, key, row[key])


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [100, 1000])
