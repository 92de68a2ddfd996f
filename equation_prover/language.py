"""What the two languages of the book share: how LaTeX is read, and which trees look alike."""

from functools import lru_cache

from lark import Lark, Token, Transformer, Tree
from lark.exceptions import UnexpectedInput, UnexpectedToken, VisitError


class LatexError(ValueError):
    """LaTeX outside the book's language, or a name the network does not have."""


@lru_cache(maxsize=2)
def _lark(grammar: str) -> Lark:
    return Lark(grammar, parser="lalr", propagate_positions=True, maybe_placeholders=False)


def read(grammar: str, latex: str) -> Tree:
    """Return the tree with every bracket kept, and `meta.start_pos`, `meta.end_pos` everywhere."""
    try:
        return _lark(grammar).parse(latex)
    except UnexpectedInput as error:
        if isinstance(error, UnexpectedToken) and error.token.type == "$END":
            raise LatexError("the LaTeX ends too early") from None
        rest = latex[error.pos_in_stream :]
        raise LatexError(f"cannot read the LaTeX from '{rest[:30]}' on") from None


class Canonical(Transformer):
    """Takes brackets and signs out of a tree; a subclass says how its language writes names."""

    def canonical(self, tree: Tree) -> Tree:
        """Return the tree with canonical names; raises LatexError for what no name may be."""
        try:
            return self.transform(tree)
        except VisitError as error:
            raise error.orig_exc from None

    def group(self, children):
        return children[0]

    def number(self, children):
        return Tree("number", [int(children[0])])

    def derivative(self, children):
        top, below = children
        if any(top.find_data("derivative")):
            raise LatexError("a derivative inside a derivative is more than this book needs")
        return Tree("derivative", [top, below])

    def rate_of(self, children):
        return self.derivative(children[::-1])

    def add(self, children):
        return Tree("add", _without_signs(children))

    def subtract(self, children):
        return Tree("subtract", _without_signs(children))

    def negative(self, children):
        return Tree("negative", _without_signs(children))


def _without_signs(children):
    return [child for child in children if not isinstance(child, Token)]
