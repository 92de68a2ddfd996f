"""Mistakes in products, sums and powers: the operators of elementary algebra.

Each operator yields (id, sentence, what stands in the node's place). Ids are stable: the grader
counts by them.
"""

import ast

import numpy as np

from .formula import Apply
from .words import capital, code, difference, is_count, noun, one_minus

HALF = "The factor one half"


def factors(node) -> list:
    """Return the factors of a product as (node, divides)."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        right = factors(node.right)
        if isinstance(node.op, ast.Div):
            right = [(part, not divides) for part, divides in right]
        return factors(node.left) + right
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = factors(node.operand)
        return inner if len(inner) > 1 else [(node, False)]
    return [(node, False)]


def negative(node) -> bool:
    """True of a product written with a minus in front."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult | ast.Div):
        node = node.left
    return isinstance(node, ast.UnaryOp) and len(factors(node)) > 1


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
            only = f"This is {noun(part)} alone: the other factors are missing."
            yield f"only:{name}", only, product([items[k]])
    yield from _slopes(items, scope, product)
    yield from _added(items, sign)
    yield from _halved_first(items, product)
    yield from _costs(items, product)
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
                product([*items, (Apply(_slope, other), False)]),
            )
        if other.id not in present:
            yield (
                f"extra:{other.id}",
                f"{capital(noun(other)).rstrip(',')} is no factor here.",
                product([*items, (other, False)]),
            )
    for part, divides in items:
        if not divides and len(items) > 1:
            says = f"{capital(noun(part))} is added once more: the product alone is right."
            yield f"added-too:{code(part)}", says, sum_of([(product(items), 1), (part, 1)])
    if len(items) == 2 and not items[1][1]:
        for k in (0, 1):
            says = "These two multiply; they are not subtracted."
            yield f"subtracted:{k}", says, sum_of([(items[k][0], 1), (items[1 - k][0], -1)])


def _matrix_product(items):
    """Use @ where entries multiply one by one."""
    says = "@ is the matrix product. Here the entries multiply one by one: use *."
    for cut in range(1, len(items)):
        left, right = product_of(items[:cut]), product_of(items[cut:])
        if not any(divides for _, divides in items):
            yield f"at-for-times:{cut}", says, Apply(np.matmul, left, right)
            yield f"at-for-times-T:{cut}", says, Apply(lambda u, v: u @ v.T, left, right)


def _costs(items, product):
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
    if divides and (is_count(part) or code(part) == "m"):
        return f"This is a sum, not a mean: the division by {noun(part)} is missing."
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
    if len(inner) < 2 or divides:
        return
    before, after = items[:k], items[k + 1 :]
    first = product_of([*before, (inner[0][0], False)], sign * inner[0][1])
    last = product_of([(inner[-1][0], False), *after], inner[-1][1])
    middle = inner[1:-1]
    text = code(part)
    yield (
        f"parens:{text}",
        f"Parentheses around {text} are missing: the product binds first.",
        sum_of([(first, 1), *middle, (last, 1)]),
    )


def slope_pairs(items):
    """Yield (k, j, v) where factor k is v and factor j is 1 - v."""
    for j, (part, divides) in enumerate(items):
        base = one_minus(part)
        for k, (other, _) in enumerate(items):
            if base is not None and not divides and k != j and code(base) == code(other):
                yield k, j, other
                break


def _slopes(items, scope, product):
    """Take the slope v * (1 - v) away, twice, or at another place."""
    pairs = list(slope_pairs(items))
    for k, j, v in pairs:
        rest = [item for i, item in enumerate(items) if i not in (k, j)]
        name = code(v)
        slope = slope_noun(v)
        yield f"drop:slope-{name}", f"{capital(slope)} is missing.", product(rest)
        yield (
            f"twice:slope-{name}",
            f"{capital(slope)} is there twice.",
            product([*items, items[k], items[j]]),
        )
        more = ": the other factors are missing" if rest else ""
        only = f"This is {slope} alone{more}."
        yield f"only:slope-{name}", only, product([items[k], items[j]])

        def at(function, part, rest=rest):
            return product([*rest, (Apply(function, part), False)])

        yield (
            f"squashed:{name}",
            f"{name} is an activation already: it is squashed a second time.",
            at(lambda u: _slope(1 / (1 + np.exp(-u))), v),
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
        for u in scope.siblings(v):
            yield (
                f"slope-at:{u.id}-for-{name}",
                f"The slope is taken at {u.id}; it belongs to {noun(v)}.",
                at(_slope, u),
            )
    if len(pairs) == 2:
        gone = {i for k, j, _ in pairs for i in (k, j)}
        rest = [item for i, item in enumerate(items) if i not in gone]
        if rest:
            yield "drop:slopes", "Both slopes of the sigmoid are missing.", product(rest)


def slope_noun(v) -> str:
    """Return what the slope v * (1 - v) is called: that of a layer, if v belongs to one."""
    name = code(v)
    whose = {"a1": "the hidden layer's sigmoid", "a2": "layer L's sigmoid"}
    return f"the slope of {whose.get(name, 'the sigmoid')}, {name} * (1 - {name}),"


def _slope(u):
    return u * (1 - u)


def _added(items, sign):
    """Add where it multiplies."""
    parts = [item for item in items if not item[1]]
    if len(parts) < 2:
        return
    says = "These factors multiply; they do not add."
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


def in_sum(node, scope):
    """Yield the mistakes of a sum or difference."""
    items = terms(node)
    if len(items) < 2:
        return
    text = code(node)
    for k, (part, sign) in enumerate(items):
        rest = items[:k] + items[k + 1 :]
        name = code(part)
        if one_minus(node) is None:
            yield f"drop:{name}", f"{capital(noun(part))} is missing.", sum_of(rest)
            if len(items) > 2:
                yield (
                    f"only:{name}",
                    f"This is {noun(part)} alone: the other terms are missing.",
                    sum_of([items[k]]),
                )
        if k:
            how = "added, not subtracted" if sign > 0 else "subtracted, not added"
            yield (
                f"sign:{name}",
                f"{capital(noun(part))} is {how}: a sign is wrong.",
                sum_of([*items[:k], (part, -sign), *items[k + 1 :]]),
            )
            if one_minus(node) is None:
                yield (
                    f"twice:{name}",
                    f"{capital(noun(part))} is there twice.",
                    sum_of([*items, (part, sign)]),
                )
        yield from _too_wide(items, k)
    if difference(node):
        swapped = [(part, -sign) for part, sign in items]
        left, right = code(items[1][0]), code(items[0][0])
        says = f"The sign is flipped: {text}, not {left} - {right}."
        yield f"sign:{text}", says, sum_of(swapped)
        yield (
            f"abs:{text}",
            f"The sign of {text} is lost: the difference may be negative.",
            Apply(abs, node_kept(node)),
        )
    inner = one_minus(node)
    if inner is not None:
        name = code(inner)
        says = f"The 1 - is missing: {name} stands where 1 - {name} belongs."
        yield f"one-minus:{name}", says, sum_of([(inner, 1)])
    else:
        last, sign = items[-1]
        how = "added" if sign > 0 else "subtracted"
        yield (
            "multiplied:all",
            f"This multiplies all; {noun(last).rstrip(',')} is only {how}.",
            product_of([(part, False) for part, _ in items]),
        )
        if all(sign > 0 for _, sign in items):
            yield (
                "averaged:all",
                "The terms add up; nobody takes their mean.",
                sum_of([(part, 1 / len(items)) for part, _ in items]),
            )


def node_kept(node):
    """Return the sum itself, without asking again what stands in its place."""
    return sum_of(terms(node))


def _too_wide(items, k):
    """Let a factor of term k multiply the next term as well."""
    inner = factors(items[k][0])
    if len(inner) < 2:
        return
    for j, (other, other_sign) in enumerate(items):
        if j == k:
            continue
        rest = [item for i, item in enumerate(items) if i not in (k, j)]
        for f, (factor, divides) in enumerate(inner):
            if divides:
                continue
            wide = sum_of([(factor, 1), (other, other_sign * items[k][1])])
            changed = product_of([*inner[:f], (wide, False), *inner[f + 1 :]], items[k][1])
            yield (
                f"wide:{code(other)}",
                f"Parentheses too wide: {noun(other)} is not multiplied.",
                sum_of([(changed, 1), *rest]),
            )


def in_power(node, scope):
    """Yield the mistakes of a square."""
    base = node.left
    text = code(base)
    yield "square:missing", "The square is missing.", Apply(lambda v: v, base)
    yield "square:abs", "This is the distance: the square is missing.", Apply(abs, base)
    yield "square:doubled", "It doubles where it should square.", Apply(lambda v: 2 * v, base)
    yield "square:cubed", "This is the third power, not the square.", Apply(lambda v: v**3, base)
    yield "square:twice", "It squares twice.", Apply(lambda v: v**4, base)
    yield "square:half", "The half belongs outside the square.", Apply(lambda v: (v / 2) ** 2, base)
    inner = terms(base)
    if len(inner) == 2:
        (p, _), (q, sign) = inner
        yield (
            f"parens:{text}",
            f"Parentheses around {text} are missing: the square binds first.",
            Apply(lambda u, v: u + sign * v**2, p, q),
        )
        yield (
            f"squares:{text}",
            f"It squares each term: take {text} first, then square it.",
            Apply(lambda u, v: u**2 + sign * v**2, p, q),
        )
