"""`check`: the reader's own judge, in the notebook, at once."""

from typing import Any

from .attempts import did_not_run, failure_of
from .catalog import EXERCISES
from .exercise import STEPS, ByHand, Exercise
from .judge import WRONG, Verdict, judge
from .outcomes import answers_to


def assess(exercise_id: str, answer: Any, *, numbers: dict | None = None) -> Verdict:
    """Judge `answer` to the exercise with this id, such as "6.2", and return the verdict.

    numbers : of an exercise by hand, those it was asked with, if they are not the book's

    Raises
    ------
    TypeError, ValueError : the id is not one of the book's, or the numbers are not the
        exercise's; a wrong answer raises nothing
    """
    exercise = find(exercise_id)
    if numbers is not None:
        exercise = _with_numbers(exercise, numbers)
    failure = failure_of(exercise.name)
    if failure:
        return Verdict(
            exercise.id, WRONG, 0.0, did_not_run(exercise.id, failure), "error:did-not-run"
        )
    printed = exercise.stub if exercise.printed else ""
    return judge(
        exercise,
        lambda cases: answers_to(cases, answer, exercise.uses, exercise.is_function, printed),
    )


def check(
    exercise_id: str, answer: Any, *, strict: bool = False, numbers: dict | None = None
) -> None:
    """Print whether `answer` is right, and if not, what may be the mistake.

    numbers : of an exercise by hand, those it was asked with, if they are not the book's

    With ``strict=True`` a wrong or missing answer raises an AssertionError with the same text,
    which is what nbgrader and other test runners look for.
    """
    verdict = assess(exercise_id, answer, numbers=numbers)
    if strict and not verdict.passed:
        raise AssertionError(verdict.text)
    print(verdict.text)


def _with_numbers(exercise: Exercise, numbers: dict) -> Exercise:
    """Return an exercise by hand with other numbers."""
    if not isinstance(exercise, ByHand):
        raise ValueError(f"numbers are for exercises by hand, and {exercise.id} is none.")
    if not isinstance(numbers, dict) or set(numbers) != set(exercise.numbers):
        names = ", ".join(exercise.numbers)
        raise ValueError(f"numbers of {exercise.id} must be a dictionary with {names}.")
    for name, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise TypeError(
                f"numbers[{name!r}] of {exercise.id} must be a number; got {type(value).__name__}."
            )
    return exercise.with_numbers(**numbers)


class Hint(str):
    """A hint that notebooks show with its mathematics."""

    def _repr_markdown_(self):
        return str(self)

    __repr__ = str.__str__


def hint(exercise_id: str) -> Hint:
    """Return the next hint for an exercise: a nudge, then the equation, then the first line.

    Raises
    ------
    TypeError, ValueError : the id is not one of the book's
    """
    exercise = find(exercise_id)
    step = _hinted.get(exercise_id, 0)
    _hinted[exercise_id] = min(step + 1, len(STEPS) - 1)
    more = f'\n\nFor the next one: `hint("{exercise_id}")` again.' if step + 1 < len(STEPS) else ""
    return Hint(f"{exercise_id} · {STEPS[step]}: {exercise.hints[step]}{more}")


_hinted: dict[str, int] = {}


def find(exercise_id: str) -> Exercise:
    """Return the exercise with this id, or say which ids there are."""
    if not isinstance(exercise_id, str):
        raise TypeError(
            f'exercise_id must be text such as "6.2"; got {type(exercise_id).__name__}.'
        )
    if exercise_id not in EXERCISES:
        chapter = exercise_id.split(".")[0]
        known = [key for key in EXERCISES if key.split(".")[0] == chapter] or list(EXERCISES)
        raise ValueError(f'exercise_id must be one of {", ".join(known)}; got "{exercise_id}".')
    return EXERCISES[exercise_id]
