"""Put every table in a box that scrolls sideways, so that a phone never has to.

An empty corner above the first column gets a heading that only screen readers hear.
"""

from docutils import nodes

CORNER = "Quantity"


def box_tables(app, doctree):
    """Wrap each table in a container of class `wide`; name its empty corner."""
    for table in list(doctree.findall(nodes.table)):
        box = nodes.container(classes=["wide"])
        table.replace_self(box)
        box += table
        corner = next(table.findall(nodes.entry))
        if not corner.astext().strip():
            corner[:] = [nodes.paragraph("", "", nodes.inline("", CORNER, classes=["unseen"]))]


def setup(app):
    """Run on each page as it is read."""
    app.connect("doctree-read", box_tables)
    return {"version": "4", "parallel_read_safe": True, "parallel_write_safe": True}
