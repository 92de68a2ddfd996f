"""All mutants of one reference answer: every operator at every place, and everywhere at once."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from . import arrays, chains, names, results
from .formula import Apply, Formula, Kept, plain_sigmoid
from .words import MEANINGS, capital, code, difference, is_count, noun, one_minus, transposed

# Slips that are made everywhere at once, whatever they stand beside: the begin of their ids, and
# what to say then.
EVERYWHERE = {
    "parens": "Parentheses are missing: a product binds before a sum.",
    "drop:slope": "Every slope of the sigmoid is missing.",
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


@dataclass(frozen=True, eq=False)
class Mutant:
    """A wrong answer made from the right one.

    id : stable, such as "sibling:a2-for-a1"; "+" joins two
    says : what is wrong, in a sentence
    swaps : {node: what stands in its place}
    case : what happens to the inputs first
    after : what happens to the list of results
    body : other statements, or None for the reference's
    """

    id: str
    says: str
    swaps: dict = field(default_factory=dict)
    case: Callable | None = None
    after: Callable | None = None
    body: list | None = None


@dataclass
class Scope:
    """What an operator may know of the place where it works."""

    names: list[str]
    arrays: bool
    case: dict | None
    target: str = ""

    def siblings(self, node) -> Iterator[ast.Name]:
        """Yield the other names that could stand here."""
        text = code(node)
        return (ast.Name(n, ast.Load()) for n in self.names if n != text)

    def arrays_other_than(self, name):
        """Return the names of other arrays."""
        return [n for n in self.names if n != name] if self.arrays else []

    def value(self, name):
        """Return the number a by-hand exercise gives to this name, or None."""
        return (self.case or {}).get(name)


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
        for slip_id, says, instead in operator(node, self.scope):
            self.add(slip_id, says, node, instead)

    def visit_BinOp(self, node):
        if isinstance(node.op, ast.Mult | ast.Div):
            self.use(chains.in_product, node)
            self.around(code(node), [part for part, _ in chains.factors(node)])
        elif isinstance(node.op, ast.Add | ast.Sub):
            self.use(chains.in_sum, node)
            for part, _ in chains.terms(node):
                inner = code(node) if one_minus(node) is not None else f"the term {code(part)}"
                self.around(inner, [part])
        elif isinstance(node.op, ast.Pow):
            if code(node.right) == "2":
                self.use(chains.in_power, node)
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
        if len(chains.factors(node)) > 1:
            self.use(chains.in_product, node)
            for part, _ in chains.factors(node):
                self.visit(part)
        else:
            self.visit(node.operand)

    def visit_Attribute(self, node):
        if transposed(node) is not None:
            self.visit(node.value)

    def visit_Call(self, node):
        if arrays.reduction(node):
            self.use(arrays.in_reduction, node)
            self.visit(arrays.reduction(node)[0])
            return
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
        *_inputs(formula, walk, arrays),
        *_others(formula, walk, outcomes),
    ]
    for slip_id, says, after in results.after(arrays, case is not None, outcomes):
        found.append(Mutant(slip_id, says, after=after))
    return formula, found


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
        yield Mutant(slip_id, slips[0][1], {node: instead for *_, node, instead in slips})
        for k, (_, says, where, node, instead) in enumerate(slips):
            same = [other for other in slips if other[2][0] == where[0]]
            place = where[0] if where[0] and len(same) == 1 else where[1]
            begin = f"In {place}: " if place and len(place) < 40 else "In one place: "
            yield Mutant(f"{slip_id}@{k + 1}", begin + says, {node: instead})
    for begin, says in EVERYWHERE.items():
        slips = [s for s in found if s[0].startswith(begin)]
        swaps = {node: instead for *_, node, instead in reversed(slips)}
        if len(swaps) > 1 and len({s[0] for s in slips}) > 1:
            yield Mutant(f"every:{begin}", says, swaps)


def _inputs(formula, walk, arrays) -> Iterator[Mutant]:
    """Let the inputs be wrong before anything is computed."""
    names_ = [p for p in formula.parameters if p in walk.places]
    for slip_id, says, swaps in names.swapped_names(names_, walk.places):
        yield Mutant(slip_id, says, swaps)
    yield from _layers(names_, walk.places)
    if not arrays:
        return
    yield Mutant("batch:first", "Only the first example counts here.", case=_columns(slice(0, 1)))
    yield Mutant("batch:last", "Only the last example counts here.", case=_columns(slice(-1, None)))
    yield Mutant(
        "batch:mean",
        "The inputs are averaged over the examples first: take the mean at the end.",
        case=_averaged,
    )


def _layers(inputs, places) -> Iterator[Mutant]:
    """Let the two layers change places, each with its weight and its bias."""
    both = [n[0] for n in inputs if n[-1] == "1" and n[0] in "Wb" and n[0] + "2" in inputs]
    swaps = {
        node: ast.Name(letter + other, ast.Load())
        for letter in both
        for one, other in ("12", "21")
        for node in places[letter + one]
    }
    if len(both) > 1:
        says = "The layers have changed places: the hidden layer comes first."
        yield Mutant("exchanged:layers", says, swaps)


def _columns(which):
    def change(case):
        return {
            n: v[:, which] if np.ndim(v) == 2 and n[0] not in "Wb" else v for n, v in case.items()
        }

    return change


def _averaged(case):
    return {
        n: v.mean(axis=1, keepdims=True) if np.ndim(v) == 2 and n[0] not in "Wb" else v
        for n, v in case.items()
    }


def _others(formula, walk, outcomes) -> Iterator[Mutant]:
    """Return something else than the result, or do the lines in another order."""
    last = formula.body[-1]
    known = [*formula.parameters]
    for k, statement in enumerate(formula.body[:-1]):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            early = [*formula.body[: k + 1], ast.Return(ast.Name(name, ast.Load()))]
            what = f"{MEANINGS[name].rstrip(',')}, {name}" if name in MEANINGS else name
            yield Mutant(f"stops:{name}", f"This stops at {what}: go on from there.", body=early)
            if name in known:
                yield from _moved(formula, k, name)
    for name in known:
        returned = [ast.Return(ast.Name(name, ast.Load()))]
        yield Mutant(
            f"input:{name}",
            f"This is {noun(ast.Name(name, ast.Load()))} itself, unchanged.",
            body=returned,
        )
        if name in names.ACTIVATIONS:
            squashed = Apply(plain_sigmoid, ast.Name(name, ast.Load()))
            yield Mutant(
                f"input-squashed:{name}",
                f"This is the sigmoid of {name}, which is an activation already.",
                body=[ast.Return(squashed)],
            )
    yield from _unmoved(formula, outcomes)
    if not isinstance(last.value, ast.Tuple) and len(chains.factors(last.value)) == 1:
        yield from _too_far(formula, walk.scope)
    for node in ast.walk(last):
        if difference(node) and one_minus(node) is None and node is not last.value:
            says = f"This is the distance, {code(node)} without its sign, alone: go on from there."
            distance = [*formula.body[:-1], ast.Return(Apply(abs, Kept(node)))]
            yield Mutant(f"stops:abs-{code(node)}", says, body=distance)
        if isinstance(node, ast.BinOp | ast.Call) and node is not last.value:
            yield Mutant(
                f"stops:{code(node)}",
                f"This is {noun(node)} alone: go on from there.",
                body=[*formula.body[:-1], ast.Return(node)],
            )


def _too_far(formula, scope) -> Iterator[Mutant]:
    """Multiply the result by something more."""
    last = formula.body[-1].value
    for name in formula.parameters:
        other = ast.Name(name, ast.Load())
        factor: list = [
            (f"extra:{name}", f"{capital(noun(other))} is no factor here.", lambda v: v)
        ]
        if name in names.ACTIVATIONS:
            says = f"{capital(chains.slope_noun(other))} does not belong here."
            factor.append((f"extra:slope-{name}", says, lambda v: v * (1 - v)))
        for slip_id, says, function in factor:
            more = Apply(lambda r, v, f=function: r * f(v), last, other)
            yield Mutant(slip_id, says, body=[*formula.body[:-1], ast.Return(more)])


def _unmoved(formula, outcomes) -> Iterator[Mutant]:
    """Return inputs as they came, where they should have moved."""
    value = formula.body[-1].value
    moved = [k for k, name in enumerate(outcomes) if name in formula.parameters]
    keep = [ast.Assign([ast.Name(f"_{k}")], ast.Name(outcomes[k])) for k in moved]
    for which in [moved, *([k] for k in moved)] if isinstance(value, ast.Tuple) else ():
        parts = [ast.Name(f"_{k}") if k in which else e for k, e in enumerate(value.elts)]
        names_ = "They are" if len(which) > 1 else f"{outcomes[which[0]]} is" if which else ""
        if which:
            yield Mutant(
                f"unmoved:{'all' if len(which) > 1 else outcomes[which[0]]}",
                f"{names_} unchanged: the step is missing.",
                body=[*keep, *formula.body[:-1], ast.Return(ast.Tuple(parts))],
            )


def _moved(formula, k, name) -> Iterator[Mutant]:
    """Let an input take its new value too early."""
    for j in range(k):
        body = [s for i, s in enumerate(formula.body) if i != k]
        body.insert(j, formula.body[k])
        yield Mutant(
            f"early:{name}-{j}",
            f"{name} has moved already when a later line uses it: use the old {name}.",
            body=body,
        )


def result_names(function, formula) -> list[str]:
    """Return what the results are called: in the docstring, or in the return itself."""
    value = formula.body[-1].value
    if not isinstance(value, ast.Tuple):
        return ["the result"]
    text = (function.__doc__ or "").replace("Return ", "", 1).split(" for ")[0].split(" after ")[0]
    listed = [part.strip(" .,") for part in text.replace(" and ", ", ").split(",")]
    listed = [part.split()[0] for part in listed if part]
    count = len(value.elts)
    if len(listed) >= count and all(part.isidentifier() for part in listed[:count]):
        return listed[:count]
    return [f"result {k + 1}" for k in range(count)]
