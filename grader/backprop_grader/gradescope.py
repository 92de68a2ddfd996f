"""An autograder for Gradescope: the zip to upload, and what runs inside it.

The zip has `setup.sh` and `run_autograder` at its top, as Gradescope asks, and carries this
grader with it, so that nothing but NumPy and bubblewrap has to be fetched.
"""

import argparse
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path

from backprop_lib.exercises.judge import RIGHT

from .course import Course, grade_course
from .filesystem import GRADER, LIBRARY
from .journal import entries
from .marks import marks_of, total
from .points import Assignment, points_text, read_points
from .sandbox import best_sandbox
from .writing import write_whole

# Ubuntu 22.04 has Python 3.10, but also 3.11 under that name; uv brings one to anything older.
SETUP = """#!/usr/bin/env bash
set -e
apt-get update
apt-get install -y bubblewrap libseccomp2
python=
for name in python3 python3.13 python3.12 python3.11; do
  apt-get install -y $name $name-venv || true
  if $name -c 'import ensurepip, tomllib'; then python=$name; break; fi
done
if [ -z "$python" ]; then
  export UV_PYTHON_INSTALL_DIR=/autograder/pythons  # where also a user without rights can look
  python3 -m venv /autograder/uv && /autograder/uv/bin/pip install uv \
    && /autograder/uv/bin/uv python install 3.12 \
    && python=$(/autograder/uv/bin/uv python find 3.12) || true
fi
if [ -z "$python" ]; then
  echo "The grader needs Python 3.11 or newer: choose the base image Ubuntu 24.04." >&2
  exit 1
fi
"$python" -m venv /autograder/python
/autograder/python/bin/pip install numpy tqdm sympy matplotlib ipython pyseccomp
/autograder/python/bin/python -c 'import matplotlib.font_manager' || true  # lists the fonts, once
"""
RUN = """#!/usr/bin/env bash
cd /autograder/source
exec /autograder/python/bin/python -m backprop_grader.gradescope \\
  /autograder/submission /autograder/results/results.json --points points.toml \\
  --seed {seed}
"""


def write_autograder(path: Path, points: dict[str, float]) -> None:
    """Write the zip, with the same bytes every time.

    The seed in it comes from the points, so that the same work always gets the same marks.
    """
    text = points_text(points)
    seed = int(hashlib.sha256(text.encode()).hexdigest()[:7], 16)
    run = RUN.format(seed=seed)
    files = {"setup.sh": SETUP, "run_autograder": run, "points.toml": text}
    for package in (LIBRARY, GRADER):
        for file in sorted(package.rglob("*.py")):
            name = file.relative_to(package.parent).as_posix()
            files[name] = file.read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0))
            executable = name in ("setup.sh", "run_autograder")
            info.external_attr = (0o100755 if executable else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)
    write_whole(path, whole.getvalue())


def results(result: dict, points: dict[str, float]) -> dict:
    """Return one student's result in Gradescope's format."""
    marks = marks_of(result, Assignment(points))
    counted = [f"Graded: {result['source']}"] if result.get("source") else []
    return {
        "score": total(mark.points for mark in marks.values()),
        "output": "\n".join([*counted, *result["notes"]]),
        "tests": [
            {
                "name": f"Exercise {key}",
                "number": key,
                "score": marks[key].points,
                "max_score": most,
                "status": "passed" if result["verdicts"][key]["status"] == RIGHT else "failed",
                "output": result["verdicts"][key]["text"],
            }
            for key, most in points.items()
        ],
    }


def main(arguments: list[str] | None = None) -> int:
    """Grade the one submission of a Gradescope container; return 1 if the grader itself failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("submission", type=Path)
    parser.add_argument("results", type=Path)
    parser.add_argument("--points", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args(arguments)
    points = read_points(options.points)
    course = Course(
        submissions=options.submission,
        out=options.results.parent / "grading",
        assignment=Assignment(points),
        student="student",  # whatever the files are called
        seed=options.seed,
        workers=1,
        reduced=bool(
            best_sandbox().missing
        ),  # the container itself is a sandbox around one student
        progress=False,
    )
    grade_course(course)
    graded = entries(course.out / "results.jsonl")
    if graded and graded[-1]["failed"]:
        print("\n".join(graded[-1]["notes"]))
        print("There is no score: run the autograder again, or look at it by hand.")
        return 1  # Gradescope then says that the autograder failed, and gives no points and no zero
    answer = results(graded[-1], points) if graded else {"score": 0, "output": "No file was found."}
    write_whole(options.results, json.dumps(answer, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
