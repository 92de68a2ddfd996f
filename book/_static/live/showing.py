"""The forms in which the page can show a value, as in a notebook: text, SVG, MathML, explorers."""

import io
import re
import sys


def bundle(value) -> dict:
    """Return a value's forms by MIME type, the plain text always among them."""
    data = {}
    if hasattr(value, "_repr_mimebundle_"):
        made = value._repr_mimebundle_()
        data = dict(made[0] if isinstance(made, tuple) else made or {})
    elif hasattr(value, "_repr_svg_"):
        data["image/svg+xml"] = value._repr_svg_()
    sympy = sys.modules.get("sympy")
    if sympy and isinstance(value, sympy.Basic | sympy.MatrixBase):
        data["application/mathml+xml"] = mathml(value)
    if hasattr(value, "config") and hasattr(value, "live"):  # an explorer, see anywidget below
        data["application/x-explorer"] = value.live()
    if "text/plain" not in data:
        data["text/plain"] = repr(value)
    return {"data": {kind: str(text) for kind, text in data.items() if kind in KINDS and text}}


KINDS = ("text/plain", "image/svg+xml", "application/mathml+xml", "application/x-explorer")


def mathml(value) -> str:
    """Return a SymPy value as MathML; names such as a^{L-1} become what they mean."""
    from sympy import mathml as printed

    text = printed(value, printer="presentation")
    return re.sub(r"<mi>\{(.*?)\}</mi>", _grouped, text)


def _grouped(match):
    """Write what stands in braces, such as L-1, as a row of its own."""
    parts = re.findall(r"[^\W\d]+|\d+|\S", match[1])
    tags = ["mi" if part.isalpha() else "mn" if part.isdigit() else "mo" for part in parts]
    row = "".join(
        f"<{tag}>{'−' if part == '-' else part}</{tag}>"
        for tag, part in zip(tags, parts, strict=True)
    )
    return f"<mrow>{row}</mrow>"


class Drawn:
    """A figure of pyplot's as SVG."""

    def __init__(self, figure):
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
        self.svg = buffer.getvalue()

    def _repr_svg_(self):
        return self.svg

    def __repr__(self):
        return "A figure drawn by this cell"


def figures_left_open():
    """Yield the figures that a cell drew with pyplot, and close them, as a notebook does."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    for number in pyplot.get_fignums() if pyplot else []:
        yield Drawn(pyplot.figure(number))
        pyplot.close(number)
