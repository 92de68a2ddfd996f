"""Side by side with otter-grader 7.0.0: the same answers, one after the other, on this machine.

python grader/benchmarks/throughput.py 50 --otter PATH/TO/bin/otter
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from course import CHOSEN, START, answers, hand_in, notebook, right_points

# The same four questions, as an otter notebook states them.
TESTS = {
    "6.1": "abs(answer_6_1 - 0.16) < 1e-3",
    "6.2": "bool(np.isclose(slope_from_activation(0.3), 0.21))",
    "8.3": (
        "bool(np.allclose(weight_gradient(np.full((2, 3), .5), np.full((1, 3), .8), "
        "np.full((1, 3), .3)), 0.04))"
    ),
    "11.2": (
        "bool(np.allclose(backward(np.ones((2, 3)), np.full((2, 3), .5), np.ones((1, 2)), "
        "np.full((1, 3), .8), np.full((1, 3), .3))[3], 0.08))"
    ),
}


def autograder(folder: Path, otter: Path) -> Path:
    """Let `otter assign` make its autograder from a notebook with the four questions."""

    def raw(text):
        return {"cell_type": "raw", "metadata": {}, "source": text}

    cells = [raw("# ASSIGNMENT CONFIG\nrun_tests: false\n"), *notebook([START])["cells"]]
    for key, solution in zip(CHOSEN, answers(0), strict=True):
        name = f"q{key.replace('.', '_')}"
        code = notebook([f"# BEGIN SOLUTION\n{solution}\n# END SOLUTION"])["cells"]
        test = notebook([f"{TESTS[key]}"])["cells"]
        test[0]["outputs"] = [
            {
                "output_type": "execute_result",
                "data": {"text/plain": "True"},
                "metadata": {},
                "execution_count": 1,
            }
        ]
        cells += [raw(f"# BEGIN QUESTION\nname: {name}\npoints: 1"), raw("# BEGIN SOLUTION")]
        cells += [*code, raw("# END SOLUTION"), raw("# BEGIN TESTS"), *test, raw("# END TESTS")]
        cells.append(raw("# END QUESTION"))
    master = notebook([]) | {"cells": cells}
    for k, cell in enumerate(cells):
        cell["id"] = f"c{k}"
    (folder / "hw.ipynb").write_text(json.dumps(master))
    subprocess.run([otter, "assign", "hw.ipynb", "dist"], cwd=folder, check=True)
    return next((folder / "dist" / "autograder").glob("*.zip"))


def with_otter(folder: Path, otter: Path, students: int) -> float:
    """Grade each submission with `otter run`; return the seconds."""
    archive = autograder(folder, otter)
    paths = []
    for student in range(students):
        path = folder / f"student{student:05}.ipynb"
        path.write_text(json.dumps(notebook([START, *answers(student)])))
        paths.append(path)
    start = time.perf_counter()
    for student, path in enumerate(paths):
        out = folder / f"out{student}"
        out.mkdir()
        words = [otter, "run", "-a", archive, "-o", out, "--no-logo", path]
        subprocess.run(words, check=True, capture_output=True)
        tests = json.loads((out / "results.json").read_text())["tests"]
        right = {t["name"]: t["score"] == t["max_score"] for t in tests if "score" in t}
        names = [f"q{key.replace('.', '_')}" for key in CHOSEN]
        assert [right[name] for name in names] == right_points(student), student
    return time.perf_counter() - start


def with_ours(folder: Path, students: int) -> float:
    """Grade the same answers with `backprop-grader grade`; return the seconds."""
    submissions = hand_in(folder / "in", students)
    words = [sys.executable, "-m", "backprop_grader", "grade", submissions]
    words += ["--out", folder / "ours", "--exercises", *CHOSEN, "--quiet"]
    start = time.perf_counter()
    subprocess.run(list(map(str, words)), check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def main():
    """Print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("students", type=int, nargs="?", default=50)
    parser.add_argument("--otter", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        ours = with_ours(folder, options.students)
        print(f"backprop-grader: {options.students / ours:.2f} submissions/s", flush=True)
        theirs = with_otter(folder, options.otter.absolute(), options.students)
        print(f"otter run:       {options.students / theirs:.2f} submissions/s")
        print(f"ratio: {theirs / ours:.1f}")


if __name__ == "__main__":
    main()
