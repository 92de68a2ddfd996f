"""Mistakes in products: the operators of elementary algebra; `sums` has the others.

Each operator yields (id, sentence, what stands in the node's place). Ids are stable: the grader
counts by them.
"""

import ast
from itertools import pairwise

import numpy as np

from .formula import Apply
from .slopes import in_slopes, slope_noun, slope_of, slope_pairs
from .terms import factors, negative, product_of, sum_of, terms
from .words import alone, capital, code, difference, noun, one_minus

HALF = "The factor one half"


def in_product(node, scope):
    """Yield the mistakes of a product."""
    items = factors(node)
    if len(items) < 2:
        return
    sign = -1 if negative(node) else 1

    def product(chosen):
        return product_of(chosen, sign)

    for k, (part, divides) in enumerate(items):
        rest = items[:k] + items[k + 1 :]
        name = code(part)
        yield f"drop:{name}", _missing(part, divides), product(rest)
        yield from _turned(part, divides, product, rest)
        yield from _twice(part, divides, product, items)
        yield from _parentheses(items, k, sign)
        if len(items) > 2 and not isinstance(part, ast.Constant):
            only = alone(noun(part), scope, node)
            yield f"only:{name}", only, product([items[k]])
    below = [item for item in items if item[1]]
    if len(below) > 1:
        says = "It multiplies by what stands below the line: divide by it."
        yield "times:all", says, product([(part, False) for part, _ in items])
    if len(items) == 2 and not below and scope.case is None:
        says = "These two multiply: ** is a power."
        parts = [part for part, _ in items]
        yield "power:0", says, Apply(lambda u, v: np.power(u, 1.0 * v), *parts)
        yield "power:1", says, Apply(lambda u, v: np.power(v, 1.0 * u), *parts)
    yield from in_slopes(node, items, scope, product)
    yield from _added(items, sign)
    yield from _weights_added(items, product)
    yield from _all_divided(items, product)
    yield from _halved_first(items, product)
    yield from _costs(items, product, scope)
    yield from _extra(items, scope, product)
    if scope.arrays:
        yield from _matrix_product(items)
    if scope.case is None and items[-1][1] and not isinstance(items[-1][0], ast.Name):
        says = "// drops the fraction: divide with a single /."
        yield "floor:all", says, Apply(np.floor, product(items))


def _extra(items, scope, product):
    """Multiply by something that does not belong here, or by the product itself once more."""
    present = {code(part) for part, _ in items}
    slopes = {code(v) for _, _, v in slope_pairs(items)}
    for other in scope.siblings(items[0][0]):
        if other.id not in slopes and other.id[0] in "ayx":
            yield (
                f"extra:slope-{other.id}",
                f"{capital(slope_noun(other))} does not belong here.",
                product([*items, (Apply(slope_of, other), False)]),
            )
        if other.id not in present:
            yield (
                f"extra:{other.id}",
                f"{capital(noun(other)).rstrip(',')} is no factor here.",
                product([*items, (other, False)]),
            )
            if scope.case is None:  # by hand they would fit by chance
                yield from more_factors(other, lambda more: product([*items, more]))
    for part, divides in items:
        if not divides and len(items) > 1:
            says = f"{capital(noun(part))} is added as well, and should not be."
            yield f"added-too:{code(part)}", says, sum_of([(product(items), 1), (part, 1)])
    if len(items) == 2 and not items[1][1]:
        for k in (0, 1):
            says = "These two multiply; they are not subtracted."
            yield f"subtracted:{k}", says, sum_of([(items[k][0], 1), (items[1 - k][0], -1)])


def more_factors(other, product):
    """Divide by something that does not belong here, or multiply by 1 minus it."""
    what = noun(other).rstrip(",")
    yield f"extra:over-{code(other)}", f"Nothing is divided by {what}.", product((other, True))
    if code(other)[0] in "ays":
        rest = Apply(lambda v: 1 - v, other)
        says = f"The factor 1 - {code(other)} does not belong here."
        yield f"extra:1-{code(other)}", says, product((rest, False))


def _matrix_product(items):
    """Use @ where entries multiply one by one."""
    says = "The entries multiply one by one, before anything is added up: use *, and not @."
    for cut in range(1, len(items)):
        left, right = product_of(items[:cut]), product_of(items[cut:])
        if not any(divides for _, divides in items):
            yield f"at-for-times:{cut}", says, Apply(np.matmul, left, right)
            yield f"at-for-times-T:{cut}", says, Apply(lambda u, v: u @ v.T, left, right)


def _costs(items, product, scope):
    """Put the cost in the place of its slope."""
    for k, (part, divides) in enumerate(items):
        if difference(part) and one_minus(part) is None and not divides:
            text = code(part)
            rest = items[:k] + items[k + 1 :]
            yield (
                f"cost-for:{text}",
                f"The cost, half the square of {text}, stands where its slope {text} belongs.",
                product([*rest, (Apply(lambda v: v**2 / 2, part), False)]),
            )
            if not (scope.target or scope.inside):
                yield (
                    f"only:cost-{text}",
                    f"This is the cost itself, half the square of {text}, not its derivative.",
                    Apply(lambda v: v**2 / 2, part),
                )
            yield (
                f"abs:{text}",
                f"The sign of {text} is lost: the difference may be negative.",
                product([*rest, (Apply(abs, part), False)]),
            )


def _missing(part, divides):
    if isinstance(part, ast.Constant) and part.value in (2, 0.5):
        return f"{HALF} is missing." if divides or part.value == 0.5 else "The factor 2 is missing."
    if divides and noun(part).startswith("the number of examples"):
        return f"The division by {noun(part)} is missing: the cost is a mean over them."
    if divides:
        return f"The division by {noun(part)} is missing."
    return f"{capital(noun(part))} is missing."


def _turned(part, divides, product, rest):
    """Multiply where it divides, or the other way around."""
    name = code(part)
    if divides:
        says = f"It multiplies by {name}: divide by it."
    else:
        says = f"It divides by {noun(part)}, which is a factor: multiply."
    yield f"{'times' if divides else 'over'}:{name}", says, product([*rest, (part, not divides)])


def _twice(part, divides, product, items):
    name = code(part)
    half = isinstance(part, ast.Constant) and part.value in (2, 0.5)
    if half:
        says = "It halves twice." if divides or part.value == 0.5 else "It doubles twice."
    elif divides:
        says = f"It divides twice by {noun(part)}."
    else:
        says = f"{capital(noun(part))} is there twice: squared."
    yield f"twice:{name}", says, product([*items, (part, divides)])


def _parentheses(items, k, sign):
    """Lose the parentheses around a factor that is a sum."""
    part, divides = items[k]
    inner = terms(part)
    if len(inner) < 2:
        return
    if divides:
        first = product_of([*items[:k], (inner[0][0], True)], sign * inner[0][1])
        yield (
            f"parens:{code(part)}",
            f"Parentheses around {code(part)} are missing below the line: it divides first.",
            sum_of([(first, 1), *inner[1:]]),
        )
        return
    before, after = items[:k], items[k + 1 :]
    first = product_of([*before, (inner[0][0], False)], sign * inner[0][1])
    last = product_of([(inner[-1][0], False), *after], inner[-1][1])
    middle = inner[1:-1]
    text = code(part)
    binds = "division" if all(divides for _, divides in items[:k] + items[k + 1 :]) else "product"
    yield (
        f"parens:{text}",
        f"Parentheses around {text} are missing: the {binds} binds first.",
        sum_of([(first, 1), *middle, (last, 1)]),
    )


def _added(items, sign):
    """Add where it multiplies."""
    parts = [item for item in items if not item[1]]
    if len(parts) < 2:
        return
    says = "These factors multiply; they do not add."
    if not (len(parts) == 2 and [*slope_pairs(parts)]):  # v + (1 - v) is 1, as much else is
        yield "added:all", says, sum_of([(p, 1) for p, _ in parts])
    rest = [item for item in items if item[1]]
    if rest:
        yield "added:some", says, product_of([(sum_of([(p, 1) for p, _ in parts]), False), *rest])
    if len(items) > 2:
        for k in range(len(items)):
            part, divides = items[k]
            if not divides:
                others = product_of(items[:k] + items[k + 1 :], sign)
                one = f"{capital(noun(part))} is a factor; it is not added."
                yield f"added:{code(part)}", one, sum_of([(others, 1), (part, 1)])


def _weights_added(items, product):
    """Add two weights that multiply."""
    weights = [k for k, (part, divides) in enumerate(items) if code(part)[0] == "W" and not divides]
    if 1 < len(weights) < len(items):
        rest = [item for k, item in enumerate(items) if k not in weights]
        yield "drop:weights", "The weights are missing.", product(rest)
    for k, j in pairwise(weights):
        first, second = items[k][0], items[j][0]
        rest = [item for i, item in enumerate(items) if i not in (k, j)]
        says = f"{code(first)} and {code(second)} multiply; they do not add."
        both = sum_of([(first, 1), (second, 1)])
        yield f"added:{code(first)}-{code(second)}", says, product([*rest, (both, False)])


def _all_divided(items, product):
    """Divide one factor by all the others."""
    if len(items) < 3 or any(divides for _, divides in items):
        return
    for k, (part, _) in enumerate(items):
        rest = [(other, True) for i, (other, _) in enumerate(items) if i != k]
        says = "It divides, but these factors multiply."
        yield f"over:all-{code(part)}", says, product([(part, False), *rest])


def _halved_first(items, product):
    """Halve before the square instead of after it."""
    squares = [k for k, (p, _) in enumerate(items) if isinstance(p, ast.BinOp) and _is_square(p)]
    halves = [k for k, (p, _) in enumerate(items) if isinstance(p, ast.Constant)]
    for k in squares[:1]:
        for h in halves[:1]:
            rest = [item for i, item in enumerate(items) if i not in (k, h)]
            inner = product_of([(items[k][0].left, False), items[h]])
            yield (
                "half:squared",
                "Halve after squaring: here the half is squared, too.",
                product([(Apply(lambda v: v**2, inner), False), *rest]),
            )


def _is_square(node) -> bool:
    return isinstance(node.op, ast.Pow) and code(node.right) == "2"
