"""Decide a claim with SymPy.

Every name is expanded through the network until only x, y and the four parameters are left (and
the free z of the sigmoid). A derivative is taken of the expanded quantity on top, with the
variable below held as a variable of its own; only then is that variable expanded as well.
"""

import sympy as sp

from .claims import Claim, Rejected
from .meaning import Meaning

x, y, z = sp.symbols("x y z")
W1, b1, z1, a1, W2, b2, z2, a2 = sp.symbols("W1 b1 z1 a1 W2 b2 z2 a2")
sigma = sp.Function("sigma")

# The network of the document. This and nothing else is what equations (1) to (5) must agree with.
NETWORK = {
    "z1": W1 * x + b1,
    "a1": sigma(z1),
    "z2": W2 * a1 + b2,
    "a2": sigma(z2),
    "C0": (a2 - y) ** 2 / 2,
}
SIGMOID = 1 / (1 + sp.exp(-z))


class Symbolic(Meaning):
    """Trees as SymPy expressions; the names in `held` are variables and stay as they are."""

    def __init__(self, held: frozenset[str] = frozenset()):
        self.held = held

    def quantity(self, name, indices=()):
        if indices or name in ("C", "m"):
            raise Rejected("form", "indices, C and m belong to the vector forms")
        if name in self.held or name not in NETWORK:
            return sp.Symbol(name)
        formula = NETWORK[name]
        inner = {symbol: self.quantity(symbol.name) for symbol in formula.free_symbols}
        return formula.subs(inner, simultaneous=True).replace(sigma, self.squash)

    def exp(self, value):
        return sp.exp(value)

    def squash(self, value):
        return SIGMOID.subs(z, value)

    def exact(self, value):
        return sp.sympify(value)

    def rate(self, top, below):
        name = below.children[0]
        variable = sp.Symbol(name)
        quantity = Symbolic(self.held | {name}).visit(top)
        if not sp.sympify(quantity).has(variable):
            raise Rejected("proof", f"{quantity} does not depend on {name}")
        return quantity.diff(variable).subs(variable, self.quantity(name))


class Formal(Symbolic):
    """Nothing expanded: each name a variable, sigma a function without a formula."""

    def __init__(self):
        super().__init__(frozenset(NETWORK))

    def squash(self, value):
        return sigma(value)


def prove(claim: Claim) -> str:
    """Return in a few words what was proved, or raise Rejected."""
    if claim.kind == "definition":
        return _agrees_with_network(claim)
    difference = Symbolic().visit(claim.left) - Symbolic().visit(claim.right)
    if not is_zero(difference):
        raise Rejected("proof", "the two sides differ")
    names = ", ".join(sorted(symbol.name for symbol in _variables(claim)))
    how = "links up, and " if claim.kind == "chain rule" else ""
    return f"{how}left - right = 0 for all {names}"


def _variables(claim: Claim) -> set[sp.Symbol]:
    sides = (Symbolic().visit(claim.left), Symbolic().visit(claim.right))
    return set().union(*(sp.sympify(side).free_symbols for side in sides))


def _agrees_with_network(claim: Claim) -> str:
    """A definition must be the network's own in one step: no other name for the same value."""
    name = claim.left.children[0]
    if claim.left.data == "sigma":
        (variable,) = name.children
        mine, formula = "the sigmoid", SIGMOID.subs(z, sp.Symbol(variable))
    else:
        mine, formula = name, NETWORK.get(name)
        if formula is None:
            raise Rejected("proof", f"{name} is given, not computed: nothing can define it")
    if not is_zero(Formal().visit(claim.right) - formula):
        raise Rejected("proof", f"is not the definition of {mine}")
    return f"is the network's definition of {mine}"


def is_zero(expression) -> bool:
    """Decide whether an expression, rational in its variables and exponentials, is zero.

    Over one denominator the numerator is a polynomial in the variables and in exponentials;
    multiplied out, equal terms meet and cancel, or they do not.
    """
    return sp.expand(sp.numer(sp.together(expression))) == 0
