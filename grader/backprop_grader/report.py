"""What comes out: grades.csv, and a feedback page for each student."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from .edits import write_table
from .feedback import feedback_page, file_name
from .journal import write_whole
from .marks import marks_of, number, total
from .overrides import Overrides

BOM = "\ufeff"  # or a spreadsheet takes UTF-8 for something else, and umlauts break


def write_reports(
    out: Path,
    results: Iterable[dict],
    points: dict[str, float],
    overrides: Overrides | None = None,
) -> list[str]:
    """Write grades.csv and feedback/*.html, each file whole or not at all.

    Returns what the instructor should be told about it.
    """
    feedback = out / "feedback"
    feedback.mkdir(exist_ok=True)
    left = {path.name for path in feedback.glob("*.html")}
    rows = []
    for result in results:
        name = f"{file_name(result['student'])}.html"
        left.discard(name)
        write_whole(feedback / name, feedback_page(result, points, overrides))
        rows.append(grades_row(result, points, overrides))
    for name in left:  # somebody who is forgotten
        (feedback / name).unlink()
    message = write_table(out / "grades.csv", grades_table(rows, points))
    return [message] if message else []


def grades_table(rows: list[list[str]], points: dict[str, float]) -> str:
    """Return the grades as CSV: one row for each student, one column for each exercise, total."""
    table = io.StringIO()
    table.write(BOM)
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["student", *points, "total", "out of", "note"])
    writer.writerows(rows)
    return table.getvalue()


def grades_row(
    result: dict, points: dict[str, float], overrides: Overrides | None = None
) -> list[str]:
    """Return one student's row."""
    marks = marks_of(result, points, overrides)
    numbers = [number(mark.points) for mark in marks.values()]
    numbers += [
        number(total(mark.points for mark in marks.values())),
        number(total(points.values())),
    ]
    decided = [
        f"{key}: {number(mark.points)} instead of {number(mark.judged)} ({mark.reason})."
        for key, mark in marks.items()
        if mark.reason
    ]
    reasons = overrides.reasons(result["student"]) if overrides else []
    note = " ".join([*result["notes"], *decided, *reasons])
    return [_harmless(result["student"]), *numbers, _harmless(note)]


def _harmless(text: str) -> str:
    """Keep a spreadsheet from reading text as a formula."""
    text = re.sub(r"\s+", " ", text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
