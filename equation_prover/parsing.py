r"""Turn the LaTeX of one displayed equation into a tree.

Why a grammar of our own: SymPy's LaTeX reader takes `W^{L-1}` for a power and `a^L(1 - a^L)` for
a function call, and knows neither `\boxed` nor `\implies` nor a line that begins with `=`. The
book's language is small; the grammar below is all of it, and anything else is an error.

A layer is part of a name: `z^L` is the name z2, `z^{L-1}` is z1, as in backprop_lib.
"""

from functools import lru_cache

from lark import Tree

from .language import Canonical, LatexError, read

GRAMMAR = r"""
start: "\\boxed" "{" relation "}"     -> boxed
     | relation "\\implies" relation  -> implies
     | relation                       -> plain
     | continuation                   -> plain

relation: sum ("=" sum)+
continuation: ("=" sum)+

?sum: product
    | MINUS product          -> negative
    | sum PLUS product       -> add
    | sum MINUS product      -> subtract

?product: matrix_product
        | product "\\odot" matrix_product  -> elementwise
?matrix_product: factor
               | factor (_DOT? factor)+    -> product

?factor: atom
       | atom "^" exponent          -> power
       | "e" "^" "{" sum "}"        -> exponential
       | atom "^" ("\\top" | "{" "\\top" "}")  -> transpose
       | _SUM "_" "{" INDEX ("," INDEX)* "}" factor         -> sum_over
       | _FRAC "{" "d" "}" "{" "d" name "}" factor           -> rate_of
       | _FRAC "{" _PARTIAL "}" "{" _PARTIAL name "}" factor  -> rate_of
exponent: NUMBER | "{" (MINUS)? NUMBER "}"

?atom: name
     | NUMBER                                        -> number
     | "\\sigma" "(" sum ")"                         -> sigma
     | "(" sum ")"                                   -> group
     | "[" sum "]"                                   -> group
     | _LEFT "(" sum _RIGHT ")"                      -> group
     | _LEFT "[" sum _RIGHT "]"                      -> group
     | "\\mathbf" "{" "1" "}"                        -> ones
     | "\\delta" "_" "{" INDEX INDEX "}"             -> kronecker
     | _FRAC "{" sum "}" "{" sum "}"                 -> fraction
     | _FRAC "{" "d" top "}" "{" "d" name "}"                -> derivative
     | _FRAC "{" _PARTIAL top "}" "{" _PARTIAL name "}"      -> derivative

?top: name
    | "\\sigma"              -> sigma_of_what
    | "\\sigma" "(" sum ")"  -> sigma

name: LETTER LAYER? (_UNDER INDEX | _UNDER "{" INDEX+ "}")?

LETTER: "C_0" | "C" | /[abzWxym]/
LAYER: /\^\s*(L|\{\s*L\s*\}|\{\s*L\s*-\s*1\s*\})/
INDEX: /[ijks]/
NUMBER: /\d+/
PLUS: "+"
MINUS: "-"
_UNDER: "_"
_DOT: "\\cdot"
_SUM: "\\sum"
_FRAC: "\\frac"
_PARTIAL: "\\partial"
_LEFT: "\\left"
_RIGHT: "\\right"
_SPACE: /\s+/ | "\\," | "\\;" | "\\quad"
%ignore _SPACE
"""

# Which letters carry a layer, which never do, and which may stand alone (the z of sigma(z)).
LAYERED, PLAIN, EITHER = set("abW"), {"C_0", "C", "x", "y", "m"}, {"z"}


def parse_with_positions(latex: str) -> Tree:
    """Return the tree with every bracket kept, and `meta.start_pos`, `meta.end_pos` everywhere."""
    return read(GRAMMAR, latex)


@lru_cache(maxsize=4096)
def parse(latex: str) -> Tree:
    """Return the tree of a displayed equation: `boxed`, `implies` or `plain` over relations.

    Brackets are gone (the tree says what belongs together) and names are canonical: `z^{L-1}` is
    Tree("name", ["z1"]), with its indices after it if it has any.
    """
    return _Canonical().canonical(parse_with_positions(latex))


def name_of(letter: str, layer: str | None) -> str:
    """Return the canonical name of a letter with its layer superscript (or None)."""
    if layer is None and letter in LAYERED:
        raise LatexError(f"{letter} needs a layer: {letter}^L or {letter}^{{L-1}}")
    if layer is not None and letter in PLAIN:
        raise LatexError(f"{letter} belongs to no layer, but has the superscript {layer}")
    number = "" if layer is None else "1" if "1" in layer else "2"
    return letter.replace("_", "") + number


def named(tree: Tree) -> str:
    """Return the canonical name that a `name` tree holds."""
    return str(tree.children[0])


def as_latex(name: str) -> str:
    """Return a canonical name as the book writes it: z^{L-1} for z1, C_0 for C0."""
    if name == "C0":
        return "C_0"
    return name.replace("1", "^{L-1}").replace("2", "^L").replace("sigma", r"\sigma(z)")


class _Canonical(Canonical):
    def name(self, children):
        letter, *rest = children
        layer = next((str(token) for token in rest if token.type == "LAYER"), None)
        indices = [str(token) for token in rest if token.type == "INDEX"]
        return Tree("name", [name_of(str(letter), layer), *indices])

    def exponent(self, children):
        return int("".join(children))

    def sigma_of_what(self, children):
        return None  # the sigma of "d sigma / dz"; `derivative` knows of what

    def derivative(self, children):
        top, below = children
        return super().derivative([top or Tree("sigma", [below]), below])
