"""The page that a student reads."""

import html
import re

from .lateness import lateness
from .links import linked
from .look import page
from .marks import Mark, marks_of, number, total
from .points import Assignment

# What `check` says to somebody who goes on, and a grade does not.
FINAL = (
    (" Not right yet.", " Not right."),
    (" of the points so far.", " of the points."),
)


def feedback_page(result: dict, assignment: Assignment) -> str:
    """Return one student's page."""
    marks = marks_of(result, assignment)
    exercises = "\n".join(
        _question(key, mark, result, assignment)
        if key in assignment.questions
        else _exercise(key, mark, result["verdicts"][key], assignment)
        for key, mark in marks.items()
    )
    late = lateness(result, assignment.deadline)
    notes = [
        *([f"Handed in late: {late}." if late != "late" else "Handed in late."] if late else []),
        *result["notes"],
        *assignment.overrides.reasons(result["student"]),
    ]
    listed = "".join(f"<li>{html.escape(note)}</li>" for note in notes)
    earned = number(total(mark.points for mark in marks.values()))
    body = (
        f"<p>{earned} of {number(assignment.most)} points. "
        f"Graded: {html.escape(result['source'])}</p>\n"
        f"{f'<ul>{listed}</ul>' if listed else ''}\n{exercises}"
    )
    return page(f"Feedback for {html.escape(result['student'])}", body)


def _exercise(key: str, mark: Mark, verdict: dict, assignment: Assignment) -> str:
    """Return one exercise: title, points, what was decided, the verdict, and the code."""
    title = html.escape(f"{key} {assignment.title(key)}".strip())
    if address := assignment.address(key):
        title = f'<a href="{html.escape(address)}">{title}</a>'
    parts = _head(title, mark)
    if numbers := verdict.get("numbers"):
        given = ", ".join(f"{name} = {value:g}" for name, value in numbers.items())
        parts.append(f"<p>Your numbers: {html.escape(given)}.</p>")
    says = linked(final(verdict["text"]), assignment.book)
    parts.append(f'<pre class="{verdict["status"].split()[0]}">{says}</pre>')
    if code := verdict.get("code"):
        parts.append(
            f"<details{' open' if verdict['status'] == 'wrong' else ''}><summary>Your code"
            f"</summary><pre><code>{html.escape(code)}</code></pre></details>"
        )
    return "\n".join(parts)


def _question(key: str, mark: Mark, result: dict, assignment: Assignment) -> str:
    """Return a question that is marked by hand, and the student's answer."""
    question = assignment.questions[key]
    text = result.get("answers", {}).get(key, "")
    answer = f"<pre>{html.escape(text)}</pre>" if text else "<p>No answer was found.</p>"
    asked = f"<p>{html.escape(question.text)}</p>"
    return "\n".join([*_head(html.escape(f"{key} {question.title}"), mark), asked, answer])


def _head(title: str, mark: Mark) -> list[str]:
    """Return the heading with the points, and what was decided by hand."""
    points = f"{number(mark.points)} of {number(mark.most)}"
    if mark.waiting:
        points = f"not marked yet, of {number(mark.most)}"
    parts = [f'<h2>{title} <span class="points">{points}</span></h2>']
    if mark.reason:
        parts.append(
            f"<p><strong>Decided by hand:</strong> {number(mark.points)} instead of "
            f"{number(mark.judged)}. {html.escape(mark.reason)}</p>"
        )
    return parts


def final(text: str) -> str:
    """Return what `check` says as a grade says it: nothing is "yet" or "so far" any more."""
    text = re.sub(r"· Not attempted yet\. .*", "· Not attempted.", text)
    for going_on, done in FINAL:
        text = text.replace(going_on, done)
    return text
