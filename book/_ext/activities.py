"""Predictions, and derivations to put in order: their cells come to life on the page.

The cell that calls them is for notebooks; a page shows what it gave, without the code. The lines to
order are read off the chapters as the prover reads them, whenever the site is built.
"""

import json
import re
import sys
from hashlib import sha256
from itertools import chain
from pathlib import Path

from docutils import nodes

import live
from mathematics import in_pieces

sys.path.insert(0, str(Path(__file__).parents[2]))

from backprop_lib.activities import page
from equation_prover.derivations import derivations

MARK = 'data-activity="'
ORDER = re.compile(r"order-(\d+)")  # its anchor; solved, it is the chapter's exercise 0


def show(app, doctree):
    """Put each activity in the place of its cell."""
    for cell in list(doctree.findall(nodes.container)):
        if cell.get("nb_element") != "cell_code":
            continue
        raws = [raw for raw in cell.findall(nodes.raw) if MARK in raw.astext()]
        if not raws:
            continue
        html = raws[0].astext()
        if found := ORDER.search(html):
            live.count(app.env, app.env.docname, f"{found[1]}.0", found[0])
        cell.parent[cell.parent.index(cell)] = nodes.raw("", html, format="html")


def write(app):
    """Write scripts, styles of ordering and derivations where Sphinx picks up static files."""
    folder = Path(app.doctreedir).parent / "activities_static"
    folder.mkdir(parents=True, exist_ok=True)
    found = derivations(Path(app.srcdir, "book"))
    for line in chain.from_iterable(chain.from_iterable(found.values())):
        line["math"] = in_pieces(line["math"])
    data = json.dumps(found, ensure_ascii=False)
    files = {
        "activities.js": page.script(),
        "order.css": page.page_stylesheet("order"),
        "order.js": page.order_script(),
        "derivation_data.js": f"window.derivationData = {data};\n",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    app.config.html_static_path.append(str(folder))
    app.activities_version = sha256("".join(files.values()).encode()).hexdigest()[:8]


def setup(app):
    """Connect: files before the build, cells as pages are read."""
    app.connect("builder-inited", write)
    app.connect("doctree-read", show, priority=40)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
