"""What a result is worth: the judge's credit times the points, unless an override decides."""

from dataclasses import dataclass

from .points import Assignment


@dataclass(frozen=True)
class Mark:
    """The points of one student in one exercise.

    points, most : earned, and to be had
    judged : what they were without the override whose `reason` this is
    """

    points: float
    most: float
    judged: float
    reason: str = ""


def marks_of(result: dict, assignment: Assignment) -> dict[str, Mark]:
    """Return {exercise: mark} of one result, in the order of the points."""
    marks = {}
    for key, most in assignment.points.items():
        judged = round(most * result["verdicts"][key]["credit"], 4)
        override = assignment.overrides.points(result["student"], key)
        if override is None or override.points is None:
            marks[key] = Mark(judged, most, judged)
        else:
            marks[key] = Mark(override.points, most, judged, override.reason)
    return marks


def total(values) -> float:
    """Return a sum of points without the dust of binary fractions."""
    return round(sum(values), 4)


def number(value: float) -> str:
    """Return points as text: 3, 1.5."""
    return f"{value:.10g}"
