"""Number equations as the document does: the label `eq-24` is equation (24).

So is `vec-3` (V3), and `deep-7`, beyond the document, (D7).

Sphinx counts labeled equations in the order in which it happens to read them, and an incremental
build reads only the changed chapters. Taking the number from the label is right in any order.
"""

import re
from typing import ClassVar

from sphinx.domains import ObjType
from sphinx.domains.math import MathDomain
from sphinx.errors import ExtensionError

LABEL = re.compile(r"(?P<kind>eq|vec|deep)-(?P<number>[1-9][0-9]*)")

PREFIX = {"eq": "", "vec": "V", "deep": "D"}


class DocumentMathDomain(MathDomain):
    """Sphinx's math domain with the number taken from the label, and equations one can search."""

    object_types: ClassVar = {"equation": ObjType("equation", "eq")}

    def note_equation(self, docname, labelid, location=None):
        super().note_equation(docname, labelid, location)
        label = LABEL.fullmatch(labelid)
        if not label:
            raise ExtensionError(
                f"{docname}: an equation's label must be eq-N, vec-N or deep-N; got {labelid!r}."
            )
        self.equations[labelid] = (docname, PREFIX[label["kind"]] + label["number"])

    def get_type_name(self, type, primary=False):
        """Call an equation in the search results just that."""
        return type.lname

    def get_objects(self):
        """List the equations for the search index: (name, shown, type, page, anchor, priority)."""
        for label, (docname, number) in self.equations.items():
            yield f"Equation {number}", f"Equation {number}", "equation", docname, label, 1


def setup(app):
    """Register the domain in place of Sphinx's own."""
    app.add_domain(DocumentMathDomain, override=True)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
