"""Put every table in a box that scrolls sideways, so that a phone never has to.

An empty corner above the first column heads nothing and becomes a plain cell; the cells below it
then head their rows.
"""

from docutils import nodes


class corner(nodes.entry):  # noqa: N801 (docutils names its nodes in lower case)
    """An empty cell in a table's head."""


class row_head(nodes.entry):  # noqa: N801
    """The first cell of a row, in a table with an empty corner."""


def visit_row_head(self, node):
    """Write a header cell for its row."""
    self.body.append('<th scope="row">')


def depart_row_head(self, node):
    """Close the cell."""
    self.body.append("</th>\n")


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
        first, *rest = [row[0] for row in table.findall(nodes.row)]
        if not first.astext().strip():
            first.replace_self(corner())
            for cell in rest:
                cell.replace_self(row_head("", *cell.children))


def setup(app):
    """Run on each page as it is read."""
    app.add_node(corner, html=(visit_corner, depart_corner))
    app.add_node(row_head, html=(visit_row_head, depart_row_head))
    app.connect("doctree-read", box_tables)
    return {"version": "3", "parallel_read_safe": True, "parallel_write_safe": True}
