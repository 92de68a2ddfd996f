r"""The LaTeX beyond the document: the language of `parsing`, with more names and functions.

A grammar of its own, so that the 55 equations are read as strictly as before: there, a stray
`\tanh` or `l+1` stays an error. Names have any layer, `a^{l-1}`, `\delta^L`, or none.
"""

import re
from functools import lru_cache

from lark import Token, Tree

from .language import Canonical, read

GRAMMAR = r"""
start: relation  -> plain
relation: sum "=" sum

?sum: product
    | MINUS product          -> negative
    | sum PLUS product       -> add
    | sum MINUS product      -> subtract

?product: matrix_product
        | product "\\odot" matrix_product  -> elementwise
?matrix_product: factor
               | big_sum
               | _factors              -> product
               | _factors _DOT? big_sum  -> product
               | factor _DOT? big_sum  -> product
_factors: factor _DOT? factor | _factors _DOT? factor
big_sum: _SUM "_" "{" INDEX "}" matrix_product

?factor: atom
       | atom "^" exponent          -> power
       | "e" "^" "{" sum "}"        -> exponential
       | atom "^" ("\\top" | "{" "\\top" "}")  -> transpose
       | _LN atom                   -> logarithm
       | _TANH atom                 -> tangent
       | _FRAC "{" "d" "}" "{" "d" name "}" factor           -> rate_of
       | _FRAC "{" _PARTIAL "}" "{" _PARTIAL name "}" factor  -> rate_of
exponent: NUMBER | "{" sum "}"

?atom: name
     | NUMBER                                        -> number
     | "\\sigma" "(" sum ")"                         -> sigma
     | "(" sum ")"                                   -> group
     | _LEFT "(" sum _RIGHT ")"                      -> group
     | "\\mathbf" "{" "1" "}"                        -> ones
     | DELTA _UNDER "{" INDEX INDEX "}"              -> kronecker
     | "\\max" "(" sum "," sum ")"                   -> maximum
     | "[" sum ">" sum "]"                           -> indicator
     | _LEFT "\\langle" sum _RIGHT "\\rangle"        -> average
     | _FRAC "{" sum "}" "{" sum "}"                 -> fraction
     | _FRAC "{" "d" name "}" "{" "d" name "}"                -> derivative
     | _FRAC "{" _PARTIAL name "}" "{" _PARTIAL name "}"      -> derivative

name: LETTER LAYER? (_UNDER INDEX | _UNDER "{" INDEX+ "}")?
    | DELTA LAYER (_UNDER INDEX | _UNDER "{" INDEX+ "}")?

LETTER: "C_0" | "C" | /[abhmnpstuvwxyzW]/
DELTA: "\\delta"
LAYER: /\^\s*(L|l|\{\s*[Ll]\s*([-+]\s*1)?\s*\})/
INDEX: /[ijk]/
NUMBER: /\d+/
PLUS: "+"
MINUS: "-"
_UNDER: "_"
_DOT: "\\cdot"
_SUM: "\\sum"
_LN: "\\ln"
_TANH: "\\tanh"
_FRAC: "\\frac"
_PARTIAL: "\\partial"
_LEFT: "\\left"
_RIGHT: "\\right"
_SPACE: /\s+/ | "\\," | "\\;" | "\\quad"
%ignore _SPACE
"""


def parse_with_positions(latex: str) -> Tree:
    """Return the tree with every bracket kept, and `meta.start_pos`, `meta.end_pos` everywhere."""
    return read(GRAMMAR, latex)


@lru_cache(maxsize=4096)
def parse(latex: str) -> Tree:
    """Return the tree of a displayed equation, brackets gone.

    A name is Tree("name", [letter, layer, *indices]) with the layer as a text, "" for none.
    """
    return _Canonical().canonical(parse_with_positions(latex))


class _Canonical(Canonical):
    def name(self, children):
        letter, *rest = children
        layers = [re.sub(r"[\s^{}]", "", token) for token in rest if token.type == "LAYER"]
        indices = [str(token) for token in rest if token.type == "INDEX"]
        plain = {"C_0": "C0", "\\delta": "delta"}.get(str(letter), str(letter))
        return Tree("name", [plain, *(layers or [""]), *indices])

    def exponent(self, children):
        (what,) = children
        return Tree("number", [int(what)]) if isinstance(what, Token) else what

    def kronecker(self, children):
        return Tree("kronecker", [str(token) for token in children if token.type == "INDEX"])

    def big_sum(self, children):
        return Tree("sum_over", [str(children[0]), children[1]])
