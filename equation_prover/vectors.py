"""Check the vector forms, V1 and so on: as displayed, as measured, and as the code computes them.

Each formula is read from its LaTeX and evaluated on networks of random shapes. Its left side is
measured. The line of backprop_lib that implements it is found by the name it assigns, and is
evaluated on the same numbers.
"""

import ast
import inspect
import re
from dataclasses import dataclass
from itertools import product

import numpy as np
from lark import Tree

from backprop_lib import core

from .arrays import Arrays, index_sizes
from .claims import Rejected
from .parsing import named
from .reading import Equation

SHAPES = ((2, 3, 2, 4), (3, 2, 4, 5), (4, 5, 1, 3), (1, 4, 3, 2), (5, 3, 4, 7), (1, 1, 1, 1))
TOLERANCE = 1e-12

# What the code never builds, and what it uses instead.
NO_LINE = {
    "da2_dz2": "most of it is zero. It uses the diagonal, `a2 * (1 - a2)`",
    "dz2_dW2": "most of it is zero, and the rest is `a1` over and over. It uses `a1`",
}


@dataclass(frozen=True)
class VectorVerdict:
    """What was found out about one vector form; `code` is the line that implements it.

    `instead` says why there is no such line, and what stands in for it.
    """

    equation: Equation
    code: str = ""
    shapes: int = 0
    problem: str | None = None
    instead: str = ""
    one: bool = False  # the form is about one example, and the line serves it with m = 1

    @property
    def agrees(self) -> bool:
        """True when formula, measurement and code agree."""
        return self.problem is None


def examine_vectors(forms: list[Equation], seed: int = 17) -> list[VectorVerdict]:
    """Return a verdict for each vector form."""
    with np.errstate(all="ignore"):  # what is not a number agrees with nothing
        return [_examine(form, seed) for form in forms]


def _examine(form: Equation, seed: int) -> VectorVerdict:
    one = _of_one_example(form.tree)
    networks = [draw((n0, n1, n2, 1 if one else m), seed) for n0, n1, n2, m in SHAPES]
    try:
        left, right = _two_sides(form.tree)
        for given in networks:
            _compare(left, right, given)
        name = code_name(left)
        if name in NO_LINE:
            return VectorVerdict(form, shapes=len(networks), instead=NO_LINE[name])
        lines = find_lines(name)
        for given, (assigned, line) in product(networks, lines):
            _compare_code(assigned, line, given)
    except (Rejected, ValueError, ZeroDivisionError) as no:  # ValueError: shapes do not fit
        return VectorVerdict(form, problem=str(no))
    return VectorVerdict(form, quoted(lines[0][0]), len(networks), one=one)


def _two_sides(tree: Tree) -> tuple[Tree, Tree]:
    (relation,) = tree.children
    if tree.data != "plain" or relation.data != "relation" or len(relation.children) != 2:
        raise Rejected("form", "a vector form is one left side and one right side")
    left, right = relation.children
    parts = left.children if left.data == "derivative" else [left]
    if any(part.data != "name" for part in parts):
        raise Rejected("form", "the left side is neither a quantity nor a derivative of one")
    if any(part == left for part in right.iter_subtrees()):
        raise Rejected("form", "explains the left side by itself")
    return left, right


def _of_one_example(tree: Tree) -> bool:
    """One index on an activation, a weighted sum or a target: there is one column only."""
    return any(len(name.children) == 2 for name in tree.find_data("name"))


def draw(shape: tuple[int, int, int, int], seed: int) -> dict:
    """Draw parameters, inputs and targets for a network of shape (n0, n1, n2) and m examples."""
    n0, n1, n2, m = shape
    shapes = {"W1": (n1, n0), "b1": (n1, 1), "W2": (n2, n1), "b2": (n2, 1),
              "x": (n0, m), "y": (n2, m)}  # fmt: skip
    random = np.random.default_rng((seed, *shape))
    return {name: random.uniform(-2, 2, size) for name, size in shapes.items()}


def _compare(left: Tree, right: Tree, given: dict) -> None:
    """Compare the two sides for every value of the free indices."""
    sizes = index_sizes(Tree("sides", [left, right]), Arrays(given).values)
    for bound in right.find_data("sum_over"):
        sizes = {index: size for index, size in sizes.items() if index not in bound.children}
    pairs = []
    for entry in product(*map(range, sizes.values())):
        here = Arrays(given, dict(zip(sizes, entry, strict=True)))
        pairs.append((here.visit(left), here.visit(right)))
    measured, value = map(np.array, zip(*pairs, strict=True))
    _agree(measured, value, "formula")


def _agree(measured, value, whose: str) -> None:
    if np.shape(measured) != np.shape(value):
        raise Rejected(
            "witness", f"the {whose} has shape {np.shape(value)}, not {np.shape(measured)}"
        )
    if not np.any(measured):
        raise Rejected("witness", "the left side is zero: nothing is compared")
    difference = np.max(np.abs(value - measured)) / np.max(np.abs(measured))
    if not difference <= TOLERANCE:
        raise Rejected("witness", f"the {whose} differs from the measurement by {difference:.1g}")


# The code ------------------------------------------------------------------------------------


def code_name(left: Tree) -> str:
    """Return what backprop_lib calls a left side: z2, C0, dC0_dz2, dC_dW2.

    It has the derivatives of C by parameters only; of one example, C is C0.
    """
    if left.data == "name":
        return named(left)
    top, below = (named(part) for part in left.children)
    if top in ("C", "C0"):
        top = "C" if below[0] in "Wb" else "C0"
    return f"d{top}_d{below}"


def find_lines(name: str) -> list[tuple[str, ast.expr]]:
    """Return what backprop_lib.core assigns to a name, or returns as the cost, with the name.

    It takes the mean once, and from there on has derivatives of C where a form has those of C0.
    So a name with C0 is looked for with C, too.
    """
    found = []
    for known in dict.fromkeys((name, name.replace("C0", "C"))):
        if known == "C":
            nodes = ast.walk(_source(core.cost))
            returned = [node.value for node in nodes if isinstance(node, ast.Return)]
            found += [("C", value) for value in returned if value][-1:]
        for function in (core.through_layers, core.through_chain):
            for node in ast.walk(_source(function)):
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == known:
                    found.append((known, node.value))
    if not found:
        raise Rejected("form", f"no line of backprop_lib.core computes {name}")
    return found


def quoted(name: str) -> str:
    """Return the line of backprop_lib.core that assigns `name`, as it stands in the file."""
    for function in (core.through_layers, core.through_chain):
        text = inspect.getsource(function)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
                return ast.get_source_segment(text, node) or ""
    raise Rejected("form", f"no line of backprop_lib.core computes {name}")


def _source(function) -> ast.AST:
    return ast.parse(inspect.getsource(function))


def _compare_code(name: str, line: ast.expr, given: dict) -> None:
    """Evaluate the line with measured values for every name in it, and measure what it computes."""
    here = Arrays(given)
    names = {node.id for node in ast.walk(line) if isinstance(node, ast.Name)}
    known = {each: value for each in names if (value := _measured(each, here)) is not None}
    value = eval(compile(ast.Expression(line), "backprop_lib.core", "eval"), vars(core), known)
    _agree(_measured(name, here), value, "code")


def _measured(name: str, here: Arrays):
    """Measure a quantity or a derivative of C or C0, as a whole array; None if it is neither."""
    if name in here.values:
        return here.values[name]
    if match := re.fullmatch(r"d(C0?)_d(\w\d)", name):
        return here.slope(*(Tree("name", [part]) for part in match.groups()))
    return None
