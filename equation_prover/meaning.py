"""Give a tree a value: one class for the arithmetic, subclasses for what the names stand for.

SymPy expressions, mpmath numbers and NumPy arrays share their operators, so the arithmetic is
written once. A subclass adds `quantity` (the value of a name), `exp`, `squash` (the sigmoid) and
`slope` (the value of a derivative).
"""

from functools import reduce
from operator import mul

from lark import Tree
from lark.visitors import Interpreter

from .claims import Rejected


class Meaning(Interpreter):
    """Arithmetic over trees; visit(tree) returns the value."""

    def quantity(self, name: str, indices: tuple[str, ...]):
        """Return the value of a canonical name such as "z1"."""
        raise NotImplementedError

    def exp(self, value):
        """Return e to the power `value`."""
        raise NotImplementedError

    def squash(self, value):
        """Return the sigmoid of `value`."""
        raise NotImplementedError

    def slope(self, top: Tree, below: Tree):
        """Return the derivative of the tree `top` with respect to the name `below`."""
        raise NotImplementedError

    def multiply(self, left, right):
        """Return the product of two neighbors."""
        return mul(left, right)

    # One method per kind of tree, called by lark.

    def name(self, tree):
        name, *indices = tree.children
        return self.quantity(name, tuple(indices))

    def number(self, tree):
        return tree.children[0]

    def negative(self, tree):
        return -self.visit(tree.children[0])

    def add(self, tree):
        left, right = self.visit_children(tree)
        return left + right

    def subtract(self, tree):
        left, right = self.visit_children(tree)
        return left - right

    def product(self, tree):
        return reduce(self.multiply, self.visit_children(tree))

    def fraction(self, tree):
        top, bottom = self.visit_children(tree)
        return top * self.exact(1) / bottom

    def power(self, tree):
        base, exponent = tree.children
        return self.exact(self.visit(base)) ** exponent

    def sigma(self, tree):
        return self.squash(self.exact(self.visit(tree.children[0])))

    def exponential(self, tree):
        return self.exp(self.exact(self.visit(tree.children[0])))

    def derivative(self, tree):
        top, below = tree.children
        return self.slope(top, below)

    def exact(self, value):
        """Return `value` as a number of the subclass, so that 1/2 is never a rounded 0.5."""
        return value

    def __default__(self, tree):
        raise Rejected("form", f"{tree.data} has no meaning here")
