"""What a reader types into `step_back`, read with Python's own grammar and computed by `autodiff`.

js_labs/expression.js reads the same language in the page.
"""

import ast
import re
from typing import Any

from .. import autodiff
from ..autodiff import Value

FUNCTIONS = ("exp", "log", "sin", "cos", "tanh", "sigmoid", "relu")
DEFAULTS = (2.0, -3.0, 0.5, 1.5, -1.0, 0.8)  # of numbers that nobody gave, in order of appearance
_TWO = {
    ast.Add: lambda u, v: u + v,
    ast.Sub: lambda u, v: u - v,
    ast.Mult: lambda u, v: u * v,
    ast.Div: lambda u, v: u / v,
    ast.Pow: lambda u, v: u**v,
}


def parsed(text: str) -> ast.expr:
    """Return the tree of an expression in + - * / **, numbers, names and FUNCTIONS.

    Raises a ValueError that says what stands there instead.
    """
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        what = getattr(error, "msg", None) or str(error)
        raise ValueError(f"text must be an expression such as (u + v) * u: {what}.") from None
    for node in ast.walk(tree):
        _known(node)
    if not names(tree):
        raise ValueError("text must hold at least one name, such as u; got numbers only.")
    return tree


def _known(node: ast.AST):
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow) and names(node.right):
        raise ValueError("an exponent must be a number; write exp(v * log(u)) for u ** v.")
    ok = (ast.Name, ast.BinOp, ast.Load, ast.operator, ast.UnaryOp, ast.USub, ast.UAdd)
    if isinstance(node, ok) and not _bad_operator(node):
        return
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return
    if isinstance(node, ast.Call):
        called = getattr(node.func, "id", "this")
        if called in FUNCTIONS and len(node.args) == 1 and not node.keywords:
            return
        raise ValueError(f"{called} must be one of {', '.join(FUNCTIONS)}, of one number.")
    raise ValueError(f"text must hold numbers, names, + - * / ** and functions; got {_said(node)}.")


def _bad_operator(node: ast.AST) -> bool:
    return isinstance(node, ast.operator) and type(node) not in _TWO


def _said(node: ast.AST) -> str:
    return ast.unparse(node) if isinstance(node, ast.expr) else type(node).__name__


def names(tree: ast.expr) -> list[str]:
    """Return the names of its numbers, in the order in which they appear."""
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in called]
    return list(dict.fromkeys(n.id for n in sorted(found, key=lambda n: (n.lineno, n.col_offset))))


def numbers(values: str) -> dict[str, float]:
    """Return the numbers of a text such as "u = 3, v = 4".

    Raises a ValueError that names the part that is none.
    """
    found = {}
    for part in filter(str.strip, values.split(",")):
        match = re.fullmatch(r"\s*([A-Za-z_]\w*)\s*=\s*([-+]?[\d.]+(?:e[-+]?\d+)?)\s*", part)
        try:
            found[match[1] if match else ""] = float(match[2] if match else "none")
        except ValueError:
            raise ValueError(
                f"values must be such as u = 3, v = 4; got {part.strip()!r}."
            ) from None
    return found


def gradients(text: str, values: str) -> tuple[float, dict[str, float]]:
    """Return the result, and its derivative by each name.

    Raises a ValueError for a text that cannot be read, and where there is no result.
    """
    tree, given = parsed(text), numbers(values)
    order = names(tree)
    usual = {name: DEFAULTS[k % len(DEFAULTS)] for k, name in enumerate(order)}
    inputs = {name: Value(given.get(name, usual[name])) for name in order}
    try:
        result = _computed(tree, inputs)
    except (ArithmeticError, TypeError, ValueError) as error:
        raise ValueError(f"the computation has no result: {error}") from None
    slope = autodiff.gradients(result)
    return result.number, {name: slope.get(value, 0.0) for name, value in inputs.items()}


def _computed(node: Any, inputs: dict[str, Value]) -> Any:
    kind = type(node)
    if kind is ast.Constant:
        return float(node.value)
    if kind is ast.Name:
        return inputs[node.id]
    if kind is ast.UnaryOp:
        u = _computed(node.operand, inputs)
        return -u if isinstance(node.op, ast.USub) else u
    if kind is ast.Call:
        u = _computed(node.args[0], inputs)
        known = isinstance(u, Value)
        result = getattr(autodiff, node.func.id)(u if known else Value(u))
        return result if known else result.number
    u, v = _computed(node.left, inputs), _computed(node.right, inputs)
    return _TWO[type(node.op)](u, v)
