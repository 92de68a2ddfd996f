"""Mistakes with the slope of the sigmoid, v * (1 - v), in a product."""

import ast

import numpy as np

from .formula import Apply
from .terms import sum_of
from .words import alone, capital, code, noun, one_minus


def slope_pairs(items):
    """Yield (k, j, v) where factor k is v and factor j is 1 - v."""
    for j, (part, divides) in enumerate(items):
        base = one_minus(part)
        for k, (other, _) in enumerate(items):
            if base is not None and not divides and k != j and code(base) == code(other):
                yield k, j, other
                break


def in_slopes(node, items, scope, product):
    """Take the slope v * (1 - v) away, twice, or at another place."""
    pairs = list(slope_pairs(items))
    for k, j, v in pairs:
        rest = [item for i, item in enumerate(items) if i not in (k, j)]
        name = code(v)

        def at(function, part, rest=rest):
            return product([*rest, (Apply(function, part), False)])

        if rest and not any(divides for _, divides in items):
            parts = [(part, 1) for part, _ in rest]
            says = "These factors multiply; they do not add."
            yield f"added-slope:{name}", says, sum_of([*parts, (product([items[k], items[j]]), 1)])
        slope = slope_noun(v)
        yield f"drop:slope-{name}", f"{capital(slope)} is missing.", product(rest)
        yield (
            f"twice:slope-{name}",
            f"{capital(slope)} is there twice.",
            product([*items, items[k], items[j]]),
        )
        if rest:
            only = alone(slope, scope, node)
            yield f"only:slope-{name}", only, product([items[k], items[j]])
            if scope.arrays:
                yield from too_early(f"slope-{name}", slope, product([items[k], items[j]]), at)

        yield (
            f"squashed-slope:{name}",
            f"{name} is an activation already: it is squashed a second time.",
            at(lambda u: slope_of(1 / (1 + np.exp(-u))), v),
        )
        yield f"tanh:{name}", "This is the slope of tanh, 1 - a².", at(lambda u: 1 - u * u, v)
        yield (
            f"slope-differentiated:{name}",
            f"1 - 2 * {name} is the slope's derivative: the slope is {name} * (1 - {name}).",
            at(lambda u: 1 - 2 * u, v),
        )
        yield (
            f"slope-of-slope:{name}",
            f"{capital(slope)} is squared in one factor.",
            product([*items, items[k]]),
        )
        yield (
            f"slope-square:{name}",
            f"{name} is squared inside of 1 - {name}: the slope is {name} * (1 - {name}).",
            at(lambda u: u * (1 - u * u), v),
        )
        what = f"the activation {name}" if isinstance(v, ast.Constant) else noun(v)
        for u in scope.siblings(v):
            yield (
                f"slope-at:{u.id}-for-{name}",
                f"The slope is taken at {u.id}; it belongs to {what}.",
                at(slope_of, u),
            )
    if len(pairs) == 2:
        gone = {i for k, j, _ in pairs for i in (k, j)}
        rest = [item for i, item in enumerate(items) if i not in gone]
        if rest:
            yield "drop:slopes", "Both slopes of the sigmoid are missing.", product(rest)
        ones = {j for _, j, _ in pairs}
        rest = [item for i, item in enumerate(items) if i not in ones]
        yield "drop:one-minuses", "Both factors 1 - a are missing.", product(rest)


def too_early(name, what, part, at):
    """Take the mean or the sum of one factor alone, before it is multiplied."""
    for how, slip, verb in ((np.mean, "averaged", "averaged"), (np.sum, "summed", "added up")):
        says = f"{capital(what)} is {verb} by itself, before it is multiplied."
        for axis in (1, None):
            early = at(lambda v, h=how, a=axis: h(v, axis=a, keepdims=True), part)
            yield f"{slip}:{name}-{axis}", says, early


def slope_noun(v) -> str:
    """Return what the slope v * (1 - v) is called: that of a layer, if v belongs to one."""
    name = code(v)
    whose = {"a1": "the hidden layer's sigmoid", "a2": "layer L's sigmoid"}
    return f"the slope of {whose.get(name, 'the sigmoid')}, {name} * (1 - {name}),"


def slope_of(u):
    """Return the slope of the sigmoid at an activation."""
    return u * (1 - u)
