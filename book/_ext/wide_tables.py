"""Put every table in a box that scrolls sideways, so that a phone never has to.

An empty corner above the first column becomes a plain cell: it heads nothing.
"""

from docutils import nodes


class corner(nodes.entry):  # noqa: N801 (docutils names its nodes in lower case)
    """An empty cell in a table's head."""


def visit_corner(self, node):
    """Write a data cell where an empty header cell would be."""
    self.body.append("<td>")


def depart_corner(self, node):
    """Close the cell."""
    self.body.append("</td>\n")


def box_tables(app, doctree):
    """Wrap each table in a container of class `wide`; find its empty corners."""
    for table in list(doctree.findall(nodes.table)):
        box = nodes.container(classes=["wide"])
        table.replace_self(box)
        box += table
        for head in table.findall(nodes.thead):
            for entry in list(head.findall(nodes.entry)):
                if not entry.astext().strip():
                    entry.replace_self(corner())


def setup(app):
    """Run on each page as it is read."""
    app.add_node(corner, html=(visit_corner, depart_corner))
    app.connect("doctree-read", box_tables)
    return {"version": "2", "parallel_read_safe": True, "parallel_write_safe": True}
