"""Work that is there and did not become an answer: where it stands, and why it did not."""

import re

from backprop_lib.exercises import Exercise

from .notebook import Notebook
from .wire import Problem

WHERE = 60  # characters of a student's text in a remark


def failed_cell(notebook: Notebook, exercise: Exercise, problems: dict[int, Problem]) -> str:
    """Return why an answer is missing, if a cell that should give it failed; else nothing."""
    name, number = re.escape(exercise.name), re.escape(exercise.id)
    makes = re.compile(rf"^[ \t]*(?:async +)?(?:def +)?{name}\b *(?:[(:]|=(?!=)|$)", re.MULTILINE)
    check = re.compile(rf"\bcheck *\( *[\"']{number}[\"']")
    section = notebook.sections.get(exercise.id, [])
    for about in (makes.search, check.search, None):
        for cell, problem in sorted(problems.items()):
            source = notebook.cells[cell]
            if about(source) if about else cell in section:
                line = f", line {problem.line}" if problem.line else ""
                return f"code cell {cell + 1} failed{line}: {problem.words.rstrip('.')}"
    return ""


def remarks(notebook: Notebook, exercise: Exercise, instead: dict, found: set[str]) -> list[str]:
    """Return what to tell about an answer that stands where it is not looked for."""
    said = []
    if exercise.id in instead:
        said.append(
            f"Exercise {exercise.id}: {exercise.name} is missing; {instead[exercise.id]}, "
            "the one function that stands in its place, was graded."
        )
    elif exercise.id not in found:
        said += _in_text(notebook, exercise)
        said += _other_names(notebook, exercise)
    return said


def _in_text(notebook, exercise) -> list[str]:
    """Say where text cells hold what may be the answer."""
    named = re.compile(rf"\b{re.escape(exercise.name)}\b *(?:=(?!=)|\()")
    everywhere = [text for texts in notebook.texts.values() for text in texts]
    for text in everywhere:
        if named.search(text):
            return [
                f"Exercise {exercise.id}: {exercise.name} stands in a text cell, which does not "
                "run. Make it a code cell."
            ]
    for text in notebook.texts.get(exercise.id, []):
        if text.strip():
            words = " ".join(text.split())
            words = words if len(words) <= WHERE else f"{words[: WHERE - 2]} …"
            return [
                f"Exercise {exercise.id}: only code is graded, and there is text that may be an "
                f'answer: "{words}".'
            ]
    return []


def _other_names(notebook, exercise) -> list[str]:
    """Name the functions, or values, that stand where the answer's should be."""
    pattern = r"^def +(\w+)" if exercise.is_function else r"^(\w+) *=(?!=)"
    names = [
        name
        for number in notebook.sections.get(exercise.id, [])
        for name in re.findall(pattern, notebook.cells[number], re.MULTILINE)
        if name != exercise.name and name not in exercise.symbols
    ]
    if not names:
        return []
    return [f"Exercise {exercise.id}: {exercise.name} is missing; there is {', '.join(names[:5])}."]
