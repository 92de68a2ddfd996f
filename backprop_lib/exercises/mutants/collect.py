"""All mutants of one reference answer: every operator at every place, and everywhere at once."""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from . import arrays, chains, names, reductions, results, sums
from .formula import Apply, Formula
from .mutant import Mutant, Scope
from .terms import factors, terms
from .whole import in_inputs, in_others
from .words import (
    capital,
    code,
    is_count,
    noun,
    one_minus,
    transposed,
    uncapital,
    without_layers,
)

# Slips that are made everywhere at once, whatever they stand beside: the begin of their ids, and
# what to say then.
EVERYWHERE = {
    "parens": "Parentheses are missing: a product binds before a sum.",
    "drop:slope": "Every slope of the sigmoid is missing.",
    "over:": "It divides: along a path the slopes multiply.",
    "count:1": "These are sums, not means: divide by the number of examples.",
    "T-missing": "Every transposition (.T) is missing.",
    "T-reshape": "reshape keeps the order of the entries. Transpose with .T.",
    "sigmoid:missing": "The sigmoid is missing in both layers.",
    "sigmoid:tanh": "tanh stands where the sigmoid belongs.",
    "sigmoid:minus": "The minus in the sigmoid's exponent is missing.",
    "sigmoid:parens": "Its own sigmoid lacks parentheses: 1 / (1 + e^-z), not 1 / 1 + e^-z.",
    "sigmoid:relu": "A ReLU, max(0, z), stands where the sigmoid belongs.",
    "tanh": "These are slopes of tanh, 1 - a², not of the sigmoid.",
    "outside": "The biases belong inside the sigmoid.",
    "wide": "The biases stand alone; here they are multiplied, too.",
    "squashed": "The activations are squashed a second time.",
}


ORDINALS = ("the first", "the second", "the third", *(f"the {k}th" for k in range(4, 20)))


class Collector(ast.NodeVisitor):
    """Walk through a formula and let the operators work on it."""

    def __init__(self, formula: Formula, arrays: bool, case: dict | None, results: list[str]):
        self.results = results
        self.found: list[tuple[str, str, tuple[str, str], ast.AST, object]] = []
        counts = {n for n in formula.parameters if n in ("n2", "rate") and arrays}
        self.scope = Scope([p for p in formula.parameters if p not in counts], arrays, case)
        self.counts: dict[str, ast.AST] = {}
        self.places: dict[str, list] = {}
        self.label = self.place = ""
        for statement in formula.body:
            self.visit(statement)

    def visit_Assign(self, node):
        target = node.targets[0]
        self.scope.target = self.label = code(target)
        if isinstance(target, ast.Name) and is_count(node.value):
            self.counts[target.id] = node.value
        self.visit(node.value)
        known = {*self.counts, *self.scope.names}
        if isinstance(target, ast.Name) and target.id not in known:
            self.scope.names = [*self.scope.names, target.id]

    def visit_AugAssign(self, node):
        self.scope.target = self.label = code(node.target)
        self.add(
            "loop:overwritten",
            f"{code(node.target)} is overwritten each time (=): what came before is lost. Use +=.",
            node,
            ast.Assign([node.target], node.value),
        )
        self.visit(node.value)

    def visit_Return(self, node):
        self.scope.target = ""
        parts = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
        for k, part in enumerate(parts):
            self.label = self.results[k] if len(parts) > 1 else ""
            self.visit(part)

    def visit_For(self, node):
        self.visit(node.iter)
        for statement in node.body:
            self.visit(statement)

    def add(self, slip_id, says, node, instead):
        self.found.append((slip_id, says, (self.label, self.place), node, instead))

    def use(self, operator, node):
        self.scope.inside = bool(self.place)
        for slip_id, says, instead in operator(node, self.scope):
            self.add(slip_id, says, node, instead)

    def visit_BinOp(self, node):
        if isinstance(node.op, ast.Mult | ast.Div):
            self.use(chains.in_product, node)
            self.around(code(node), [part for part, _ in factors(node)])
        elif isinstance(node.op, ast.Add | ast.Sub):
            self.use(sums.in_sum, node)
            for part, _ in terms(node):
                alone = one_minus(node) is not None or isinstance(part, ast.Name)
                inner = code(node) if alone else f"the term {code(part)}"
                self.around(inner, [part])
        elif isinstance(node.op, ast.Pow):
            if code(node.right) == "2":
                self.use(sums.in_power, node)
            self.visit(node.left)
        elif isinstance(node.op, ast.MatMult):
            self.use(arrays.in_matmul, node)
            self.visit(node.left)
            self.visit(node.right)

    def around(self, text, parts):
        """Visit the parts of a product or sum; several slips of one kind are told apart by it."""
        before = self.place
        self.place = text
        for part in parts:
            self.visit(part)
        self.place = before

    def visit_UnaryOp(self, node):
        if len(factors(node)) > 1:
            self.use(chains.in_product, node)
            for part, _ in factors(node):
                self.visit(part)
        else:
            self.visit(node.operand)

    def visit_Attribute(self, node):
        if transposed(node) is not None:
            self.visit(node.value)

    def visit_Call(self, node):
        if reductions.reduction(node):
            self.use(reductions.in_reduction, node)
            self.visit(reductions.reduction(node)[0])
            return
        if code(node.func) == "np.sqrt":
            self.use(names.in_root, node)
        if code(node.func) == "np.log":
            self.use(names.in_log, node)
        if code(node.func) == "sigmoid":
            self.use(names.in_sigmoid, node)
        for part in node.args:
            self.visit(part)

    def visit_Subscript(self, node):
        if is_count(node):
            self.use(arrays.in_count, node)
        else:
            self.visit(node.value)

    def visit_Name(self, node):
        if node.id in self.counts:
            for slip_id, says, instead in arrays.in_count(self.counts[node.id], self.scope):
                self.add(slip_id, says, node, instead)
            return
        self.places.setdefault(node.id, []).append(node)
        self.use(names.in_name, node)

    def visit_Constant(self, node):
        self.use(names.in_constant, node)

    def visit_Tuple(self, node):
        if len(node.elts) == 2:
            text = code(node)
            self.add(
                f"pair:{text}",
                f"Rows and columns of {text} have changed places.",
                node,
                Apply(lambda p, q: (q, p), *node.elts),
            )
        for part in node.elts:
            self.visit(part)

    visit_List = visit_Tuple


def mutants_of(function: Callable, *, arrays: bool, case: dict | None = None):
    """Return the formula of a reference answer, and its mutants, the simplest first.

    arrays : True when some input is an array
    case : the numbers of a by-hand exercise

    Raises TooHard for code that cannot be run node by node.
    """
    formula = Formula(function)
    outcomes = result_names(function, formula)
    walk = Collector(formula, arrays, case, outcomes)
    found = [
        *_places(walk.found),
        *in_inputs(formula, walk, arrays),
        *in_others(formula, walk, outcomes),
    ]
    for slip_id, says, after in results.after(arrays, case is not None, outcomes):
        found.append(Mutant(slip_id, says, after=after))
    if any(name.endswith("3") for name in formula.parameters):
        found = [replace(mutant, says=without_layers(mutant.says)) for mutant in found]
    return formula, found


def _not_multiplied(node, slip_id) -> str:
    """Name a lost factor by the other one, which is found in an answer of any form."""
    items = factors(node)
    lost = [part for part, _ in items if f"drop:{code(part)}" == slip_id]
    kept = [part for part, _ in items if part not in lost]
    if len(lost) != 1 or len(kept) != 1 or any(divides for _, divides in items):
        return ""
    return f"{capital(noun(kept[0]))} is not multiplied by {noun(lost[0])}."


def _places(found) -> Iterator[Mutant]:
    """Make mutants of what was found: at each place, and at all places of the same slip."""
    by_id: dict[str, list] = {}
    for slip in found:
        by_id.setdefault(slip[0], []).append(slip)
    for slip_id, slips in by_id.items():
        if len(slips) == 1:
            _, says, _, node, instead = slips[0]
            yield Mutant(slip_id, says, {node: instead})
            continue
        if len({says for _, says, *_ in slips}) == 1:  # one sentence describes them all
            yield Mutant(slip_id, slips[0][1], {node: instead for *_, node, instead in slips})
        for k, (_, says, where, node, instead) in enumerate(slips):
            same = [other for other in slips if other[2][0] == where[0]]
            place = where[0] if where[0] and len(same) == 1 else where[1]
            if place == f"the term {code(node)}" and (whole := _not_multiplied(node, slip_id)):
                yield Mutant(f"{slip_id}@{k + 1}", whole, {node: instead}, bare=says)
                continue
            if not place and isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
                place = code(node)
            begin = f"In {place}: " if place and len(place) < 40 else "In one place: "
            placed = begin + uncapital(says)
            yield Mutant(f"{slip_id}@{k + 1}", placed, {node: instead}, bare=says)
    for begin, says in EVERYWHERE.items():
        slips = [s for s in found if s[0].startswith(begin)]
        swaps = {node: instead for *_, node, instead in reversed(slips)}
        if len(swaps) > 1 and len({s[0] for s in slips}) > 1:
            yield Mutant(f"every:{begin}", says, swaps)


def result_names(function, formula) -> list[str]:
    """Return what the results are called: in the docstring, or in the return itself."""
    value = formula.body[-1].value
    if not isinstance(value, ast.Tuple):
        return ["the result"]
    count = len(value.elts)
    text = (function.__doc__ or "").replace("Return ", "", 1).split(" for ")[0].split(" after ")[0]
    listed = [part.strip(" .,") for part in text.replace(" and ", ", ").split(",")]
    listed = [part.split()[0] for part in listed if part]
    if len(listed) >= count and all(re.search(r"^\w*[A-Z0-9_]\w*$", p) for p in listed[:count]):
        return listed[:count]
    return [f"{ORDINALS[k]} result" for k in range(count)]
