"""Code that only imports or draws is folded away, and nothing else is."""

import ast

import pytest
from chapters import BEYOND, CHAPTERS, TEMPLATE, cells
from test_site import page

EVERY = [*CHAPTERS, *BEYOND]
each_chapter = pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)


def folded(cell):
    return "hide-input" in cell.metadata.get("tags", [])


def draws(cell):
    return any("image/svg+xml" in output.get("data", {}) for output in cell.outputs)


def only_imports(cell):
    imports = (ast.Import, ast.ImportFrom)
    return all(isinstance(node, imports) for node in ast.parse(cell.source).body)


def only_prepares_or_draws(cell):
    """Whether a cell is imports, names for what is drawn, and one picture; it prints nothing."""
    quiet = all("data" in output for output in cell.outputs)
    prepare = (ast.Assign, ast.AugAssign, ast.For, ast.FunctionDef)
    kinds = (ast.Import, ast.ImportFrom, *prepare, ast.Expr)
    return quiet and all(isinstance(node, kinds) for node in ast.parse(cell.source).body)


@pytest.mark.parametrize("path", [*EVERY, TEMPLATE], ids=lambda path: path.stem)
def test_code_that_draws_a_figure_is_folded(path):
    for cell in cells(path, "code"):
        assert folded(cell) or not draws(cell), cell.source
        if cell.id != "exercise-imports":  # that one stands where answers are written
            assert folded(cell) or not only_imports(cell), cell.source
        assert only_prepares_or_draws(cell) or not folded(cell), cell.source


@each_chapter
def test_a_fold_is_closed_says_what_it_holds_and_leaves_the_picture_outside(path):
    soup = page(path.stem)
    folds = soup.select(".cell > details.folded")
    assert len(folds) == sum(map(folded, cells(path, "code"))) > 0
    for fold in folds:
        assert not fold.has_attr("open")
        assert fold.summary.get_text() == "The code"
        assert fold.select_one(".cell_input pre")
        assert not fold.select_one(".cell_output")
