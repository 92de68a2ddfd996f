"""What comes out: grades.csv, and a feedback page for each student."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .class_report import class_report
from .edits import write_table
from .feedback import feedback_page, file_name
from .journal import write_whole
from .lateness import lateness
from .marks import marks_of, number, total
from .parcel import Parcel
from .points import Assignment
from .similarity import Similarity
from .tally import Tally, tally_before

BOM = "\ufeff"  # or a spreadsheet takes UTF-8 for something else, and umlauts break


@dataclass(frozen=True)
class Written:
    """What was written: everybody's points in all, and what to tell the instructor."""

    totals: dict[str, float]
    messages: list[str]


def write_reports(
    out: Path, results: Iterable[dict], assignment: Assignment, compare: Path | None = None
) -> Written:
    """Write grades.csv, report.html, feedback/*.html and feedback.zip, each whole or not at all.

    compare : the results.jsonl of another time, for the report
    """
    feedback = out / "feedback"
    feedback.mkdir(exist_ok=True)
    left = {path.name for path in feedback.glob("*.html")}
    rows = []
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
            left.discard(name)
    for name in left:  # somebody who is forgotten
        (feedback / name).unlink()
    message = write_table(out / "grades.csv", grades_table(rows, assignment))
    before = tally_before(compare, assignment) if compare else None
    write_whole(out / "report.html", class_report(tally, before, similarity.pairs()))
    return Written(tally.totals, [message] if message else [])


def grades_table(rows: list[list[str]], assignment: Assignment) -> str:
    """Return the grades as CSV: one row for each student, one column for each exercise, total."""
    table = io.StringIO()
    table.write(BOM)
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["student", *assignment.points, "total", "out of", "late", "note"])
    writer.writerows(rows)
    return table.getvalue()


def grades_row(result: dict, assignment: Assignment) -> list[str]:
    """Return one student's row."""
    marks = marks_of(result, assignment)
    earned = [mark.points for mark in marks.values()]
    numbers = [*earned, total(earned), total(assignment.points.values())]
    decided = [
        f"{key}: {number(mark.points)} instead of {number(mark.judged)} ({mark.reason})."
        for key, mark in marks.items()
        if mark.reason
    ]
    note = " ".join([*result["notes"], *decided, *assignment.overrides.reasons(result["student"])])
    late = lateness(result, assignment.deadline)
    return [_harmless(result["student"]), *map(number, numbers), late, _harmless(note)]


def _harmless(text: str) -> str:
    """Keep a spreadsheet from reading text as a formula."""
    text = re.sub(r"\s+", " ", text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
