"""Slips with a whole formula: its inputs, the order of its lines, and what it returns."""

import ast
from collections.abc import Iterator

import numpy as np

from . import names
from .chains import more_factors
from .formula import Apply, Kept, plain_sigmoid
from .mutant import Mutant
from .slopes import slope_noun
from .terms import factors, product_of
from .words import MEANINGS, capital, code, difference, noun, one_minus


def in_inputs(formula, walk, arrays) -> Iterator[Mutant]:
    """Let the inputs be wrong before anything is computed."""
    names_ = [p for p in formula.parameters if p in walk.places]
    for slip_id, says, swaps in names.swapped_names(names_, walk.places):
        yield Mutant(slip_id, says, swaps)
    yield from _layers(names_, walk.places)
    if not arrays:
        return
    yield Mutant("batch:first", "Only the first example counts here.", case=_columns(slice(0, 1)))
    for k, words in ((0, "first"), (-1, "last")):
        says = f"The {words} example is left out."
        yield Mutant(f"batch:without-{words}", says, case=_without(k))
    yield Mutant("batch:last", "Only the last example counts here.", case=_columns(slice(-1, None)))
    yield Mutant(
        "batch:mean",
        "The examples are averaged too early, or where no mean belongs.",
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


def _without(k):
    """Set one example to 0: then it adds nothing to a sum over products."""

    def change(case):
        left = {n: np.copy(v) if np.ndim(v) == 2 else v for n, v in case.items()}
        for name, value in left.items():
            if np.ndim(value) == 2 and name[0] not in "Wb":
                value[:, k] = 0
        return left

    return change


def _averaged(case):
    return {
        n: v.mean(axis=1, keepdims=True) if np.ndim(v) == 2 and n[0] not in "Wb" else v
        for n, v in case.items()
    }


def in_others(formula, walk, outcomes) -> Iterator[Mutant]:
    """Return something else than the result, or do the lines in another order."""
    last = formula.body[-1]
    several = last.value.elts if isinstance(last.value, ast.Tuple) else []
    results = {code(part) for part in several}
    known = [*formula.parameters]
    for k, statement in enumerate(formula.body[:-1]):
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if name not in results:  # one of several is an `alone:`
                early = [*formula.body[: k + 1], ast.Return(ast.Name(name, ast.Load()))]
                what = f"{MEANINGS[name].rstrip(',')}, {name}" if name in MEANINGS else name
                says = f"This stops at {what}: go on from there."
                yield Mutant(f"stops:{name}", says, body=early)
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
    if not isinstance(last.value, ast.Tuple) and len(factors(last.value)) == 1:
        yield from _too_far(formula, walk.scope)
    for node in ast.walk(last):
        if difference(node) and one_minus(node) is None and node is not last.value:
            says = f"This is the distance, {code(node)} without its sign, alone: go on from there."
            distance = [*formula.body[:-1], ast.Return(Apply(abs, Kept(node)))]
            yield Mutant(f"stops:abs-{code(node)}", says, body=distance)
        if isinstance(node, ast.BinOp | ast.Call) and node not in (last.value, *several):
            yield Mutant(
                f"stops:{code(node)}",
                f"This is {noun(node)} alone: go on from there.",
                body=[*formula.body[:-1], ast.Return(node)],
            )


def _too_far(formula, scope) -> Iterator[Mutant]:
    """Multiply the result by something more."""
    last = formula.body[-1].value

    def once_more(item):
        return product_of([(last, False), item])

    for name in formula.parameters:
        other = ast.Name(name, ast.Load())
        factor: list = [
            (f"extra:{name}", f"{capital(noun(other))} is no factor here.", lambda v: v)
        ]
        if name in names.ACTIVATIONS:
            says = f"{capital(slope_noun(other))} does not belong here."
            factor.append((f"extra:slope-{name}", says, lambda v: v * (1 - v)))
        for slip_id, says, instead in () if scope.case else more_factors(other, once_more):
            yield Mutant(slip_id, says, body=[*formula.body[:-1], ast.Return(instead)])
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
