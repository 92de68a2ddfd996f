"""Make a page run: names for its cells, the scripts that act on them, the list of exercises.

Nothing here asks for Python. A page loads that only when its reader presses a button; what happens
then is in book/_static/live.
"""

import json
import re
from pathlib import Path

from docutils import nodes

CHECK = re.compile(r"exercise-(\d+-\d+)-check")
EVERYWHERE = ("storage.js", "exercises.js", "book.js")  # what is solved shows on every page
WITH_CELLS = ("start.js",)


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
    folder = _folder(app)
    folder.mkdir(parents=True, exist_ok=True)
    app.config.html_static_path.append(str(folder.parent))


def forget(app, env, docname):
    """Forget the exercises of a page that is read again."""
    getattr(env, "book_exercises", {}).pop(docname, None)


def merge(app, env, docnames, other):
    """Take over what another process has read."""
    env.book_exercises.update(
        {name: found for name, found in other.book_exercises.items() if name in docnames}
    )


def write(app, env):
    """Write the list where Sphinx picks up static files: the exercises of each page."""
    pages = {page: env.book_exercises[page] for page in sorted(env.book_exercises)}
    script = f"window.bookExercises = {json.dumps(pages, separators=(',', ':'))};\n"
    (_folder(app) / "exercises.js").write_text(script, encoding="utf-8")


def add(app, pagename, templatename, context, doctree):
    """Load the scripts: a few kilobytes, before anything is pressed."""
    cells = 'id="cell-' in context.get("body", "")
    for name in EVERYWHERE + (WITH_CELLS if cells else ()):
        app.add_js_file(f"live/{name}", loading_method="defer")
    app.add_css_file("live/live.css")


COMMENTS = re.compile(r"^\s*(//.*|/\*[\s\S]*?\*/)\n|^ +", re.MULTILINE)


def lighten(app, error):
    """Leave the comments and indents of what every page loads in the repository: 2 kB of 6.

    Done here, as whole lines and no more; a minifier would be one more thing to install.
    """
    if error or app.builder.format != "html":
        return
    for name in (*EVERYWHERE, *WITH_CELLS, "live.css"):
        path = Path(app.outdir, "_static", "live", name)
        path.write_text(COMMENTS.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")


def _folder(app):
    return Path(app.doctreedir).parent / "live_static" / "live"


def setup(app):
    """Run as pages are read, and before each is written."""
    app.connect("builder-inited", begin)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("doctree-read", name_cells)
    app.connect("env-updated", write)
    app.connect("html-page-context", add)
    app.connect("build-finished", lighten)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
