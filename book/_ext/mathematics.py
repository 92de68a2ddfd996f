"""Mathematics as MathML, typed while the book is built: no script, nothing to load but a font.

Each formula keeps its LaTeX in `latex` (shown as `data-tex`, which is what a reader copies). Its
text becomes plain Unicode, so that page titles, the search index and previews can be read.
"""

import re
from functools import cache
from html import escape, unescape
from xml.etree import ElementTree

from docutils import nodes
from math_core import LatexError, LatexToMathML
from sphinx.util import logging

from plain_math import plain

NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)\w+;")  # of HTML, which XML does not know
OPENING, CLOSING, BREAKS = {"(", "[", "{"}, {")", "]", "}"}, {"=", "⋅", "⊙"}
LONG = 60  # characters of LaTeX, from which on a formula within a line may need a second one
BOXED = re.compile(r"\s*\\boxed\{(.*)\}\s*", re.DOTALL)
converter = LatexToMathML(fancy_error=False)
logger = logging.getLogger(__name__)


@cache
def mathml(latex: str, display: bool = False) -> str:
    """Return the formula as a MathML element that carries its LaTeX.

    Raises
    ------
    LatexError : LaTeX that cannot be read
    """
    inner = BOXED.fullmatch(latex)  # the frame is drawn around the formula, in every browser alike
    markup = converter.convert_with_local_state(inner[1] if inner else latex, displaystyle=display)
    markup = markup.replace("&ApplyFunction;", "\u2061")  # HTML knows the name, XML does not
    if display or len(latex) >= LONG:
        markup = in_pieces(markup)
    return markup.replace("<math", f'<math data-tex="{escape(latex.strip())}"', 1)


def in_pieces(markup: str) -> str:
    """Group what stands between the signs = and · of a formula, outside all parentheses.

    On a narrow screen the style sheet lets a long formula continue on the next line between two
    groups: before an equals sign, or before a further factor.
    """
    formula = ElementTree.fromstring(NAMED.sub(lambda name: unescape(name[0]), markup))
    pieces, depth = [[]], 0
    for child in formula:
        sign = child.text if child.tag == "mo" else ""
        depth += (sign in OPENING) - (sign in CLOSING)
        if sign in BREAKS and depth == 0 and pieces[-1]:
            pieces.append([])
        pieces[-1].append(child)
    if len(pieces) == 1:
        return markup
    formula[:] = [ElementTree.Element("mrow") for _ in pieces]
    for row, piece in zip(formula, pieces, strict=True):
        row[:] = piece
    return ElementTree.tostring(formula, encoding="unicode")


def keep_latex(app, doctree):
    """Move the LaTeX of every formula to its attribute, and put plain Unicode in its place."""
    for kind in (nodes.math, nodes.math_block):
        for node in doctree.findall(kind):
            latex = node["latex"] = node.astext()
            try:
                node[:] = [nodes.Text(plain(mathml(latex)))]
            except LatexError as error:
                logger.warning("cannot read the formula %s: %s", latex, error, location=node)
                node["latex"] = ""


def plain_titles(app, doctree):
    """Where a title is quoted (contents, next chapter, search, browser tab), use plain Unicode."""
    env, page = app.env, app.env.docname
    for copy in (env.titles[page], env.longtitles[page], env.tocs[page]):
        for node in list(copy.findall(nodes.math)):
            node.replace_self(nodes.Text(node.astext()))


def visit_math(self, node):
    """Write a formula within a line."""
    self.body.append(mathml(node["latex"]))
    raise nodes.SkipNode


def visit_math_block(self, node):
    """Write a displayed formula: a box that scrolls, and beside it the number that links to it."""
    label, number = node.get("label"), node.get("number")
    boxed = " boxed" if BOXED.fullmatch(node["latex"]) else ""
    anchor = f' id="equation-{label}"' if label else ""
    self.body.append(f'<div class="math equation{boxed}"{anchor}>')
    self.body.append(f'<div class="formula">{mathml(node["latex"], display=True)}</div>')
    if label:
        link = f'<a href="#{label}" aria-label="Link to equation ({number})">({number})</a>'
        self.body.append(f'<span class="eqno" id="{label}">{link}</span>')
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the renderer; choose it with `html_math_renderer: mathml`."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
    app.connect("doctree-read", keep_latex, priority=50)  # before Sphinx collects the titles
    app.connect("doctree-read", plain_titles, priority=900)  # and after
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
