"""The page that a student reads."""

import hashlib
import html
import re
import unicodedata

from .journal import clean
from .lateness import lateness
from .marks import Mark, marks_of, number, total
from .points import Assignment

LONGEST = 200  # bytes of a file's name; systems take 255
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


def feedback_page(result: dict, assignment: Assignment) -> str:
    """Return one student's page."""
    marks = marks_of(result, assignment)
    exercises = "\n".join(
        _exercise(key, mark, result["verdicts"][key]) for key, mark in marks.items()
    )
    late = lateness(result, assignment.deadline)
    notes = [
        *([f"Handed in late: {late}." if late != "late" else "Handed in late."] if late else []),
        *result["notes"],
        *assignment.overrides.reasons(result["student"]),
    ]
    listed = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    return PAGE.format(
        student=html.escape(result["student"]),
        total=number(total(mark.points for mark in marks.values())),
        most=number(total(assignment.points.values())),
        source=html.escape(result["source"]),
        notes=f"<ul>{listed}</ul>\n" if listed else "",
        exercises=exercises,
    )


def _exercise(key: str, mark: Mark, verdict: dict) -> str:
    decided = ""
    if mark.reason:
        decided = (
            f"\n<p><strong>Decided by hand:</strong> {number(mark.points)} instead of "
            f"{number(mark.judged)}. {html.escape(mark.reason)}</p>"
        )
    return (
        f"<h2>{key}: {number(mark.points)} of {number(mark.most)}</h2>{decided}\n"
        f'<pre class="{verdict["status"].split()[0]}">{html.escape(verdict["text"])}</pre>'
    )


def file_name(student: str) -> str:
    """Return a file name for a student that stays in its folder and is nobody else's.

    Letters of any alphabet stay, and what names are written with: spaces, commas, apostrophes.
    """
    safe = unicodedata.normalize("NFC", re.sub(r"[^\w .,'()+@-]", "_", student))
    safe = safe.encode()[:LONGEST].decode(errors="ignore").strip(". ")
    if safe == student and safe:
        return safe
    return f"{safe or 'student'}-{hashlib.sha256(clean(student).encode()).hexdigest()[:8]}"
