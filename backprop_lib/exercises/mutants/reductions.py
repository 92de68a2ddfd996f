"""Mistakes in a sum or a mean along an axis."""

import ast

import numpy as np

from .formula import Apply
from .words import code, noun


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
    says = f"This adds sizes, without their signs: the {kind} keeps them."
    yield f"{kind}:abs", says, Apply(lambda v: getattr(np, kind)(abs(v), axis, keepdims=kept), what)
    yield (
        f"{kind}:length",
        f"This squares before it adds, and takes the root: only the {kind} is wanted.",
        Apply(lambda v: np.sqrt(np.sum(v * v, axis, keepdims=kept)), what),
    )
    yield f"{kind}:missing", f"The {kind} over {things} is missing.", Apply(lambda v: v, what)
    if axis is None:
        yield from _some(what, kind)
        for along, things in ((0, "rows"), (1, "columns")) if kind == "sum" else ():
            yield (
                f"sum:per-{things}",
                f"It divides by the number of {things}: a sum is wanted, not a mean.",
                Apply(lambda v, a=along: v.sum() / v.shape[a], what),
            )
        for along in (0, 1):
            yield (
                f"{kind}:axis-{along}",
                f"This runs along axis {along} only: the {kind} runs over all entries.",
                reduced(along=along),
            )
            yield (
                f"{kind}:axis-{along}-kept",
                f"This runs along axis {along} only: the {kind} runs over all entries.",
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
            "This takes the length of the difference, with a root: the cost takes no root.",
            Apply(lambda v: np.sqrt(np.sum(v**2, axis=axis, keepdims=bool(kept))), what.left),
        )
