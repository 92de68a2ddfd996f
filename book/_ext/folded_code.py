"""Fold the code of cells tagged `hide-input`, which only import or draw: closed until asked for.

MyST-NB does the folding. Its summary has a label that no one can see, other than the text that
everyone can, so the tags are written here.
"""

from myst_nb.sphinx_ import HideCodeCellNode


def visit(self, node):
    """Open the fold, with what it holds as its name."""
    self.body.append('<details class="folded"><summary>The code</summary>\n')


def depart(self, node):
    """Close the fold."""
    self.body.append("</details>\n")


def setup(app):
    """Replace how MyST-NB writes a folded cell."""
    app.add_node(HideCodeCellNode, override=True, html=(visit, depart))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
