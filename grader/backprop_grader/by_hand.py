"""Marks given by hand: a table to fill in, and a page that shows what to mark.

by-hand.csv in the folder of grades has a row for each student and a column for each question. What
an instructor filled in stays; by-hand.html has the answers, question by question.
"""

import csv
import html
import io
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

from .look import file_name, page
from .questions import Question
from .table import read_table
from .writing import write_whole

MARKS, PAGE = "by-hand.csv", "by-hand.html"


def read_marks(folder: Path, questions: dict[str, Question]) -> dict[tuple[str, str], float]:
    """Return what is marked so far, {(student, question): points}, whatever saved the table.

    Raises a ValueError that names student and question for what cannot be a mark.
    """
    path = folder / MARKS
    if not path.exists():
        return {}
    table = read_table(path)
    columns = {
        key: k for k in range(len(table.rows[0])) if (key := table.text(0, k).strip()) in questions
    }
    marks = {}
    for row in range(1, len(table.rows)):
        student = table.text(row, 0).removeprefix("'") if table.rows[row] else ""
        for key, k in columns.items():
            cell = table.text(row, k).strip()
            if not cell:
                continue
            try:
                points = float(cell.replace(",", "."))
            except ValueError:
                points = -1.0
            if not 0 <= points <= questions[key].points:
                raise ValueError(
                    f"{path}: {student} must have from 0 to {questions[key].points:g} points in "
                    f"{key}; got {cell}."
                )
            marks[student, key] = points
    return marks


def write_marks(
    folder: Path,
    questions: dict[str, Question],
    students: Iterable[str],
    marks: dict[tuple[str, str], float],
) -> None:
    """Write the table to fill in, with what is filled in already."""
    table = io.StringIO()
    table.write("\ufeff")
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["student", *questions])
    for student in students:
        filled = [marks.get((student, key)) for key in questions]
        name = f"'{student}" if student[:1] in ("=", "+", "-", "@", "'") else student
        writer.writerow([name, *("" if mark is None else f"{mark:.10g}" for mark in filled)])
    write_whole(folder / MARKS, table.getvalue())


class Answers:
    """Collects what was written, and shows it question by question, for whoever marks."""

    def __init__(self, questions: dict[str, Question], marks: dict[tuple[str, str], float]):
        self._questions, self._marks = questions, marks
        self._parts: dict[str, list[str]] = {key: [] for key in questions}

    def add(self, result: dict) -> None:
        """Take in a student's answers."""
        student = result["student"]
        for key in self._questions:
            text = result.get("answers", {}).get(key, "")
            mark = self._marks.get((student, key))
            given = "not marked" if mark is None else f"{mark:.10g} points"
            self._parts[key].append(
                f'<h3><a href="{quote(f"feedback/{file_name(student)}.html")}">'
                f'{html.escape(student)}</a> <span class="points">{given}</span></h3>\n'
                + (f"<pre>{html.escape(text)}</pre>" if text else "<p>No answer.</p>")
            )

    def page(self) -> str:
        """Return the page."""
        parts = []
        for key, question in self._questions.items():
            parts.append(f"<h2>{key} {html.escape(question.title)}</h2>")
            parts.append(f"<p>{html.escape(question.text)}</p><p>{question.points:g} points.</p>")
            parts += self._parts[key]
        body = f"<p>Write the points into {MARKS}, and grade again.</p>\n" + "\n".join(parts)
        return page("Questions to mark by hand", body)
