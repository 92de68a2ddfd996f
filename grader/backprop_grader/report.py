"""What comes out: grades.csv, and a feedback page for each student."""

import csv
import hashlib
import html
import io
import re
from collections.abc import Iterable
from pathlib import Path

from .journal import clean, write_whole

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Feedback for {student}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }}
pre {{ white-space: pre-wrap; border-left: .25rem solid #999; padding-left: .75rem; }}
.right {{ border-color: #009e73; }} .wrong {{ border-color: #d55e00; }}
</style></head><body>
<h1>Feedback for {student}</h1>
<p>{total} of {most} points. Graded: {source}</p>
{notes}{exercises}
</body></html>
"""


def earned(result: dict, points: dict[str, float]) -> dict[str, float]:
    """Return the points earned in each exercise."""
    return {
        key: round(value * result["verdicts"][key]["credit"], 4) for key, value in points.items()
    }


def write_reports(out: Path, results: Iterable[dict], points: dict[str, float]) -> int:
    """Write grades.csv and feedback/*.html, each file whole or not at all; return how many."""
    feedback = out / "feedback"
    feedback.mkdir(exist_ok=True)
    rows = []
    for result in results:
        name = file_name(result["student"])
        write_whole(feedback / f"{name}.html", feedback_page(result, points))
        rows.append(grades_row(result, points))
    write_whole(out / "grades.csv", grades_table(rows, points))
    return len(rows)


def grades_table(rows: list[list[str]], points: dict[str, float]) -> str:
    """Return the grades as CSV: one row for each student, one column for each exercise, total."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["student", *points, "total", "out of", "note"])
    writer.writerows(rows)
    return table.getvalue()


def grades_row(result: dict, points: dict[str, float]) -> list[str]:
    """Return one student's row."""
    marks = earned(result, points)
    numbers = [_number(mark) for mark in (*marks.values(), _sum(marks), _sum(points))]
    return [_harmless(result["student"]), *numbers, _harmless(" ".join(result["notes"]))]


def feedback_page(result: dict, points: dict[str, float]) -> str:
    """Return one student's page."""
    marks = earned(result, points)
    exercises = "\n".join(
        f"<h2>{key}: {_number(marks[key])} of {_number(points[key])}</h2>\n"
        f'<pre class="{result["verdicts"][key]["status"].split()[0]}">'
        f"{html.escape(result['verdicts'][key]['text'])}</pre>"
        for key in points
    )
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in result["notes"])
    return PAGE.format(
        student=html.escape(result["student"]),
        total=_number(_sum(marks)),
        most=_number(_sum(points)),
        source=html.escape(result["source"]),
        notes=f"<ul>{notes}</ul>\n" if notes else "",
        exercises=exercises,
    )


def file_name(student: str) -> str:
    """Return a file name for a student that stays in its folder and is nobody else's."""
    safe = re.sub(r"[^\w.-]", "_", student, flags=re.ASCII).strip(".")[:80]
    if safe == student and safe:
        return safe
    return f"{safe or 'student'}-{hashlib.sha256(clean(student).encode()).hexdigest()[:8]}"


def _sum(points):
    return round(sum(points.values()), 4)


def _number(value) -> str:
    return f"{value:g}"


def _harmless(text: str) -> str:
    """Keep a spreadsheet from reading text as a formula."""
    text = re.sub(r"\s+", " ", text)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
