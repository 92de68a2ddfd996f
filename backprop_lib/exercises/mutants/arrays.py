"""Mistakes with arrays: products of matrices, sizes, transpositions."""

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
            back = Apply(np.linalg.pinv, base)
            yield (
                f"T-inverse:{name}",
                f"An inverse stands where the transposed {name}.T belongs.",
                Apply(np.matmul, *([back, other] if k == 0 else [other, back])),
            )
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
            "A sum along this axis makes no matrix product: use @.",
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
        "at:without-first",
        "The first term of each sum is left out: Python counts from 0.",
        Apply(lambda u, v: u[:, 1:] @ v[1:], p, q),
    )
    yield (
        "at:without-last",
        "The last term of each sum is left out.",
        Apply(lambda u, v: u[:, :-1] @ v[:-1], p, q),
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
        "A matrix product adds up: this divides as well, by the number of products.",
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
    if _base(q) is not q or code(q)[0] == "W":  # its columns are no examples
        return
    yield (
        "at:summed-right",
        f"{capital(noun(_base(q)))} is averaged over the examples: each example keeps its own.",
        Apply(lambda u, v: u @ v.mean(axis=1, keepdims=True), p, q),
    )
    yield (
        "at:added-right",
        f"{capital(noun(_base(q)))} is added up over the examples: each example keeps its own.",
        Apply(lambda u, v: u @ v.sum(axis=1, keepdims=True), p, q),
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
    says = f"It divides by one less than the number of {right}."
    yield f"count:{name}-1", says, Apply(lambda v: v - 1 if v > 1 else v, kept)
    yield f"count:{name}-less-1", says, Apply(lambda v: np.float64(v - 1), kept)
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
