"""Make a page run: names for its cells, and the list of exercises.

Nothing here asks for Python. A page loads that only when its reader presses a button; what happens
then is in book/_static/live.
"""

import json
import re
from pathlib import Path

from docutils import nodes

CHECK = re.compile(r"exercise-(\d+-\d+)-check")


def count(env, docname: str, number: str, anchor: str = ""):
    """Add one to the book's exercises: it is ticked once `exercise/number` is kept as passed.

    anchor : where it is on its page, if not at `exercise-NUMBER`
    """
    entry = f"{number}#{anchor}" if anchor else number
    env.book_exercises.setdefault(docname, []).append(entry)


def name_cells(app, doctree):
    """Give each code cell its id in the notebook as an anchor; count the exercises."""
    env = app.env
    path = Path(env.doc2path(env.docname))
    if path.suffix != ".ipynb":
        return
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for node in doctree.findall(nodes.container):
        if node.get("nb_element") != "cell_code":
            continue
        name = cells[node["cell_index"]]["id"]
        node["ids"].append(f"cell-{name}")
        if found := CHECK.fullmatch(name):
            number = found[1].replace("-", ".")
            node.parent["ids"].append(f"exercise-{number}")
            count(env, env.docname, number)


def begin(app):
    """Make room for the list of exercises."""
    if not hasattr(app.env, "book_exercises"):
        app.env.book_exercises = {}


def forget(app, env, docname):
    """Forget the exercises of a page that is read again."""
    getattr(env, "book_exercises", {}).pop(docname, None)


def merge(app, env, docnames, other):
    """Take over what another process has read."""
    env.book_exercises.update(
        {name: found for name, found in other.book_exercises.items() if name in docnames}
    )


def setup(app):
    """Run as pages are read."""
    app.connect("builder-inited", begin)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("doctree-read", name_cells)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
