"""Mistakes in sums, differences and powers; see `chains` for products."""

from .formula import Apply
from .terms import factors, product_of, sum_of, terms
from .words import alone, capital, code, difference, noun, one_minus


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
            term = "The term " if noun(part) == name and name.isidentifier() else ""
            says = f"{term}{capital(noun(part))} is missing."
            if name == scope.target:
                says = f"What {name} holds already is lost: add to it."
            yield f"drop:{name}", says, sum_of(rest)
            if len(items) > 2:
                yield (
                    f"only:{name}",
                    alone(noun(part), scope, node, "terms"),
                    sum_of([items[k]]),
                )
        if k or all(s > 0 for _, s in items):
            how = "added, not subtracted" if sign > 0 else "subtracted, not added"
            says = f"A sign is wrong: {noun(part)} should be {how}."
            if name.startswith("-"):
                says = f"The sign of the term {name} is wrong."
            yield (
                f"sign:{name}",
                says,
                sum_of([*items[:k], (part, -sign), *items[k + 1 :]]),
            )
            if k and one_minus(node) is None:
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
        says = "This multiplies all: the terms add."
        if len(items) == 2:
            says = f"This multiplies all: {noun(last)} should be {how}."
        yield (
            "multiplied:all",
            says,
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
                f"Parentheses too wide: {noun(other)} does not belong inside.",
                sum_of([(changed, 1), *rest]),
            )


def in_power(node, scope):
    """Yield the mistakes of a square."""
    base = node.left
    text = code(base)
    yield "square:missing", "The square is missing.", Apply(lambda v: v, base)
    yield "square:abs", "The square is missing: this takes the distance.", Apply(abs, base)
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
