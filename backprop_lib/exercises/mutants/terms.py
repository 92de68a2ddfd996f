"""Products as their factors, sums as their terms, and back."""

import ast
from typing import Any

from .formula import Apply


def factors(node) -> list:
    """Return the factors of a product as (node, divides)."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        right = factors(node.right)
        if isinstance(node.op, ast.Div):
            right = [(part, not divides) for part, divides in right]
        left: Any = node.left
        left = left.operand if _minus(left) else left
        return factors(left) + right
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = factors(node.operand)
        return inner if len(inner) > 1 else [(node, False)]
    return [(node, False)]


def negative(node) -> bool:
    """True of a product written with a minus in front."""
    several = len(factors(node)) > 1
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        node = node.left
    return _minus(node) and several


def _minus(node) -> bool:
    """True of -v, unless v is a number."""
    return (
        isinstance(node, ast.UnaryOp)
        and isinstance(node.op, ast.USub)
        and not isinstance(node.operand, ast.Constant)
    )


def terms(node) -> list:
    """Return the terms of a sum as (node, sign)."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        sign = 1 if isinstance(node.op, ast.Add) else -1
        return terms(node.left) + [(part, sign * s) for part, s in terms(node.right)]
    return [(node, 1)]


def product_of(items, sign=1):
    """Return a node for the product of (node, divides)."""
    flags = tuple(divides for _, divides in items)

    def multiply(*values):
        result = sign
        for value, divides in zip(values, flags, strict=True):
            result = result / value if divides else result * value
        return result

    return Apply(multiply, *(node for node, _ in items))


def sum_of(items):
    """Return a node for the sum of (node, sign)."""
    signs = tuple(sign for _, sign in items)
    return Apply(
        lambda *v: sum(s * w for s, w in zip(signs, v, strict=True)), *(n for n, _ in items)
    )
