"""A book of eleven small notebooks: the document's 55 equations in the book's format, no prose."""

import json
import re
from pathlib import Path

import nbformat

DATA = Path(__file__).parents[1] / "data"
BOOK = Path(__file__).parents[2] / "book"
EQUATIONS = json.loads((DATA / "equations.json").read_text(encoding="utf-8"))
VECTOR_FORMS = json.loads((DATA / "vector_forms.json").read_text(encoding="utf-8"))

# The last equation of each chapter, from the document.
LAST_EQUATION = (0, 4, 5, 6, 12, 28, 33, 36, 40, 51, 55)


def forms_of(chapter: int) -> list[str]:
    """Return the numbers of the vector forms that a chapter of the book has, in its order."""
    [path] = BOOK.glob(f"{chapter:02}-*.ipynb")
    cells = nbformat.read(path, as_version=4).cells
    return re.findall(r"^\$\$ \(vec-(\d+)\)$", "\n".join(c.source for c in cells), re.MULTILINE)


def block(latex: str, label: str, reason: str = "") -> str:
    """Write one equation as a chapter does."""
    above = f"*{reason}.* Because.\n\n" if reason else "In words.\n\n"
    return f"{above}$$\n{latex}\n$$ ({label})"


def reason_for(latex: str) -> str:
    return "Result" if latex.startswith(r"\boxed") else "Algebra"


def cells_of(chapter: int, equations: dict, forms: dict) -> list[str]:
    """Return the Markdown cells of one chapter, the title first."""
    numbers = range((0, *LAST_EQUATION)[chapter - 1] + 1, LAST_EQUATION[chapter - 1] + 1)
    return [
        f"# {chapter} A chapter",
        *(block(equations[str(n)], f"eq-{n}", reason_for(equations[str(n)])) for n in numbers),
        *(block(forms[n], f"vec-{n}") for n in forms_of(chapter)),
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
