"""What comes out: grades.csv, and a feedback page for each student."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .by_hand import PAGE, Answers, write_marks
from .edits import write_table
from .feedback import feedback_page
from .lateness import lateness
from .look import file_name
from .marks import marks_of, number, total
from .parcel import Parcel
from .points import Assignment
from .tally import Tally, tally_before
from .writing import write_whole

BOM = "\ufeff"  # or a spreadsheet takes UTF-8 for something else, and umlauts break


@dataclass(frozen=True)
class Written:
    """What was written.

    totals : everybody's points in all; waiting : those with a question that is not marked yet
    messages : what to tell the instructor
    """

    totals: dict[str, float]
    waiting: list[str]
    messages: list[str]


def write_reports(
    out: Path, results: Iterable[dict], assignment: Assignment, compare: Path | None = None
) -> Written:
    """Write grades.csv, report.html, feedback/*.html and feedback.zip, each whole or not at all.

    compare : the results.jsonl of another time, for the report
    """
    # Only here: each worker, too, loads the command when it starts, and Matplotlib takes long.
    from .class_report import class_report
    from .similarity import Similarity

    feedback = out / "feedback"
    feedback.mkdir(exist_ok=True)
    left = {path.name for path in feedback.glob("*.html")}
    rows, waiting = [], []
    answers = Answers(assignment.questions, assignment.marks)
    tally = Tally(assignment)
    similarity = Similarity(assignment.given)
    with Parcel(out / "feedback.zip") as parcel:
        for result in results:
            name = f"{file_name(result['student'])}.html"
            page = feedback_page(result, assignment)
            write_whole(feedback / name, page)
            parcel.add(result, page)
            rows.append(grades_row(result, assignment))
            tally.add(result)
            similarity.add(result)
            answers.add(result)
            if any(mark.waiting for mark in marks_of(result, assignment).values()):
                waiting.append(result["student"])
            left.discard(name)
    for name in left:  # somebody who is forgotten
        (feedback / name).unlink()
    message = write_table(out / "grades.csv", grades_table(rows, assignment))
    if assignment.questions:
        write_marks(out, assignment.questions, tally.totals, assignment.marks)
        write_whole(out / PAGE, answers.page())
    before = tally_before(compare, assignment) if compare else None
    write_whole(out / "report.html", class_report(tally, before, similarity.pairs()))
    return Written(tally.totals, waiting, [message] if message else [])


def grades_table(rows: list[list[str]], assignment: Assignment) -> str:
    """Return the grades as CSV: one row for each student, one column for each exercise, total."""
    table = io.StringIO()
    table.write(BOM)
    writer = csv.writer(table, lineterminator="\n")
    heads = [*assignment.points, *assignment.questions]
    writer.writerow(["student", *heads, "total", "out of", "late", "note"])
    writer.writerows(rows)
    return table.getvalue()


def grades_row(result: dict, assignment: Assignment) -> list[str]:
    """Return one student's row."""
    marks = marks_of(result, assignment)
    earned = ["" if mark.waiting else number(mark.points) for mark in marks.values()]
    failed = any(m.waiting for key, m in marks.items() if key not in assignment.questions)
    in_all = "" if failed else number(total(mark.points for mark in marks.values()))
    decided = [
        f"{key}: {number(mark.points)} instead of {number(mark.judged)} ({mark.reason})."
        for key, mark in marks.items()
        if mark.reason
    ]
    waiting = [f"{key} is not marked yet." for key, mark in marks.items() if mark.waiting]
    reasons = assignment.overrides.reasons(result["student"])
    note = " ".join([*result["notes"], *waiting, *decided, *reasons])
    late = lateness(result, assignment.deadline)
    student = _harmless(result["student"])
    return [student, *earned, in_all, number(assignment.most), late, _harmless(note)]


def _harmless(text: str) -> str:
    """Keep a spreadsheet from reading text as a formula."""
    text = re.sub(r"\s+", " ", text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
