"""A reference answer as a tree that can be run with some of its nodes replaced.

A mutant shares all nodes but the replaced ones with the original, so that two replacements make
a pair, and nothing is compiled again: thousands of mutants run in a fraction of a second.
"""

import ast
import inspect
import operator
from collections.abc import Callable
from textwrap import dedent
from typing import Any

import numpy as np

from ..functions import arguments


class Apply(ast.expr):
    """A node that hands the values of its parts to a function: what takes another's place."""

    def __init__(self, function: Callable, *parts):
        self.function, self.parts = function, parts


class Kept(ast.expr):
    """A node as it was, inside of what takes its place."""

    def __init__(self, node):
        self.node = node


class TooHard(ValueError):
    """The reference is not code that can be run node by node; the message says what it holds."""


def plain_sigmoid(z):
    """Return σ(z) without looking at z first: mutants are run by the thousand."""
    return 1 / (1 + np.exp(-z))


class Formula:
    """A function as its parameters and statements; `run` evaluates it.

    parameters : the names of its parameters
    body : its statements, as trees
    """

    def __init__(self, function: Callable):
        self.names = dict(function.__globals__)
        self.names["sigmoid"] = plain_sigmoid
        tree = _parsed(function)
        self.parameters = [a.arg for a in tree.args.args]
        self.defaults: dict = dict(_defaults(function))
        self.body = [s for s in tree.body if not _is_text(s)]
        for statement in self.body:
            _check(statement)
        self.place: dict = {}  # the statement of each node, and the result it stands in
        for k, statement in enumerate(self.body):
            value = statement.value if isinstance(statement, ast.Return) else None
            parts = value.elts if isinstance(value, ast.Tuple) else [statement]
            for j, part in enumerate(parts):
                self.place |= {node: (k, j) for node in ast.walk(part)}
            self.place[statement] = (k, None)

    def trace(self, case: dict) -> "Trace":
        """Run the formula as it is, and keep what is known before each statement."""
        return Trace(self, self.defaults | arguments(case))

    def run(self, case: dict, swaps: dict | None = None, body: list | None = None):
        """Return what it gives for the values in `case`, some nodes swapped for others."""
        return _Run(swaps or {}, self.names, self.defaults | arguments(case)).of(body or self.body)


class Trace:
    """One run of a formula, from which mutants start where they first differ.

    result : what the formula gives
    """

    def __init__(self, formula: Formula, values: dict):
        self.formula = formula
        self.known: list[dict] = []  # the names before each statement
        self.result: Any = None
        for statement in formula.body:
            self.known.append(dict(values))
            run = _Run({}, formula.names, values)
            done, self.result = STATEMENTS[type(statement)](run, statement)
            if done:
                break

    def swapped(self, swaps: dict):
        """Return what the formula gives with some nodes swapped for others."""
        places = [self.formula.place[node] for node in swaps]
        first = min(k for k, _ in places)
        run = _Run(swaps, self.formula.names, dict(self.known[first]))
        last: Any = self.formula.body[-1]
        parts = {j for _, j in places}
        several = first == len(self.formula.body) - 1 and isinstance(last.value, ast.Tuple)
        if several and None not in parts:  # the other results stay as they are
            return tuple(
                run.value(part) if j in parts else self.result[j]
                for j, part in enumerate(last.value.elts)
            )
        return run.of(self.formula.body[first:])


class _Run:
    def __init__(self, swaps, names, values):
        self.swaps, self.names, self.values = swaps, names, values

    def of(self, body):
        for statement in body:
            statement = self.swaps.get(statement, statement)
            done, value = STATEMENTS[type(statement)](self, statement)
            if done:
                return value
        return None

    def value(self, node):
        node = self.swaps.get(node, node)
        return NODES[type(node)](self, node)

    def assign(self, target, value):
        if isinstance(target, ast.Name):
            self.values[target.id] = value
        elif isinstance(target, ast.Tuple):
            for part, one in zip(target.elts, value, strict=True):
                self.assign(part, one)
        else:  # a part of an array or list
            self.value(target.value)[self.value(target.slice)] = value


def _call(run, node):
    function = run.value(node.func)
    keywords = {k.arg: run.value(k.value) for k in node.keywords}
    return function(*[run.value(arg) for arg in node.args], **keywords)


def _name(run, node):
    try:
        return run.values[node.id]
    except KeyError:
        return run.names[node.id] if node.id in run.names else BUILTINS[node.id]


def _slice(run, node):
    return slice(*(part and run.value(part) for part in (node.lower, node.upper, node.step)))


def _assign(run, node):
    value = run.value(node.value)
    for target in node.targets:
        run.assign(target, value)
    return False, None


def _in_place(run, node):
    old = run.value(_as_load(node.target))
    run.assign(node.target, OPERATIONS[type(node.op)](old, run.value(node.value)))
    return False, None


def _for(run, node):
    for one in run.value(node.iter):
        run.assign(node.target, one)
        for statement in node.body:
            done, value = STATEMENTS[type(statement)](run, statement)
            if done:
                return True, value
    return False, None


def _as_load(target):
    return ast.Name(target.id) if isinstance(target, ast.Name) else target


OPERATIONS: dict = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.MatMult: operator.matmul,
    ast.Pow: operator.pow,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Gt: operator.gt,
    ast.Lt: operator.lt,
    ast.GtE: operator.ge,
    ast.LtE: operator.le,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
NODES: dict = {
    ast.Constant: lambda run, node: node.value,
    ast.Name: _name,
    ast.BinOp: lambda run, node: OPERATIONS[type(node.op)](
        run.value(node.left), run.value(node.right)
    ),
    ast.UnaryOp: lambda run, node: OPERATIONS[type(node.op)](run.value(node.operand)),
    ast.Compare: lambda run, node: OPERATIONS[type(node.ops[0])](
        run.value(node.left), run.value(node.comparators[0])
    ),
    ast.Attribute: lambda run, node: getattr(run.value(node.value), node.attr),
    ast.Subscript: lambda run, node: run.value(node.value)[run.value(node.slice)],
    ast.Slice: _slice,
    ast.Call: _call,
    ast.Tuple: lambda run, node: tuple([run.value(part) for part in node.elts]),
    ast.List: lambda run, node: [run.value(part) for part in node.elts],
    ast.IfExp: lambda run, node: run.value(node.body if run.value(node.test) else node.orelse),
    Apply: lambda run, node: node.function(*[run.value(part) for part in node.parts]),
    Kept: lambda run, node: NODES[type(node.node)](run, node.node),
}
STATEMENTS: dict = {
    ast.Assign: _assign,
    ast.AugAssign: _in_place,
    ast.Return: lambda run, node: (True, run.value(node.value)),
    ast.For: _for,
}
BUILTINS = {
    f.__name__: f for f in (abs, enumerate, float, int, len, list, max, min, range, reversed, sum)
} | {"zip": zip, "tuple": tuple}


def _parsed(function) -> ast.FunctionDef:
    tree = ast.parse(dedent(inspect.getsource(function))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise TooHard("no def of its own")
    return tree


def _defaults(function):
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is not parameter.empty:
            yield name, parameter.default


def _is_text(statement) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _check(tree) -> None:
    """Raise TooHard for code that `run` cannot follow."""
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and type(node) not in STATEMENTS:
            raise TooHard(f"a statement of type {type(node).__name__}")
        if isinstance(node, ast.expr) and type(node) not in NODES:
            raise TooHard(f"an expression of type {type(node).__name__}")
