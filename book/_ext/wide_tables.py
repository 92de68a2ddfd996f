"""Put every table in a box that scrolls sideways, so that a phone never has to.

An empty corner above the first column gets a heading that only screen readers hear. A table of many
columns becomes a list of cards on a phone, each cell with the heading of its column.
"""

from docutils import nodes

CORNER = "Quantity"
MANY = 5  # columns, from which on a table is wider than a phone


def box_tables(app, doctree):
    """Wrap each table in a container of class `wide`; name its empty corner."""
    for table in list(doctree.findall(nodes.table)):
        box = nodes.container(classes=["wide"])
        table.replace_self(box)
        box += table
        head, *rows = ([*row.findall(nodes.entry)] for row in table.findall(nodes.row))
        if not head[0].astext().strip():
            head[0][:] = [nodes.paragraph("", "", nodes.inline("", CORNER, classes=["unseen"]))]
        if len(head) >= MANY:
            box["classes"].append("cards")
            for row in rows:
                for cell, heading in zip(row, head, strict=True):
                    label(cell, heading)


def label(cell, heading):
    """Put the heading of its column before what a cell says; only a phone shows it."""
    if cell.children and heading.astext().strip() != CORNER:
        copies = [node.deepcopy() for part in heading.children for node in part.children]
        cell.children[0].insert(0, nodes.inline("", "", *copies, classes=["column"]))


def setup(app):
    """Run on each page as it is read."""
    app.connect("doctree-read", box_tables)
    return {"version": "5", "parallel_read_safe": True, "parallel_write_safe": True}
