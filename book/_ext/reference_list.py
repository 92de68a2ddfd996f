"""Mark up the bibliography as a list of items, which is what assistive technology expects.

docutils gives each entry the role `doc-biblioentry`, which ARIA has since withdrawn.
"""

from docutils import nodes


def visit_citation(self, node):
    """Open an entry."""
    before = node.parent[: node.parent.index(node)]
    if not before or not isinstance(before[-1], nodes.citation):
        self.body.append('<div role="list" class="citation-list">\n')
    self.body.append(self.starttag(node, "div", CLASS="citation", role="listitem"))


def depart_citation(self, node):
    """Close an entry, and after the last one the list."""
    self.body.append("</div>\n")
    after = node.parent[node.parent.index(node) + 1 :]
    if not after or not isinstance(after[0], nodes.citation):
        self.body.append("</div>\n")


def setup(app):
    """Replace the writer's markup of a citation."""
    app.add_node(nodes.citation, override=True, html=(visit_citation, depart_citation))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
