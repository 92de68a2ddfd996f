"""Put every table in a box that scrolls sideways, so that a phone never has to."""

from docutils import nodes


def box_tables(app, doctree):
    """Wrap each table in a container of class `wide`."""
    for table in list(doctree.findall(nodes.table)):
        box = nodes.container(classes=["wide"])
        table.replace_self(box)
        box += table


def setup(app):
    """Run on each page as it is read."""
    app.connect("doctree-read", box_tables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
