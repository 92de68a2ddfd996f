"""The chapters as the tests read them: from the committed notebooks."""

import json
import re
from functools import cache
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "book"
CHAPTERS = sorted(BOOK.glob("[0-9][0-9]-*.ipynb"))[:11]
BEYOND = sorted(BOOK.glob("[0-9][0-9]-*.ipynb"))[11:]  # the chapters that leave the document
NOTEBOOKS = sorted(BOOK.glob("*.ipynb"))
TEMPLATE = ROOT / "tools" / "chapter_template.ipynb"  # keeps all the rules that a chapter keeps
SOURCE = {
    int(n): latex
    for n, latex in json.loads(
        (ROOT / "tests/data/equations.json").read_text(encoding="utf-8")
    ).items()
}

LABELED = re.compile(
    r"^\$\$\n(?P<latex>[^$]+?)\n\$\$ \((?P<label>[^)]+)\)$", re.MULTILINE | re.DOTALL
)


def read(path):
    """Return a notebook."""
    return nbformat.read(path, as_version=4)


def cells(path, kind):
    """Return the cells of one kind: `markdown` or `code`."""
    return [cell for cell in read(path).cells if cell.cell_type == kind]


@cache
def text(path):
    """Return all Markdown of a notebook."""
    return "\n\n".join(cell.source for cell in cells(path, "markdown"))


def equations(path):
    """Return (label, LaTeX) of each labeled equation of a notebook, in order."""
    return [(match["label"], match["latex"]) for match in LABELED.finditer(text(path))]


def figures():
    """Return (notebook name, SVG, alt text) of each figure in the committed outputs."""
    return [
        (path.name, output.data["image/svg+xml"], output.data["text/plain"])
        for path in NOTEBOOKS
        for cell in cells(path, "code")
        for output in cell.outputs
        if "image/svg+xml" in output.get("data", {})
    ]
