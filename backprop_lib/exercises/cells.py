"""Exercises as notebook cells: for the chapters, for the solutions page, for assignments."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .exercise import STEPS, Exercise

IMPORTS = {  # what an answer may need: the name in the code, and the line that provides it
    "np": "import numpy as np",
    "sp": "import sympy as sp",
    "sigmoid": "from backprop_lib import sigmoid",
}
CHECK_IMPORT = "from backprop_lib.exercises import check"


@dataclass(frozen=True)
class Cell:
    """One cell; `name` says what it is, such as "exercise-6-2-stub", and is its id as well."""

    name: str
    kind: str
    source: str


def exercise_cells(exercise: Exercise, *, links=True, strict=False, numbers=False) -> list[Cell]:
    """Return the prompt with its three hints, the cell to fill in, and the check.

    links : make each equation number a link, as in the book
    strict : let the check raise when the answer is not right, as nbgrader wants it
    numbers : name the exercise's numbers in the check, where they are not the book's
    """
    text = linked if links else str
    points = "1 point" if exercise.points == 1 else f"{exercise.points} points"
    kind = exercise.kind[0].upper() + exercise.kind[1:]
    prompt = (
        f"### Exercise {exercise.id}: {exercise.title}\n\n*{kind}, {points}.*\n"
        f"{text(exercise.prompt)}\n\n"
        + "\n".join(
            f"<details><summary>{step}</summary>\n\n{text(hint)}\n\n</details>"
            for step, hint in zip(STEPS, exercise.hints, strict=True)
        )
    )
    call = _check(exercise, numbers, ", strict=True" if strict else "")
    return [
        Cell(_name(exercise, "prompt"), "markdown", by_phrase(prompt)),
        Cell(_name(exercise, "stub"), "code", exercise.stub),
        Cell(_name(exercise, "check"), "code", call),
    ]


def solution_cells(exercise: Exercise, *, links=True, numbers=False) -> list[Cell]:
    """Return a heading with an explanation, and the worked solution with its check."""
    explained = linked(exercise.explanation) if links else exercise.explanation
    text = f"### {exercise.id} {exercise.title}\n\n{explained}".strip()
    code = f"{exercise.solution}\n\n\n{_check(exercise, numbers)}"
    if not exercise.is_function:
        code = code.replace("\n\n\ncheck", "\ncheck")
    return [
        Cell(_name(exercise, "text"), "markdown", by_phrase(text)),
        Cell(_name(exercise, "solution"), "code", code),
    ]


def _check(exercise: Exercise, numbers: bool, more="") -> str:
    """Return the call that checks the answer."""
    own = f", numbers={exercise.numbers}" if numbers and exercise.numbers else ""
    return f'check("{exercise.id}", {exercise.name}{own}{more})'


def imports_for(exercises: Iterable[Exercise], have=frozenset()) -> str:
    """Return the import lines the exercises need, without the names a notebook `have`s already."""
    code = "\n".join(f"{exercise.stub}\n{exercise.solution}" for exercise in exercises)
    lines = [
        line
        for name, line in IMPORTS.items()
        if name not in have and re.search(rf"\b{name}\b", code)
    ]
    return "\n".join([*lines, CHECK_IMPORT])


def linked(text: str) -> str:
    """Turn equation numbers outside mathematics and code, (28), (V12), (D12), into links."""
    parts = re.split(r"(\$[^$]*\$|`[^`]*`)", text)
    parts[::2] = [re.sub(r"\(([VD]?)(\d+)\)", _link, part) for part in parts[::2]]
    return "".join(parts)


def by_phrase(text: str, width=96) -> str:
    """Break long lines after a sentence, or between words, so that changes are easy to read."""
    lines = []
    for line in text.splitlines():
        if re.match(r"#|- |\d+\. ", line):  # a heading, or an item of a list
            lines.append(line)
            continue
        for sentence in re.split(r"(?<=[.?!:]) (?=[A-Z`$])", line):
            while len(sentence) > width:
                cut = _cut(sentence, width)
                lines.append(sentence[:cut])
                sentence = sentence[cut + 1 :]
            lines.append(sentence)
    return "\n".join(lines)


def _cut(sentence, width):
    """Return where to break: at the last space, best after a comma, that is not in mathematics."""
    spaces = [
        k
        for k, letter in enumerate(sentence[: width + 1])
        if letter == " " and sentence[:k].count("$") % 2 == 0 and sentence[:k].count("`") % 2 == 0
    ]
    commas = [k for k in spaces if sentence[k - 1] in ",;" and k > width // 2]
    return (commas or spaces or [len(sentence)])[-1]


def _link(match):
    family, number = match.groups()
    label = {"": "eq", "V": "vec", "D": "deep"}[family]
    return f"[({family}{number})](#{label}-{number})"


def _name(exercise, role):
    return f"exercise-{exercise.id.replace('.', '-')}-{role}"
