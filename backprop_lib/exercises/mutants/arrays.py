"""Mistakes with arrays: products of matrices, sums along an axis, sizes, transpositions."""

import ast

import numpy as np

from .formula import Apply, Kept
from .words import ROWS, capital, code, counted, noun, transposed


def _base(node):
    inner = transposed(node)
    return node if inner is None else inner


def in_matmul(node, scope):
    """Yield the mistakes of a product p @ q."""
    p, q = node.left, node.right
    left, right = noun(_base(p)), noun(_base(q))
    yield (
        "at:times",
        "* multiplies entry by entry. This wants the matrix product, @.",
        Apply(lambda u, v: u * v, p, q),
    )
    yield (
        "at:times-T",
        "* multiplies entry by entry. This wants the matrix product, @.",
        Apply(lambda u, v: u * v, _base(p), _base(q)),
    )
    yield (
        "at:order",
        f"The order of the product is wrong: {code(p)} stands on the left.",
        Apply(lambda u, v: v @ u, p, q),
    )
    yield (
        "at:transposed",
        "The product is transposed: rows and columns have changed places.",
        Apply(lambda u, v: (u @ v).T, p, q),
    )
    for k, (part, other) in enumerate(((p, q), (q, p))):
        base = _base(part)
        name = code(base)
        turned = Apply(np.transpose, part)
        rest = [turned, other] if k == 0 else [other, turned]
        if base is part:
            says = f"{capital(noun(base))} is transposed here, and should not be."
            yield f"T-added:{name}", says, Apply(np.matmul, *rest)
        else:
            says = f"The transposition of {name} is missing: {name}.T."
            yield f"T-missing:{name}", says, Apply(np.matmul, *rest)
            flat = Apply(lambda u: u.reshape(u.shape[::-1]), base)
            yield (
                f"T-reshape:{name}",
                f"reshape keeps the order of the entries. Transpose {name} with .T.",
                Apply(np.matmul, *([flat, other] if k == 0 else [other, flat])),
            )
            yield (
                f"at:times-{name}",
                "* multiplies entry by entry. This wants the matrix product, @.",
                Apply(lambda u, v: u * v, *([base, other] if k == 0 else [other, base])),
            )
    yield from _inner(p, q)
    if _base(p) is not p:
        yield (
            "at:summed-base",
            "* and a sum along an axis do not make a matrix product: use @.",
            Apply(lambda u, v: u.sum(axis=1, keepdims=True) * v, _base(p), q),
        )
    yield f"drop:{code(_base(q))}", f"{capital(right)} is missing.", p
    yield f"drop:{code(_base(p))}", f"{capital(left)} is missing.", q
    yield (
        f"summed:{code(_base(q))}",
        f"{capital(right)} is missing: this only adds up {left.rstrip(',')}.",
        Apply(lambda u: u.sum(axis=1, keepdims=True), p),
    )
    yield (
        f"ones:{code(_base(p))}",
        f"{capital(left)} is missing: this only adds up {right.rstrip(',')}.",
        Apply(lambda u, v: np.ones_like(u) @ v, p, q),
    )
    yield (
        "at:outer",
        "np.outer flattens its arrays. Use the matrix product, @.",
        Apply(np.outer, _base(p), _base(q)),
    )


def _inner(p, q):
    """Take less than the whole sum that a matrix product is."""
    yield (
        "at:first",
        "Only the first term of each sum counts here: a matrix product adds up all.",
        Apply(lambda u, v: u[:, :1] @ v[:1], p, q),
    )
    yield (
        "at:last",
        "Only the last term of each sum counts here: a matrix product adds up all.",
        Apply(lambda u, v: u[:, -1:] @ v[-1:], p, q),
    )
    yield (
        "at:sums",
        "Multiply first, then add up: the sum of products is not the product of sums.",
        Apply(lambda u, v: u.sum(axis=1, keepdims=True) * v.sum(axis=0, keepdims=True), p, q),
    )
    yield (
        "at:means",
        "The mean of products is not the product of means: multiply first.",
        Apply(
            lambda u, v: u.mean(axis=1, keepdims=True) * v.mean(axis=0, keepdims=True) * len(v),
            p,
            q,
        ),
    )
    yield (
        "at:mean",
        "A sum is wanted here: this takes the mean of the products.",
        Apply(lambda u, v: u @ v / len(v), p, q),
    )
    yield (
        "at:max",
        "The terms add up: this takes the largest one alone.",
        Apply(lambda u, v: (u[:, :, None] * v[None]).max(axis=1), p, q),
    )
    yield (
        "at:summed-rows",
        f"{capital(noun(_base(p)))} is added up before it is multiplied.",
        Apply(lambda u, v: u.sum(axis=1, keepdims=True) * v, p, q),
    )
    yield (
        "at:summed-left",
        f"{capital(noun(_base(p)))} is averaged over the examples before the product.",
        Apply(lambda u, v: u.mean(axis=1, keepdims=True) @ v, p, q),
    )
    yield (
        "at:summed-right",
        f"{capital(noun(_base(q)))} is averaged over the examples before the product: "
        "each example keeps its own.",
        Apply(lambda u, v: u @ v.mean(axis=1, keepdims=True), p, q),
    )
    yield (
        "at:added-right",
        f"{capital(noun(_base(q)))} is added up over the examples before the product: "
        "each example keeps its own.",
        Apply(lambda u, v: u @ v.sum(axis=1, keepdims=True), p, q),
    )


def reduction(node):
    """Return (what is reduced, "sum" or "mean", axis, keepdims) of a call, or None."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    if node.func.attr not in ("sum", "mean"):
        return None
    given = {k.arg: getattr(k.value, "value", None) for k in node.keywords}
    module = code(node.func.value) == "np"
    what = node.args[0] if module else node.func.value
    return what, node.func.attr, given.get("axis"), given.get("keepdims", False)


def in_reduction(node, scope):
    """Yield the mistakes of a sum or a mean along an axis."""
    what, kind, axis, kept = reduction(node)
    other = {"sum": "mean", "mean": "sum"}[kind]

    def reduced(how=kind, along=axis, keep=kept, of=what):
        return Apply(lambda v: getattr(np, how)(v, axis=along, keepdims=bool(keep)), of)

    verb = {"sum": "adds up", "mean": "takes the mean"}
    wanted = {"sum": "take their sum", "mean": "divide by their number"}
    things = {None: "the entries", 0: "the rows", 1: "the examples"}[axis]
    yield (
        f"{kind}:{other}",
        f"This {verb[other]}{' of' if other == 'mean' else ''} {things}: {wanted[kind]}.",
        reduced(other),
    )
    yield f"{kind}:missing", f"The {kind} over {things} is missing.", Apply(lambda v: v, what)
    if axis is None:
        yield from _some(what, kind)
        for along in (0, 1):
            yield (
                f"{kind}:axis-{along}",
                f"This takes the {kind} along axis {along} only. It runs over all entries.",
                reduced(along=along),
            )
            yield (
                f"{kind}:axis-{along}-kept",
                f"This takes the {kind} along axis {along} only. It runs over all entries.",
                reduced(along=along, keep=True),
            )
    else:
        says = f"Wrong axis: examples are columns, so the {kind} runs along axis {axis}."
        yield f"{kind}:axis", says, reduced(along=1 - axis)
        yield f"{kind}:axis-flat", says, reduced(along=1 - axis, keep=False)
        column = reduced(along=1 - axis, keep=True)
        yield f"{kind}:axis-column", says, Apply(np.transpose, column)
        says = f"This takes the {kind} over everything. Each row, a neuron, has its own."
        yield f"{kind}:all", says, reduced(along=None, keep=False)
        yield f"{kind}:all-kept", says, reduced(along=None, keep=True)
        says = f"This takes the {other} over everything: each row, a neuron, has its own {kind}."
        yield f"{kind}:all-{other}", says, reduced(other, None, False)
    if kept:
        says = "The numbers are right, but an axis is lost: keepdims=True keeps a column a column."
        yield f"{kind}:flat", says, reduced(keep=False)
    yield (
        f"{kind}:max",
        f"This takes the largest entry, not the {kind}.",
        reduced("max"),
    )
    if axis == 1:
        yield (
            f"{kind}:first",
            f"Only the first example counts here: take the {kind} of all.",
            Apply(lambda v: v[:, :1], what),
        )
        yield (
            f"{kind}:last",
            f"Only the last example counts here: take the {kind} of all.",
            Apply(lambda v: v[:, -1:], what),
        )
    if kind == "mean":
        yield from _by_wrong_number(what)
        for other in scope.siblings(what) if axis == 1 else ():
            yield (
                f"mean:times-{other.id}",
                f"It multiplies by {noun(other).rstrip(',')}, as for a weight: "
                "take the mean of the error alone.",
                Apply(lambda v, u: v @ u.T / v.shape[1], what, other),
            )
        yield (
            "mean:twice",
            "It divides by the number of examples twice.",
            Apply(lambda v: v.mean(axis=axis, keepdims=bool(kept)) / v.shape[1], what),
        )
        yield (
            "mean:rows",
            "It divides by the number of neurons. Examples are columns.",
            Apply(lambda v: v.sum(axis=axis, keepdims=bool(kept)) / v.shape[0], what),
        )
        yield (
            "mean:size",
            "It divides by the number of entries: divide by the examples.",
            Apply(lambda v: v.sum(axis=axis, keepdims=bool(kept)) / v.size, what),
        )
    yield from _too_early(what, kind, axis, kept)


def _by_wrong_number(what):
    """Take a mean over the columns that is none."""
    says = "Only the last example counts here: a loop with = forgets the others; use +=."
    yield "mean:overwritten", says, Apply(lambda v: v[:, -1:] / v.shape[1], what)
    for number in (2, 3, 4, 5, 10):
        yield (
            f"count:{number}",
            f"It divides by {number}, whatever the number of examples.",
            Apply(lambda v, n=number: v.sum(axis=1, keepdims=True) / n, what),
        )
    says = "This takes the mean over everything. Each row, a neuron, has its own: give the axis."
    yield "mean:all-column", says, Apply(lambda v: np.full((len(v), 1), v.mean()), what)
    says = "This takes the median, not the mean."
    yield "mean:median", says, Apply(lambda v: np.median(v, axis=1, keepdims=True), what)


def _some(what, kind):
    """Leave rows or columns out of a sum over all entries, as loops do."""
    total = np.sum if kind == "sum" else np.mean
    for words, part in (
        ("Only the last example counts here: a loop with = forgets the others; use +=.",
         lambda v: v[:, -1:]),
        ("Only the first example counts here: add up all.", lambda v: v[:, :1]),
        ("The first example is left out.", lambda v: v[:, 1:]),
        ("The last example is left out.", lambda v: v[:, :-1]),
        ("Only the first neuron counts here: add up all.", lambda v: v[:1]),
        ("Only the last neuron counts here: a loop with = forgets the others; use +=.",
         lambda v: v[-1:]),
        ("The first neuron is left out: Python counts from 0.", lambda v: v[1:]),
        ("The last neuron is left out.", lambda v: v[:-1]),
        ("Only the largest entry counts here: add up all.", np.max),
    ):  # fmt: skip
        slip_id = "-".join(words.split(" counts")[0].split(" is")[0].lower().split())
        yield f"{kind}:{slip_id}", words, Apply(lambda v, part=part: total(part(v)), what)


def _too_early(what, kind, axis, kept):
    """Add up before squaring or multiplying."""
    if isinstance(what, ast.BinOp) and isinstance(what.op, ast.Pow):
        yield (
            f"{kind}:early",
            "Square first, then add up: otherwise errors of opposite sign cancel.",
            Apply(lambda v: np.sum(v, axis=axis, keepdims=bool(kept)) ** 2, what.left),
        )
        yield (
            f"{kind}:root",
            "This is the length of the difference: the cost takes no root.",
            Apply(lambda v: np.sqrt(np.sum(v**2, axis=axis, keepdims=bool(kept))), what.left),
        )


def in_count(node, scope):
    """Yield other numbers to divide by."""
    name, axis = code(node.value.value), node.slice.value
    array = node.value.value
    right = counted(node)
    kept = Kept(node)
    yield (
        f"count:{name}.shape[{1 - axis}]",
        f"It divides by the number of {_other(array, axis)}, not by the number of {right}.",
        Apply(lambda v: v.shape[1 - axis], array),
    )
    says = "shape is a pair of numbers: take one of them, shape[1]."
    yield f"count:{name}.shape", says, Apply(lambda v: np.array(v.shape), array)
    says = f"It divides by the number of entries, not by the number of {right}."
    yield f"count:{name}.size", says, Apply(np.size, array)
    yield (
        f"count:{name}-squared",
        f"It divides by the number of {right} twice.",
        Apply(lambda v: v * v, kept),
    )
    yield (
        f"count:{name}-root",
        f"It divides by the root of the number of {right}.",
        Apply(np.sqrt, kept),
    )
    yield (
        f"count:{name}-1",
        f"It divides by one less than the number of {right}.",
        Apply(lambda v: v - 1 if v > 1 else v, kept),
    )
    for other in scope.arrays_other_than(name):
        yield (
            f"count:{other}.shape[0]",
            f"It divides by the number of {ROWS.get(other, f'rows of {other}')}, not of {right}.",
            Apply(lambda v: v.shape[0], ast.Name(other, ast.Load())),
        )
    for number in (2, 3, 4, 5, 10):
        yield (
            f"count:{number}",
            f"It divides by {number}, whatever the number of {right}.",
            ast.Constant(number),
        )
    yield (
        "count:1",
        f"This is a sum, not a mean: the division by the number of {right} is missing.",
        (ast.Constant(1)),
    )


def _other(array, axis):
    return counted(
        ast.Subscript(ast.Attribute(array, "shape", ast.Load()), ast.Constant(1 - axis), ast.Load())
    )
