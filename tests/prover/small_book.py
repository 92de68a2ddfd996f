"""A book of eleven small notebooks: the document's 55 equations in the book's format, no prose."""

import json
from pathlib import Path

import nbformat

from equation_prover.reading import LAST

DATA = Path(__file__).parents[1] / "data"
EQUATIONS = json.loads((DATA / "equations.json").read_text(encoding="utf-8"))
VECTOR_FORMS = json.loads((DATA / "vector_forms.json").read_text(encoding="utf-8"))

# The last equation of each chapter, from the document, and the last vector form.
LAST_EQUATION = (0, 4, 5, 6, 12, 28, 33, 36, 40, 51, 55)
LAST_FORM = (0, 4, 6, 7, 8, 9, 10, 12, 13, 17, LAST["vec"])


def block(latex: str, label: str, reason: str = "") -> str:
    """Write one equation as a chapter does."""
    above = f"*{reason}.* Because.\n\n" if reason else "In words.\n\n"
    return f"{above}$$\n{latex}\n$$ ({label})"


def reason_for(latex: str) -> str:
    return "Result" if latex.startswith(r"\boxed") else "Algebra"


def cells_of(chapter: int, equations: dict, forms: dict) -> list[str]:
    """Return the Markdown cells of one chapter, the title first."""
    numbers = range((0, *LAST_EQUATION)[chapter - 1] + 1, LAST_EQUATION[chapter - 1] + 1)
    letters = range((0, *LAST_FORM)[chapter - 1] + 1, LAST_FORM[chapter - 1] + 1)
    return [
        f"# {chapter} A chapter",
        *(block(equations[str(n)], f"eq-{n}", reason_for(equations[str(n)])) for n in numbers),
        *(block(forms[str(n)], f"vec-{n}") for n in letters),
    ]


def write_notebook(path: Path, cells: list[str]) -> Path:
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [
        nbformat.v4.new_markdown_cell(cell, id=f"c{i}") for i, cell in enumerate(cells)
    ]
    nbformat.write(notebook, path)
    return path


def write_book(folder: Path, equations=EQUATIONS, forms=VECTOR_FORMS) -> Path:
    """Write eleven notebooks and return their folder."""
    folder.mkdir(exist_ok=True)
    for chapter in range(1, 12):
        cells = cells_of(chapter, equations, forms)
        write_notebook(folder / f"{chapter:02}-chapter.ipynb", cells)
    return folder
