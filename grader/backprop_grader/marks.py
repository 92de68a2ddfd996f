"""What a result is worth: the judge's credit times the points, unless an override decides."""

from dataclasses import dataclass

from .points import Assignment

NOT_GRADED = "not graded"  # the status of a verdict where the grader failed


@dataclass(frozen=True)
class Mark:
    """The points of one student in one exercise.

    points, most : earned, and to be had
    judged : what they were without the override whose `reason` this is
    waiting : nobody has marked it yet: a question, or what the grader failed over
    """

    points: float
    most: float
    judged: float
    reason: str = ""
    waiting: bool = False


def marks_of(result: dict, assignment: Assignment) -> dict[str, Mark]:
    """Return {exercise or question: mark} of one result, in the order of the points."""
    marks = {}
    student = result["student"]
    worth = assignment.points | {q.id: q.points for q in assignment.questions.values()}
    for key, most in worth.items():
        by_hand = assignment.marks.get((student, key))
        if key in assignment.questions:
            judged, waiting = by_hand or 0.0, by_hand is None
        else:
            verdict = result["verdicts"][key]
            judged = round(most * verdict["credit"], 4)
            waiting = verdict["status"] == NOT_GRADED
        override = assignment.overrides.points(student, key)
        if override is None or override.points is None:
            marks[key] = Mark(judged, most, judged, waiting=waiting)
        else:
            marks[key] = Mark(override.points, most, judged, override.reason)
    return marks


def total(values) -> float:
    """Return a sum of points without the dust of binary fractions."""
    return round(sum(values), 4)


def number(value: float) -> str:
    """Return points as text: 3, 1.5."""
    return f"{value:.10g}"
