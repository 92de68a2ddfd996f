"""Make every row of the index of symbols a search result: `dC0_dW2` leads to its row."""

from typing import ClassVar

from docutils import nodes
from sphinx.domains import Domain, ObjType

PAGE = "book/symbols"


class SymbolDomain(Domain):
    """The book's symbols, by code name: where each row of their table is."""

    name = "symbol"
    label = "Symbols of the book"
    object_types: ClassVar = {"symbol": ObjType("symbol")}
    initial_data: ClassVar = {"symbols": {}}
    data_version = 1

    def clear_doc(self, docname):
        """Forget the symbols of a page that is read again."""
        if docname == PAGE:
            self.data["symbols"] = {}

    def process_doc(self, env, docname, document):
        """Note each table row with a code name in its second cell, and give it an anchor."""
        if docname != PAGE:
            return
        for row in document.findall(nodes.row):
            cells = [cell.astext() for cell in row]
            if any(row[1].findall(nodes.literal)):
                anchor = nodes.make_id(f"symbol-{cells[1].replace('_', '-')}")
                row["ids"].append(anchor)
                self.data["symbols"][f"{cells[1]}: {cells[0]}"] = anchor

    def get_type_name(self, type, primary=False):
        """Call a symbol in the search results just that."""
        return type.lname

    def get_objects(self):
        """List the symbols for the search index."""
        for name, anchor in self.data["symbols"].items():
            yield name, name.replace(".", " "), "symbol", PAGE, anchor, 0

    def resolve_any_xref(self, *_):
        """Offer no link targets: symbols are found by searching."""
        return []

    def merge_domaindata(self, docnames, other):
        """Take over what a parallel reader found."""
        if PAGE in docnames:
            self.data["symbols"] = other["symbols"]


def setup(app):
    """Register the domain."""
    app.add_domain(SymbolDomain)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
