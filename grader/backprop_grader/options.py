"""What the command `backprop-grader` understands."""

import argparse
from pathlib import Path

from .limits import Limits

DESCRIPTION = "Grade the exercises of the book for a whole course, and write what is handed out."


def parser(run_grade, run_assignment, run_gradescope) -> argparse.ArgumentParser:
    """Return what reads the command line; each command runs one of the functions."""
    whole = argparse.ArgumentParser(prog="backprop-grader", description=DESCRIPTION)
    commands = whole.add_subparsers(required=True, metavar="COMMAND")
    chosen = argparse.ArgumentParser(add_help=False)
    chosen.add_argument(
        "--exercises", nargs="+", metavar="ID", help="ids (6.2), chapters (6), or all"
    )
    chosen.add_argument("--points", type=Path, metavar="FILE", help="a points file (TOML)")

    grade = commands.add_parser("grade", parents=[chosen], help="grade a folder of notebooks")
    grade.set_defaults(run=run_grade)
    grade.add_argument(
        "submissions", type=Path, metavar="SUBMISSIONS", help="a folder, zip, or notebook"
    )
    grade.add_argument("--out", type=Path, required=True, metavar="GRADES", help="a folder")
    grade.add_argument("--pattern", help="regular expression with a group for the student's id")
    grade.add_argument(
        "--student", metavar="ID", help="grade this one only; a single file is theirs"
    )
    grade.add_argument(
        "--regrade", nargs="+", default=[], metavar="ID", help="grade these again, changed or not"
    )
    grade.add_argument(
        "--forget", nargs="+", default=[], metavar="ID", help="leave these out from now on"
    )
    grade.add_argument(
        "--overrides", type=Path, metavar="FILE", help="default: overrides.toml beside the points"
    )
    grade.add_argument(
        "--gradebook",
        type=Path,
        metavar="CSV",
        help="fill this export of Canvas, Moodle, Blackboard",
    )
    grade.add_argument("--column", metavar="NAME", help="of the gradebook, to be filled")
    grade.add_argument("--id", default="", metavar="NAME", help="of its column with the ids")
    grade.add_argument(
        "--compare",
        type=Path,
        metavar="RESULTS",
        help="another time's results.jsonl, in the report",
    )
    grade.add_argument("--seed", type=int, help="of the random inputs; makes marks repeatable")
    grade.add_argument("--workers", type=int, metavar="N", help="processes; default: all cores")
    grade.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster, tcp://host:8786")
    limits = Limits()
    grade.add_argument(
        "--step", type=float, default=limits.step, help="seconds for each cell and answer"
    )
    grade.add_argument(
        "--total",
        type=float,
        default=limits.total,
        help="seconds for each student, beside those for each answer",
    )
    grade.add_argument("--memory", type=int, default=limits.memory, help="megabytes")
    grade.add_argument(
        "--reduced-isolation", action="store_true", help="grade without a full sandbox"
    )
    grade.add_argument("--quiet", action="store_true", help="no progress bar")

    assignment = commands.add_parser("assignment", parents=[chosen], help="write a notebook")
    assignment.set_defaults(run=run_assignment)
    assignment.add_argument("--out", type=Path, required=True, metavar="NOTEBOOK")
    assignment.add_argument(
        "--points-out", type=Path, metavar="FILE", help="the points file; default: beside NOTEBOOK"
    )
    assignment.add_argument(
        "--solutions", action="store_true", help="write the worked solutions, too, beside NOTEBOOK"
    )
    assignment.add_argument(
        "--roster", type=Path, metavar="CSV", help="a notebook for each, with numbers of their own"
    )
    assignment.add_argument("--id", default="", metavar="NAME", help="of its column with the ids")
    assignment.add_argument("--force", action="store_true", help="overwrite what is there")
    assignment.add_argument("--title", default="Backpropagation: exercises")
    assignment.add_argument(
        "--nbgrader", action="store_true", help="mark the cells for nbgrader; checks raise"
    )

    gradescope = commands.add_parser("gradescope", parents=[chosen], help="write an autograder zip")
    gradescope.set_defaults(run=run_gradescope)
    gradescope.add_argument("--out", type=Path, default=Path("autograder.zip"), metavar="ZIP")
    return whole
