"""Decide a claim with SymPy.

Every name is expanded through the network until only x, y and the four parameters are left (and
the free z of the sigmoid). A derivative is taken of the expanded quantity on top, with the
variable below held as a variable of its own; only then is that variable expanded as well.
"""

from functools import cache

import sympy as sp

from .claims import Claim, Rejected
from .meaning import Meaning
from .parsing import as_latex, named

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


def sigmoid(value: sp.Expr) -> sp.Expr:
    """Return the formula of the sigmoid at `value`."""
    return SIGMOID.subs(z, value)


@cache
def expanded(name: str, held: frozenset[str]) -> sp.Expr:
    """Return a quantity in terms of the names in `held` and of what the network is given."""
    if name in held or name not in NETWORK:
        return sp.Symbol(name)
    formula = NETWORK[name]
    inner = {symbol: expanded(symbol.name, held) for symbol in formula.free_symbols}
    return formula.subs(inner, simultaneous=True).replace(sigma, sigmoid)


class Symbolic(Meaning):
    """Trees as SymPy expressions; the names in `held` are variables and stay as they are."""

    def __init__(self, held: frozenset[str] = frozenset()):
        self.held = held

    def quantity(self, name, indices=()):
        if indices or name in ("C", "m"):
            raise Rejected("form", "indices, C and m belong to the vector forms")
        return expanded(name, self.held)

    def exp(self, value):
        return sp.exp(value)

    def squash(self, value):
        return sigmoid(value)

    def exact(self, value):
        return sp.sympify(value)

    def slope(self, top, below):
        name = below.children[0]
        variable = sp.Symbol(name)
        quantity = Symbolic(self.held | {name}).visit(top)
        if not sp.sympify(quantity).has(variable):
            raise Rejected("proof", f"the quantity on top does not depend on {as_latex(name)}")
        return quantity.diff(variable).subs(variable, self.quantity(name))


class Formal(Symbolic):
    """Nothing expanded: each name a variable, sigma a function without a formula."""

    def __init__(self):
        super().__init__(frozenset(NETWORK))

    def squash(self, value):
        return sigma(value)


@cache
def prove(claim: Claim) -> str:
    """Return in a few words what was proved, or raise Rejected."""
    if claim.kind == "definition":
        return _agrees_with_network(claim)
    left, right = Symbolic().visit(claim.left), Symbolic().visit(claim.right)
    if not is_zero(left - right):
        raise Rejected("proof", "the two sides differ")
    if claim.kind == "substitution":
        return "both sides differentiate the same quantity"
    zero = f"left − right = 0 for every {_of_what(sp.sympify(left).free_symbols)}"
    if claim.kind == "chain rule":
        top, below = (as_latex(named(part)) for part in claim.left.children)
        return f"the links lead from ${below}$ up to ${top}$, and {zero}"
    return zero


def _of_what(variables: set[sp.Symbol]) -> str:
    if variables == {z}:
        return "$z$"
    return "network, input and target" if y in variables else "network and input"


def _agrees_with_network(claim: Claim) -> str:
    """A definition must be the network's own in one step: no other name for the same value."""
    if claim.left.data == "sigma":
        mine, formula = r"\sigma", SIGMOID.subs(z, sp.Symbol(named(*claim.left.children)))
    elif (name := named(claim.left)) in NETWORK:
        mine, formula = as_latex(name), NETWORK[name]
    else:
        raise Rejected("proof", f"{as_latex(name)} is given: nothing computes it")
    if not is_zero(Formal().visit(claim.right) - formula):
        raise Rejected("proof", f"is not the network's definition of {mine}")
    return f"the network's own definition of ${mine}$"


def is_zero(expression) -> bool:
    """Decide whether an expression, rational in its variables and exponentials, is zero.

    Over one denominator the numerator is a polynomial in the variables and in exponentials;
    multiplied out, equal terms meet and cancel, or they do not.
    """
    return sp.expand(sp.numer(sp.together(expression))) == 0
