"""Keep a formula and the punctuation that follows it on one line."""

import re

from docutils import nodes

from mathematics import LONG

FOLLOWS = re.compile(r"[.,;:?!)\]’”%]+")


def keep_together(app, doctree):
    """Put each formula within a line, and the punctuation right behind it, into one inline box."""
    for formula in list(doctree.findall(nodes.math)):
        parent = formula.parent
        place = parent.index(formula)
        after = parent[place + 1] if place + 1 < len(parent) else None
        found = FOLLOWS.match(after) if isinstance(after, nodes.Text) else None
        if found and len(formula["latex"]) < LONG:  # a longer one fills a phone's line
            box = nodes.inline("", "", formula.deepcopy(), nodes.Text(found[0]))
            box["classes"].append("together")
            parent[place : place + 2] = [box, nodes.Text(after[found.end() :])]


def setup(app):
    """Run on each page as it is read, once titles are copied."""
    app.connect("doctree-read", keep_together, priority=950)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
