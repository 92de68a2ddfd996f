"""Write an assignment: a notebook with chosen exercises, and its points file."""

import copy
import json
from pathlib import Path
from typing import Any

from backprop_lib.exercises import EXERCISES, Exercise
from backprop_lib.exercises.cells import Cell, exercise_cells, imports_for, solution_cells
from backprop_lib.exercises.exercise import ByHand

from .look import file_name
from .points import Assignment, points_text
from .questions import PLACEHOLDER, Question
from .roster import Numbers, Roster
from .writing import write_whole

INSTRUCTIONS = (
    "Replace each `...`, run the cell, and run the check below it. "
    "Equation numbers are those of the book. "
    "Keep the names of functions and answers: they are how your work is found. "
    "Before you hand in, restart the kernel and run all cells."
)
SOLVED = "One worked solution of each exercise. Equation numbers are those of the book."
UNCHECKED = "*There is no check for this one: it is marked after you have handed in.*"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def write_assignment(
    path: Path,
    chosen: Assignment,
    *,
    title: str,
    nbgrader=False,
    points_path: Path | None = None,
    solutions=False,
    force=False,
) -> None:
    """Write the notebook, and a points file if its path is given.

    For nbgrader it is the source version: with solutions, which nbgrader takes out.
    solutions : write a second notebook, beside the first, with all worked solutions
    Raises a ValueError if one of them is there already with other content, unless `force` is set.
    """
    files = {path: assignment(chosen, title, nbgrader)}
    if solutions and nbgrader:
        raise ValueError("--solutions and --nbgrader exclude each other: nbgrader's has them.")
    if solutions:
        files[solutions_beside(path)] = assignment(chosen, f"{title}: solutions", solved=True)
    texts = {} if points_path is None else {points_path: points_text(chosen.points)}
    _write(path, files, texts, force)


def write_handouts(
    path: Path,
    chosen: Assignment,
    roster: Roster,
    *,
    title: str,
    texts: dict[Path, str],
    solutions=False,
    force=False,
) -> Path:
    """Write a notebook for each student into a folder beside `path`; return the folder.

    texts : other files to write, by path
    solutions : write everybody's worked solutions, into a second folder
    """
    folder, solved = path.with_suffix(""), path.with_suffix(".solutions")
    files = {}
    for one, numbers in zip(roster.people, roster.numbers, strict=True):
        name = f"{file_name(one.handle)}.ipynb"
        files[folder / name] = assignment(chosen, title, numbers=numbers)
        if solutions:
            heading = f"{title}: solutions for {one.label}"
            files[solved / name] = assignment(chosen, heading, solved=True, numbers=numbers)
    _write(path, files, texts, force)
    return folder


def _write(path: Path, notebooks: dict[Path, dict], texts: dict[Path, str], force: bool) -> None:
    """Write all files, or raise a ValueError and write none."""
    if path.suffix != ".ipynb":
        raise ValueError(f"NOTEBOOK must end in .ipynb; got {path.name}.")
    files = {
        file: json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"
        for file, notebook in notebooks.items()
    }
    for file, text in (files | texts).items():
        if not force and file.exists() and file.read_bytes() != text.encode():
            raise ValueError(
                f"{file} is there already, with other content. "
                "Choose another name, or overwrite it with --force."
            )
    for file, text in (files | texts).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, text)


def points_beside(path: Path) -> Path:
    """Return where an assignment's points file is by default."""
    return path.with_suffix(".points.toml")


def solutions_beside(path: Path) -> Path:
    """Return where the worked solutions go."""
    return path.with_suffix(".solutions.ipynb")


def assignment(
    chosen: Assignment,
    title: str,
    nbgrader=False,
    *,
    solved=False,
    numbers: Numbers | None = None,
) -> dict:
    """Return the notebook as nbformat 4.5 data, with the points of the points file.

    numbers : a student's own, for exercises by hand
    Raises a ValueError for nothing to do, and for what nbgrader could not check.
    """
    if not chosen.points and not chosen.questions:
        raise ValueError("An assignment needs at least one exercise; got none.")
    own = [key for key in chosen.points if key not in EXERCISES]
    if nbgrader and own:
        raise ValueError(
            f"--nbgrader needs checks, and exercises of your own have none: {', '.join(own)}."
        )
    exercises = [
        _asked(exercise, chosen.points[key], (numbers or {}).get(key))
        for key, exercise in chosen.exercises.items()
    ]
    text = SOLVED if solved else INSTRUCTIONS
    if chosen.book:
        text = text.replace("of the book", f"of [the book]({chosen.book})")
    top = [
        Cell("introduction", "markdown", f"# {title}\n\n{text}"),
        Cell("imports", "code", imports_for(exercises)),
    ]
    cells = [_node(cell) for cell in top]
    for exercise in exercises:
        for cell in _cells(exercise, nbgrader, solved, exercise.id in (numbers or {})):
            node = _node(cell)
            if nbgrader:
                node["metadata"]["nbgrader"] = _nbgrader(cell, chosen.points[exercise.id])
                if cell.name.endswith("-stub"):
                    node["source"] = _with_solution(exercise).splitlines(keepends=True)
            cells.append(node)
    for question in () if solved else chosen.questions.values():
        for cell in _question(question):
            node = _node(cell)
            if nbgrader:
                node["metadata"]["nbgrader"] = _nbgrader(cell, question.points)
            cells.append(node)
    metadata = {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def _asked(exercise: Exercise, points: float, numbers: dict[str, float] | None) -> Exercise:
    """Return an exercise worth so much, with these numbers if there are any."""
    if numbers and isinstance(exercise, ByHand):
        exercise = exercise.with_numbers(**numbers)
    worth = copy.copy(exercise)  # `replace` would take 0 for "as usual"
    object.__setattr__(worth, "points", _short(points))
    return worth


def _cells(exercise: Exercise, nbgrader: bool, solved: bool, numbers: bool) -> list[Cell]:
    """Return the cells of an exercise; one of the instructor's own has no check."""
    prompt, stub, check = exercise_cells(exercise, links=False, strict=nbgrader, numbers=numbers)
    if solved:
        return [prompt, *solution_cells(exercise, links=False, numbers=numbers)]
    if exercise.id in EXERCISES:
        return [prompt, stub, check]
    return [Cell(prompt.name, prompt.kind, f"{prompt.source}\n\n{UNCHECKED}"), stub]


def _question(question: Question) -> list[Cell]:
    """Return what is asked, and a cell to answer in."""
    points = "1 point" if question.points == 1 else f"{_short(question.points)} points"
    asked = f"### Question {question.id}: {question.title}\n\n*By hand, {points}.*\n"
    return [
        Cell(f"question-{question.id}-prompt", "markdown", f"{asked}{question.text}"),
        Cell(f"question-{question.id}-answer", "markdown", PLACEHOLDER),
    ]


def _short(points: float) -> float:
    return int(points) if points == int(points) else points


def _node(cell: Cell) -> dict:
    node: dict[str, Any] = {"cell_type": cell.kind, "id": cell.name, "metadata": {}}
    if cell.kind == "code":
        node |= {"execution_count": None, "outputs": []}
    return node | {"source": cell.source.splitlines(keepends=True)}


def _with_solution(exercise) -> str:
    """Return the stub and its solution, marked so that nbgrader takes it out for students."""
    return f"{exercise.stub}\n\n\n### BEGIN SOLUTION\n{exercise.solution}\n### END SOLUTION"


def _nbgrader(cell: Cell, points: float) -> dict:
    """Return nbgrader's metadata (schema 3): who may edit the cell, and what it is worth.

    The answer to a question is a solution that somebody grades by hand.
    """
    role = cell.name.rsplit("-", 1)[-1]
    metadata = {
        "grade": role in ("check", "answer"),
        "grade_id": cell.name,
        "locked": role not in ("stub", "answer"),
        "schema_version": 3,
        "solution": role in ("stub", "answer"),
        "task": False,
    }
    return metadata | ({"points": points} if metadata["grade"] else {})
