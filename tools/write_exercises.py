"""Write the exercises of the catalog into the chapters, and the solutions page.

`python tools/write_exercises.py` may be run again and again: it replaces what it wrote before and
keeps the outputs of cells that did not change. Run `make notebooks` afterwards.
"""

import ast
import sys
from pathlib import Path

import nbformat
from saving import load, save

from backprop_lib.activities.page import derivations
from backprop_lib.exercises import EXERCISES
from backprop_lib.exercises.cells import Cell, exercise_cells, imports_for, solution_cells
from backprop_lib.exercises.exercise import PROOF, Exercise

BOOK = Path(__file__).parents[1] / "book"
BEFORE = "## What you now know"
INTRODUCTION = """## Exercises

Replace each `...`, run the cell, and run the check below it.
Worked answers are on the [solutions page](solutions.ipynb)."""
AGAIN = """:
before you run an earlier cell again, run the chapter from the top."""
ORDER = """from backprop_lib.activities import order

order({})"""
SOLUTIONS = """# Solutions

One worked answer to every exercise. Yours may look different and be just as right:
a check compares what an answer computes, not how it is written.
Try first, look second."""


def section(chapter: int, have: set[str], held: set[str]) -> list[Cell]:
    """Return the cells of a chapter's section.

    have, held : the names that the chapter imports, and those that its cells share
    """
    exercises = [e for e in EXERCISES.values() if e.chapter == chapter]
    ordering = any(int(name[:2]) == chapter for name in derivations())
    return [
        Cell("exercise-introduction", "markdown", INTRODUCTION + warning(exercises, held)),
        Cell("exercise-imports", "code", imports_for(exercises, have)),
        *([Cell("exercise-order", "code", ORDER.format(chapter))] if ordering else []),
        *(cell for exercise in exercises for cell in exercise_cells(exercise)),
    ]


def warning(exercises: list[Exercise], held: set[str]) -> str:
    """Return a sentence about exercises that give something else to names which cells share."""
    proofs = [e for e in exercises if e.kind == PROOF and held & {*e.symbols}]
    letters = sorted({f"`{name}`" for e in proofs for name in held & {*e.symbols}})
    parts = []
    if proofs:
        several = len(proofs) > 1
        who = f"Exercise{'s' * several} {_listed([e.id for e in proofs])}"
        what = "a letter" if len(letters) == 1 else "letters"
        parts = [f"{who} {'turn' if several else 'turns'} {_listed(letters)} into {what}"]
    parts += [
        f"Exercise {e.id} defines a `{e.name}` of its own" for e in exercises if e.name in held
    ]
    return "".join(f"\n{part}{AGAIN}" for part in parts)


def _listed(words: list[str]) -> str:
    return " and ".join(", ".join(words).rsplit(", ", 1))


def solutions() -> list[Cell]:
    """Return the cells of the solutions page."""
    cells = [
        Cell("exercise-introduction", "markdown", SOLUTIONS),
        Cell("exercise-imports", "code", imports_for(EXERCISES.values())),
    ]
    for path in chapters():
        number = int(path.name[:2])
        title = f"## [Chapter {number}]({path.name})"
        cells.append(Cell(f"exercise-chapter-{number}", "markdown", title))
        for exercise in EXERCISES.values():
            if exercise.chapter == number:
                cells += solution_cells(exercise)
    return cells


def chapters() -> list[Path]:
    """Return the paths of the chapters that have exercises."""
    numbers = {exercise.chapter for exercise in EXERCISES.values()}
    return [path for path in all_chapters() if int(path.name[:2]) in numbers]


def all_chapters() -> list[Path]:
    """Return the paths of all chapters, in order."""
    return sorted(BOOK.glob("[0-9][0-9]-*.ipynb"))


def insert(notebook, name: str) -> None:
    """Put the exercises of a chapter into its notebook, in place, replacing what was there.

    `name` is the file's. A chapter without exercises gets no section. Raises a ValueError where the
    title has another number than the file, or the section would have no place.
    """
    old = {cell.id: cell for cell in notebook.cells if cell.id.startswith("exercise-")}
    rest = [cell for cell in notebook.cells if cell.id not in old]
    number = int(name[:2])
    if not rest or rest[0].source.split()[:2] != ["#", str(number)]:
        raise ValueError(f'{name} must begin with the title of its chapter, "# {number} …".')
    new = []
    if any(exercise.chapter == number for exercise in EXERCISES.values()):
        new = [as_node(cell, old) for cell in section(number, imported(rest), shared(rest))]
    where = next((k for k, cell in enumerate(rest) if cell.source.startswith(BEFORE)), None)
    if where is None:
        raise ValueError(f'{name} needs a cell that begins with "{BEFORE}"; it has none.')
    notebook.cells = [*rest[:where], *new, *rest[where:]]


def as_node(cell: Cell, old: dict):
    """Return a notebook cell, the old one if it says the same."""
    if cell.name in old and old[cell.name].source == cell.source:
        return old[cell.name]
    make = nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
    return make(cell.source, id=cell.name)


def imported(cells) -> set[str]:
    """Return the names that the code cells import."""
    imports = [n for n in ast.walk(_tree(cells)) if isinstance(n, ast.Import | ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names}


def shared(cells) -> set[str]:
    """Return the names that a code cell takes from an earlier one, which run again would miss."""
    made: set[str] = set()
    found: set[str] = set()
    for cell in cells:
        own = imported([cell])
        for statement in _tree([cell]).body:
            names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
            read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
            found |= (read - own) & made
            own |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
            own |= {statement.name} if isinstance(statement, ast.FunctionDef) else set()
        made |= own
    return found


def _tree(cells):
    return ast.parse("\n".join(cell.source for cell in cells if cell.cell_type == "code"))


def main() -> int:
    """Refresh the section of every chapter, and the solutions page."""
    for path in all_chapters():
        notebook = load(path)
        insert(notebook, path.name)
        save(path, notebook)
    path = BOOK / "solutions.ipynb"
    page = load(path) if path.exists() else nbformat.v4.new_notebook()
    old = {node.id: node for node in page.cells}
    page.cells = [as_node(cell, old) for cell in solutions()]
    save(path, page)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except ValueError as problem:
        sys.exit(str(problem))
